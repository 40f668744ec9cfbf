import { type BufferGeometry, ExtrudeGeometry, LatheGeometry, ShapeGeometry, Vector2 } from 'three';
import { RoundedBoxGeometry } from 'three/examples/jsm/geometries/RoundedBoxGeometry.js';
import { archOutline, roundedRectangle } from './outlines.ts';

/** A point of a turned profile: radius and height, metres. */
export type ProfilePoint = readonly [radius: number, height: number];

const TURNED_SEGMENTS = 64;

/** A turned body around the Y axis from a profile told upwards. */
export function turnedGeometry(profile: readonly ProfilePoint[], segments: number = TURNED_SEGMENTS): BufferGeometry {
  return new LatheGeometry(
    profile.map(([radius, height]) => new Vector2(radius, height)),
    segments,
  );
}

/** The edge radius of a box: 6 cm, 9 from half a metre, never over a third of its least side. */
export function edgeRadius(width: number, height: number, depth: number): number {
  const least = Math.min(width, height, depth);
  return Math.min(least >= 0.5 ? 0.09 : 0.06, least / 3);
}

/** A box with round edges standing on the origin. */
export function boxGeometry(
  width: number,
  height: number,
  depth: number,
  radius: number = edgeRadius(width, height, depth),
): BufferGeometry {
  const least = Math.min(width, height, depth);
  return new RoundedBoxGeometry(width, height, depth, 5, Math.min(radius, least / 2.01)).translate(0, height / 2, 0);
}

/** A floor lying on the origin: round corners in plan, 5-cm bevels. */
export function slabGeometry(width: number, height: number, depth: number): BufferGeometry {
  const bevel = Math.min(0.05, height / 3, width / 6, depth / 6);
  const corner = Math.min(1.1, Math.min(width, depth) * 0.2);
  const geometry = new ExtrudeGeometry(roundedRectangle(width - bevel * 2, depth - bevel * 2, corner), {
    depth: height - bevel * 2,
    bevelSize: bevel,
    bevelThickness: bevel,
    bevelSegments: 4,
    curveSegments: 16,
  });
  return geometry.rotateX(-Math.PI / 2).translate(0, bevel, 0);
}

/** An arch standing on the origin, open below; its rim is about a sixth of its width. */
export function archGeometry(width: number, height: number, depth: number, thick: number = width * 0.18): BufferGeometry {
  const bevel = Math.min(0.04, thick / 4, depth / 4);
  const geometry = new ExtrudeGeometry(archOutline(width - bevel * 2, height - bevel, thick - bevel), {
    depth: Math.max(0.005, depth - bevel * 2),
    bevelSize: bevel,
    bevelThickness: bevel,
    bevelSegments: 4,
    curveSegments: 32,
  });
  return geometry.translate(0, 0, -Math.max(0.005, depth - bevel * 2) / 2);
}

/** A flat filled doorway in the XY plane. */
export function doorGeometry(width: number, height: number): BufferGeometry {
  return new ShapeGeometry(archOutline(width, height), 24);
}

/** A flat rectangle with round corners in the XY plane. */
export function sheetGeometry(width: number, height: number, radius: number): BufferGeometry {
  return new ShapeGeometry(roundedRectangle(width, height, radius), 16);
}

/** The slab behind a panel's face, 8 cm thick with a rim of 5 cm, its front just behind z = 0. */
export function panelGeometry(width: number, height: number, radius: number): BufferGeometry {
  const geometry = new ExtrudeGeometry(roundedRectangle(width + 0.04, height + 0.04, radius + 0.02), {
    depth: 0.02,
    bevelSize: 0.03,
    bevelThickness: 0.03,
    bevelSegments: 4,
    curveSegments: 16,
  });
  return geometry.translate(0, 0, -0.051);
}
