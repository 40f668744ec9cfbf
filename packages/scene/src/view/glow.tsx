import type { ReactNode } from 'react';
import { createGlow, createGlowMap } from '../forms/glow.ts';
import { useShared } from '../forms/shared.ts';
import type { Vec3 } from '../world-face.ts';

const PASSIVE = { passive: true };

/** A soft halo around a source of light; adds colour, hides nothing, is never picked. */
export function Glow(props: { readonly at: Vec3; readonly sizeM: number; readonly colour: string; readonly strength: number }): ReactNode {
  const map = useShared('glow map', createGlowMap);
  const material = useShared(`glow ${props.colour} ${props.strength}`, () => createGlow(map, props.colour, props.strength));
  return <sprite material={material} position={props.at} scale={props.sizeM} renderOrder={5} userData={PASSIVE} />;
}
