import { BufferGeometry, Color, DoubleSide, Float32BufferAttribute, Mesh, MeshBasicMaterial } from 'three';
import type { WorldColours } from '../stage/colours.ts';

interface Ridge {
  readonly radiusM: number;
  readonly crestM: number;
  /** How far its crest is mixed into the horizon. */
  readonly haze: number;
  readonly seed: number;
}

/** Far to near, so that nearer strips draw over farther ones without depth. */
const RIDGES: readonly Ridge[] = [
  { radiusM: 190, crestM: 21, haze: 0.72, seed: 1.7 },
  { radiusM: 150, crestM: 14.5, haze: 0.5, seed: 4.1 },
  { radiusM: 115, crestM: 8.5, haze: 0.25, seed: 7.7 },
];
const STEPS = 220;
const ROWS = 4;

function crest(ridge: Ridge, angle: number): number {
  const { seed } = ridge;
  const wave = 0.24 * Math.sin(angle * 5 + seed) + 0.16 * Math.sin(angle * 11 + seed * 2.3) + 0.07 * Math.sin(angle * 23 + seed * 5);
  return ridge.crestM * (0.5 + wave);
}

function ridgeGeometry(ridge: Ridge, colours: WorldColours): BufferGeometry {
  const positions: number[] = [];
  const tints: number[] = [];
  const index: number[] = [];
  const top = colours.ridge.clone().lerp(colours.horizon, ridge.haze);
  const foot = colours.ridge.clone().lerp(colours.horizon, Math.min(1, ridge.haze + 0.45));
  for (let step = 0; step <= STEPS; step++) {
    const angle = (step / STEPS) * Math.PI * 2;
    const rows: readonly [number, Color][] = [
      [crest(ridge, angle), top],
      [ridge.crestM * 0.12, foot],
      [-3, colours.horizon],
      [-12, colours.horizon],
    ];
    for (const [height, colour] of rows) {
      positions.push(Math.sin(angle) * ridge.radiusM, height, Math.cos(angle) * ridge.radiusM);
      tints.push(colour.r, colour.g, colour.b);
    }
    if (step === STEPS) continue;
    for (let row = 0; row < ROWS - 1; row++) {
      const at = step * ROWS + row;
      index.push(at, at + 1, at + ROWS, at + ROWS, at + 1, at + ROWS + 1);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('color', new Float32BufferAttribute(tints, 3));
  geometry.setIndex(index);
  return geometry;
}

/** Three unlit strips of far hills that melt into the horizon at their foot. The caller disposes them. */
export function createRidges(colours: WorldColours): readonly Mesh<BufferGeometry, MeshBasicMaterial>[] {
  return RIDGES.map((ridge, layer) => {
    const material = new MeshBasicMaterial({ vertexColors: true, side: DoubleSide, fog: false, depthWrite: false, toneMapped: false });
    const mesh = new Mesh(ridgeGeometry(ridge, colours), material);
    mesh.renderOrder = -9 + layer;
    mesh.frustumCulled = false;
    mesh.raycast = () => undefined;
    return mesh;
  });
}
