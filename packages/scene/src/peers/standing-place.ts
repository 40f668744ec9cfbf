import type { Pose, Vec3 } from '../world-face.ts';

/** How far before what they look at a person stands, metres. */
const BEFORE_M = 2.1;
/** How far to the side, so that nobody stands in their own view, metres. */
const ASIDE_M = 0.75;
const TRIES = [0, 0.7, 1.5, 2.4, 3.4] as const;

/** What a person may not stand in: whether a spot is taken, and the height they stand at. */
export interface Footing {
  readonly taken: (x: number, z: number, y: number) => boolean;
  readonly support: (x: number, z: number, y: number) => number;
}

/**
 * Where a person stands, for where they look: on the ground between their eye and their target, near the target and a little aside.
 * `seat` tells people with the same view apart: 0, 1, 2 … stand left, right, farther left.
 */
export function standingPlace(pose: Pose, seat: number, footing: Footing): Vec3 {
  const { eye, target } = pose;
  const dx = eye[0] - target[0];
  const dz = eye[2] - target[2];
  const away = Math.hypot(dx, dz);
  const towards: readonly [number, number] = away < 0.01 ? [0, 1] : [dx / away, dz / away];
  const side = (seat % 2 === 0 ? -1 : 1) * ASIDE_M * (1 + Math.floor(seat / 2) * 1.2);
  let found: Vec3 = [target[0], 0, target[2]];
  for (const more of TRIES) {
    const back = Math.min(BEFORE_M + more, Math.max(0.6, away * 0.8));
    const x = target[0] + towards[0] * back - towards[1] * side;
    const z = target[2] + towards[1] * back + towards[0] * side;
    const y = footing.support(x, z, Math.min(target[1], eye[1]));
    found = [x, y, z];
    if (!footing.taken(x, z, y)) return found;
  }
  return found;
}

/** The turn that faces a point from a place, radians around Y; 0 looks along +z. */
export const facing = (from: Vec3, to: Vec3): number => Math.atan2(to[0] - from[0], to[2] - from[2]);
