import { type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';
import type { Entity } from '@space/doc-schema';
import { Color, type Group, SphereGeometry } from 'three';
import { turnedGeometry } from '../../forms/geometries.ts';
import { PIGMENT } from '../../stage/colours.ts';
import { StageContext } from '../../stage/stage-context.ts';
import { Glow } from '../glow.tsx';
import { type KindViewProps, numberOf } from '../kind-view.ts';
import { Part } from '../part.tsx';

const BULB_M = 0.14;
/** A lit lamp throws this much of its dusk light by morning. */
const MORNING = 0.12;

/** The variant of a light: its form, its height to the centimetre, whether it is lit. */
export function lightVariantOf(entity: Entity): string {
  const { form, on } = entity.properties;
  const height = Math.round(numberOf(entity, 'lampHeight', 1.66) * 100) / 100;
  return `${form === 'point' ? 'point' : 'lamp'} ${height} ${on === false ? 'off' : 'on'}`;
}

const foot = () =>
  turnedGeometry(
    [
      [0, 0],
      [0.15, 0],
      [0.16, 0.03],
      [0.08, 0.08],
      [0.04, 0.14],
      [0, 0.14],
    ],
    40,
  );
const post = () =>
  turnedGeometry(
    [
      [0.04, 0],
      [0.032, 1],
    ],
    20,
  );
const collar = () =>
  turnedGeometry(
    [
      [0, -0.03],
      [0.09, -0.02],
      [0.1, 0.02],
      [0, 0.04],
    ],
    32,
  );
const bulb = () => new SphereGeometry(BULB_M, 32, 24);

/** Registers the lamp with the few that really shine; only for one that stands in the world. */
function useLampLight(entity: Entity | undefined, lit: boolean, tint: string): RefObject<Group | null> {
  const facts = useContext(StageContext);
  const at = useRef<Group>(null);
  const intensity = entity ? numberOf(entity, 'intensity', 3.4) : 0;
  const distanceM = entity ? numberOf(entity, 'distance', 5.5) : 0;
  useEffect(() => {
    if (!facts || !entity?.id || !lit || !at.current) return undefined;
    const strength = intensity * (facts.colours.dark ? 1 : MORNING);
    const stop = facts.stage.lamps.light({ at: at.current, colour: new Color(tint), intensity: strength, distanceM });
    facts.stage.wake();
    return () => {
      stop();
      facts.stage.wake();
    };
  }, [facts, entity?.id, lit, tint, intensity, distanceM]);
  return at;
}

/** Foot, post and collar of a street lamp whose bulb is `top` metres up. */
function LampPost({ top }: { readonly top: number }): ReactNode {
  return (
    <>
      <Part form="lamp foot" build={foot} colour={PIGMENT.ink} />
      <Part form="lamp post" build={post} colour={PIGMENT.ink} at={[0, 0.14, 0]} scale={[1, Math.max(0.02, top - 0.3), 1]} />
      <Part form="lamp collar" build={collar} colour={PIGMENT.ink} at={[0, top - 0.16, 0]} />
    </>
  );
}

/** How bright a lamp looks by itself: its bulb's emission and its halo. */
const LOOKS = {
  dusk: { whiten: 0.35, glow: 1.1, haloM: 2.4, strength: 0.55 },
  morning: { whiten: 0.6, glow: 0.25, haloM: 1, strength: 0.12 },
} as const;

/** A street lamp or a bare bulb; `tint` is the colour of its light. */
export function LightView({ tint, variant, entity }: KindViewProps): ReactNode {
  const look = LOOKS[useContext(StageContext)?.colours.dark ? 'dusk' : 'morning'];
  const [form, heightText, state] = variant.split(' ');
  const lit = state === 'on';
  const top = form === 'point' ? BULB_M : Number(heightText) || 1.66;
  const at = useLampLight(entity, lit, tint);
  const shade = lit ? `#${new Color(tint).lerp(new Color('#fff6e6'), look.whiten).getHexString()}` : PIGMENT.chalk;
  return (
    <>
      {form === 'lamp' && <LampPost top={top} />}
      <Part form="lamp bulb" build={bulb} colour={shade} finish={{ glow: lit ? look.glow : 0 }} at={[0, top, 0]} />
      <group ref={at} position={[0, top, 0.1]} />
      {lit && <Glow at={[0, top, 0]} sizeM={look.haloM} colour={tint} strength={look.strength} />}
    </>
  );
}
