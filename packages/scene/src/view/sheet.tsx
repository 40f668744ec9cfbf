import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { MeshStandardMaterial, type Texture } from 'three';
import { sheetGeometry } from '../forms/geometries.ts';
import { useShared } from '../forms/shared.ts';
import type { Vec3 } from '../world-face.ts';
import { whenLetters } from './ink.ts';

/** A written rectangle on a thing. */
export interface SheetProps {
  readonly width: number;
  readonly height: number;
  readonly at: Vec3;
  /** Writes the sheet; called again when `text` or the letters change. */
  readonly write: () => Texture;
  /** All that `write` depends on. */
  readonly text: string;
}

/** The writing of a note, task or file, lit a little by itself so that it stays legible at dusk. */
export function Sheet({ width, height, at, write, text }: SheetProps): ReactNode {
  const [letters, setLetters] = useState(0);
  // `text` says all that `write` depends on
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const map = useMemo(write, [text, letters]);
  const material = useMemo(
    () => new MeshStandardMaterial({ map, roughness: 0.9, emissive: '#ffffff', emissiveMap: map, emissiveIntensity: 0.24 }),
    [map],
  );
  const geometry = useShared(`sheet ${width} ${height}`, () => uvSheet(width, height));
  useEffect(() => {
    let here = true;
    whenLetters(() => here && setLetters((count) => count + 1));
    return () => {
      here = false;
    };
  }, []);
  useEffect(
    () => () => {
      material.dispose();
      map.dispose();
    },
    [material, map],
  );
  return <mesh geometry={geometry} material={material} position={at} receiveShadow />;
}

/** A rounded sheet whose texture covers it once. */
function uvSheet(width: number, height: number): ReturnType<typeof sheetGeometry> {
  const geometry = sheetGeometry(width, height, 0.03);
  const position = geometry.getAttribute('position');
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < position.count; i++) uv.setXY(i, position.getX(i) / width + 0.5, position.getY(i) / height + 0.5);
  return geometry;
}
