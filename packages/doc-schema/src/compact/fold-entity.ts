import * as Y from 'yjs';
import { encodeFact, encodeFold, FOLD, type Stamp } from './fold.ts';
import { Survey } from './survey.ts';

/** What an entity's map weighs and when it was written to. */
export interface MapMeasure {
  /** Values that were overwritten or removed since the map was made. */
  readonly overwrites: number;
  /** The newest write of each session. */
  readonly seen: ReadonlyMap<number, number>;
  /** Whether it holds something that only lives where it is: a text that editors are bound to. */
  readonly bound: boolean;
}

/** Measures an entity's map. Costs its writes. */
export function measureMap(map: Y.Map<unknown>): MapMeasure {
  let overwrites = 0;
  let bound = false;
  for (const head of map._map.values()) {
    if (head.content instanceof Y.ContentType) bound = true;
    for (let { left } = head; left; { left } = left) overwrites += left.length;
    if (head.deleted) overwrites += 1;
  }
  return { overwrites, seen: new Survey(map).seen(), bound };
}

/**
 * A fresh map with what counts of an entity's map, in place of which it is to be put: each value with the write it came from, what was
 * carried over and does not count, and how far each session's writes were seen. Undefined where the map holds a shared text.
 */
export function createFolded(map: Y.Map<unknown>): Y.Map<unknown> | undefined {
  const survey = new Survey(map);
  const folded = new Y.Map<unknown>();
  const at = new Map<string, Stamp>();
  const dropped: string[] = [];
  for (const property of survey.properties()) {
    const { winner } = survey.standing(property);
    if (winner?.value instanceof Y.AbstractType) return undefined;
    if (winner) {
      folded.set(property, winner.value);
      at.set(property, winner.stamp);
    }
    for (const { stamp } of survey.carried(property)) {
      // Carried here once: should somebody carry it again to the new map, it is known to be old.
      const within = stamp.client === winner?.stamp.client && stamp.clock <= winner.stamp.clock;
      if (!within) dropped.push(encodeFact({ type: 'over', stamp, property }));
    }
  }
  for (const key of dropped) folded.set(key, true);
  folded.set(FOLD, encodeFold({ at, seen: survey.seen() })); // the last: what came before it is known to be copied
  return folded;
}
