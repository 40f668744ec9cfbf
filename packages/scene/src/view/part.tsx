import type { ReactNode } from 'react';
import type { BufferGeometry } from 'three';
import { createPaint, type Finish, paintKey } from '../forms/paint.ts';
import { useShared } from '../forms/shared.ts';
import type { Vec3 } from '../world-face.ts';

/** One mesh of a form. */
export interface PartProps {
  /** Names the geometry: equal names share one. Says all that `build` depends on. */
  readonly form: string;
  readonly build: () => BufferGeometry;
  readonly colour: string;
  readonly finish?: Finish;
  readonly at?: Vec3;
  /** Radians, XYZ. */
  readonly turnRad?: Vec3;
  readonly scale?: Vec3 | number;
  /** Whether it throws a shadow; true unless told. */
  readonly shadow?: boolean;
  /** Left out of picking and outlines. */
  readonly passive?: boolean;
}

const PLAIN: Finish = {};
const ORIGIN: Vec3 = [0, 0, 0];
const PASSIVE = { passive: true };
const ACTIVE = {};

/** A mesh in the house material, its geometry and material shared with every like part. */
export function Part(props: PartProps): ReactNode {
  const finish = props.finish ?? PLAIN;
  const geometry = useShared(props.form, props.build);
  const material = useShared(paintKey(props.colour, finish), () => createPaint(props.colour, finish));
  return (
    <mesh
      geometry={geometry}
      material={material}
      position={props.at ?? ORIGIN}
      rotation={props.turnRad ?? ORIGIN}
      scale={props.scale ?? 1}
      castShadow={props.shadow ?? true}
      receiveShadow
      userData={props.passive ? PASSIVE : ACTIVE}
    />
  );
}
