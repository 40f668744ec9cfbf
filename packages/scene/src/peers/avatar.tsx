import type { ReactNode, Ref } from 'react';
import { CapsuleGeometry, Color, type Group, SphereGeometry, TorusGeometry } from 'three';
import { turnedGeometry } from '../forms/geometries.ts';
import type { Vec3 } from '../world-face.ts';
import { Part } from '../view/part.tsx';

/** The height of a person, metres. */
export const AVATAR_M = 1.2;

const body = () =>
  turnedGeometry([
    [0, 0],
    [0.25, 0],
    [0.278, 0.012],
    [0.288, 0.04],
    [0.288, 0.09],
    [0.27, 0.21],
    [0.25, 0.34],
    [0.212, 0.48],
    [0.175, 0.62],
    [0.146, 0.7],
    [0.12, 0.76],
    [0.06, 0.8],
    [0, 0.8],
  ]);
const head = () => new SphereGeometry(0.205, 48, 36);
const collar = () => new TorusGeometry(0.125, 0.035, 16, 48).rotateX(Math.PI / 2);
const eye = () => new CapsuleGeometry(0.018, 0.03, 6, 12);
const EYES: readonly Vec3[] = [
  [-0.066, 0.985, 0.196],
  [0.066, 0.985, 0.196],
];
const INK = '#2c2a3a';

const mix = (a: Color, b: string, share: number): string => `#${a.clone().lerp(new Color(b), share).getHexString()}`;

/** A person: a turned body in their colour, a pale head, two eyes; looks along +z. */
export function Avatar({ colour, ref }: { readonly colour: Color; readonly ref?: Ref<Group> }): ReactNode {
  const cloth = mix(colour, '#ffffff', 0.14);
  const pale = mix(new Color(cloth), '#fff3e4', 0.78);
  return (
    <group ref={ref ?? null}>
      <Part form="avatar body" build={body} colour={cloth} />
      <Part form="avatar head" build={head} colour={pale} at={[0, 0.96, 0]} />
      <Part form="avatar collar" build={collar} colour={mix(new Color(cloth), '#ffffff', 0.35)} at={[0, 0.765, 0]} />
      {EYES.map((at) => (
        <Part key={at[0]} form="avatar eye" build={eye} colour={INK} at={at} shadow={false} />
      ))}
    </group>
  );
}
