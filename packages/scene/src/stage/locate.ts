import type { EntityId } from '@space/doc-schema';
import { Ray, Vector3 } from 'three';
import { FOOT_PX, NO_INSETS } from '../camera/insets.ts';
import type { Stage } from './stage.ts';

/** Where in its box a thing is looked for, from the middle outwards: arches and rings have nothing in their middle. */
const SHARES = [0.5, 0.35, 0.65, 0.2, 0.8, 0.06, 0.94] as const;

/** Whether a point of the screen (see `Stage.toScreen`) lies before the eye and under no island. */
export function isInFreeArea(stage: Stage, at: Vector3): boolean {
  const { left, right, top, bottom } = stage.told.insets ?? NO_INSETS;
  const across = at.x > left && at.x < stage.size.x - right;
  return at.z <= 1 && across && at.y > top && at.y < stage.size.y - Math.max(bottom, FOOT_PX);
}

/** A point of the view where a thing is the first that is met, CSS pixels from its top left; undefined while it is hidden or out of view. */
export function locate(stage: Stage, id: EntityId): readonly [number, number] | undefined {
  const thing = stage.things.get(id);
  if (!thing) return undefined;
  const { min, max } = stage.things.box(thing);
  const at = new Vector3();
  const ray = new Ray();
  for (const y of SHARES) {
    for (const x of SHARES) {
      for (const z of SHARES) {
        stage.toScreen(at.set(x, y, z).multiply(max.clone().sub(min)).add(min), at);
        if (isInFreeArea(stage, at) && stage.picker.pick(stage.rayAt(at.x, at.y, ray))?.id === id) return [at.x, at.y];
      }
    }
  }
  return undefined;
}
