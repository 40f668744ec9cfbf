import * as Y from 'yjs';
import { FOLD, isInner, type Stamp } from './fold.ts';
import { Survey } from './survey.ts';

/** The keys of an entity's map as they count. */
export interface MapView {
  has(key: string): boolean;
  get(key: string): unknown;
  keys(): Iterable<string>;
}

/**
 * The keys that count: of most maps all of them, of a compacted one its properties, with late writes that were carried over in their
 * place. Costs a look-up for a map that was never compacted.
 */
export function viewMap(map: Y.Map<unknown> | MapView): MapView {
  if (!(map instanceof Y.Map) || !map._map.has(FOLD)) return map;
  const survey = new Survey(map);
  const values = new Map<string, unknown>();
  if (survey.plain) {
    for (const [key, value] of map.entries()) if (!isInner(key)) values.set(key, value);
    return values;
  }
  for (const property of survey.properties()) {
    const { winner } = survey.standing(property);
    if (winner) values.set(property, winner.value);
  }
  return values;
}

/** The write that a property's value came from, before it was folded or carried over; undefined where it stands as it was written. */
export function readCarried(map: Y.Map<unknown>, property: string): Stamp | undefined {
  return map._map.has(FOLD) ? new Survey(map).standing(property).winner?.stamp : undefined;
}

/** Removes a property so that no late write shows in its place. Within a transaction. */
export function removeKey(map: Y.Map<unknown>, property: string): void {
  // A removal needs something to remove: only what is written to this map counts more than what was carried into it.
  if (!map.has(property) && map._map.has(FOLD)) map.set(property, null);
  map.delete(property);
}
