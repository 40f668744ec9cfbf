import type { ReactNode } from 'react';
import { SphereGeometry } from 'three';
import { turnedGeometry } from '../../forms/geometries.ts';
import { PIGMENT } from '../../stage/colours.ts';
import type { Vec3 } from '../../world-face.ts';
import { Part } from '../part.tsx';

interface TreeProps {
  readonly tint: string;
  readonly size: Vec3;
}

/** The widest point of a cypress one metre tall, metres from its axis. */
const CYPRESS_RADIUS = 0.17;

const cypressTrunk = () =>
  turnedGeometry(
    [
      [0, 0],
      [0.03, 0],
      [0.025, 0.2],
      [0, 0.2],
    ],
    20,
  );
const cypressCrown = () =>
  turnedGeometry(
    [
      [0, 0.12],
      [0.1, 0.15],
      [0.165, 0.28],
      [CYPRESS_RADIUS, 0.4],
      [0.158, 0.52],
      [0.125, 0.66],
      [0.094, 0.78],
      [0.06, 0.9],
      [0.02, 0.985],
      [0, 1],
    ],
    40,
  );

/** A slender tree, `size` high and wide. */
export function Cypress({ tint, size: [width, height, depth] }: TreeProps): ReactNode {
  const crown: Vec3 = [width / (CYPRESS_RADIUS * 2), height, depth / (CYPRESS_RADIUS * 2)];
  return (
    <>
      <Part form="cypress trunk" build={cypressTrunk} colour={PIGMENT.bark} scale={[crown[0], height, crown[2]]} />
      <Part form="cypress crown" build={cypressCrown} colour={tint} scale={crown} />
    </>
  );
}

// A round tree of unit height and width: a trunk and three balls of foliage.
const treeTrunk = () =>
  turnedGeometry(
    [
      [0, 0],
      [0.055, 0],
      [0.037, 0.45],
      [0, 0.45],
    ],
    20,
  );
const ball = () => new SphereGeometry(1, 36, 26);

/** A round tree, `size` high and wide. */
export function RoundTree({ tint, size }: TreeProps): ReactNode {
  const [width, height, depth] = size;
  const r = 0.32;
  const blob = (x: number, y: number, z: number, radius: number): { at: Vec3; scale: Vec3 } => ({
    at: [x * width, y * height, z * depth],
    scale: [radius * width, radius * height * 0.92, radius * depth],
  });
  return (
    <>
      <Part form="tree trunk" build={treeTrunk} colour={PIGMENT.bark} scale={size} />
      <Part form="ball" build={ball} colour={tint} {...blob(0, 0.68, 0, r * 1.05)} />
      <Part form="ball" build={ball} colour={tint} {...blob(0.27, 0.5, 0.09, r * 0.7)} />
      <Part form="ball" build={ball} colour={tint} {...blob(-0.27, 0.53, 0.04, r * 0.64)} />
    </>
  );
}
