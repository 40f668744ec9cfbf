import * as Y from 'yjs';
import { encodeFact, encodeFold, FOLD, FROM, type Stamp, TYPED } from './fold.ts';
import { Survey } from './survey.ts';

/** What an entity's map weighs. */
export interface MapMeasure {
  /** Values that were overwritten or removed since the map was made. */
  readonly overwrites: number;
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
  return { overwrites, bound };
}

/** What else a fresh map is made with. */
export interface FoldOptions {
  /** Copies a shared text; without it a map that holds one is not folded. */
  readonly copyText?: (property: string, text: Y.Text) => Y.Text;
  /** Properties that are left out. */
  readonly without: readonly string[];
  /** Inner keys to write instead of those that say where the map came from. */
  readonly kept?: Readonly<Record<string, unknown>>;
}

/** Keys that say where a map came from; they stay with it. */
const KEPT = [FROM, TYPED];

/**
 * A fresh map with what counts of an entity's map, in place of which it is to be put: each value with the write it came from, what was
 * carried over and does not count, and how far each session's writes were seen. Undefined where the map holds a shared text and
 * nothing is given to copy it with.
 */
export function createFolded(map: Y.Map<unknown>, { copyText, without, kept }: FoldOptions): Y.Map<unknown> | undefined {
  const survey = new Survey(map);
  const folded = new Y.Map<unknown>();
  const at = new Map<string, Stamp>();
  for (const [key, value] of Object.entries(kept ?? readKept(map))) folded.set(key, value);
  for (const property of survey.properties()) {
    if (without.includes(property)) continue;
    const { winner } = survey.standing(property);
    if (winner) {
      const value = copyValue(property, winner.value, copyText);
      if (value === undefined) return undefined;
      folded.set(property, value);
      at.set(property, winner.stamp);
    }
    for (const key of listIncorporated(survey, property, winner?.stamp)) folded.set(key, true);
  }
  folded.set(FOLD, encodeFold({ at, seen: survey.seen() })); // the last: what came before it is known to be copied
  return folded;
}

const readKept = (map: Y.Map<unknown>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(KEPT.filter((key) => map.has(key)).map((key) => [key, map.get(key)]));

/** A value for another map; undefined where it only lives where it is. */
function copyValue(property: string, value: unknown, copyText: FoldOptions['copyText']): unknown {
  if (value instanceof Y.Text) return copyText?.(property, value);
  return value instanceof Y.AbstractType ? undefined : value;
}

/** Facts that say of what was carried here once that it is old, should somebody carry it again to the new map. */
function listIncorporated(survey: Survey, property: string, winner: Stamp | undefined): readonly string[] {
  return survey
    .carried(property)
    .filter(({ stamp }) => stamp.client !== winner?.client || stamp.clock > winner.clock)
    .map(({ stamp }) => encodeFact({ type: 'over', stamp, property }));
}
