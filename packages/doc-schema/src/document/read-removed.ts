import * as Y from 'yjs';
import { MAX_REMOVED } from '../history/flush.ts';

/**
 * What a transaction removed without putting something in its place, as a flush tells it: client, first clock, length. A value written over is not
 * among it: the item that stands there now says who wrote it. Costs a look at each removed item.
 */
export function readRemoved(transaction: Y.Transaction): readonly number[] {
  const removed: number[] = [];
  for (const [client, ranges] of transaction.deleteSet.clients) {
    const structs = transaction.doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) addRange(structs, client, clock, clock + len, removed);
  }
  return removed.slice(0, 3 * MAX_REMOVED);
}

function addRange(structs: readonly (Y.Item | Y.GC)[], client: number, from: number, to: number, into: number[]): void {
  if (structs.length === 0) return;
  for (let at = Y.findIndexSS(structs as (Y.Item | Y.GC)[], from); at < structs.length && into.length < 3 * MAX_REMOVED; at++) {
    const struct = structs[at];
    if (!struct || struct.id.clock >= to) return;
    if (!(struct instanceof Y.Item) || isOverwritten(struct)) continue;
    const start = Math.max(from, struct.id.clock);
    push(into, client, start, Math.min(to, struct.id.clock + struct.length) - start);
  }
}

function push(into: number[], client: number, clock: number, length: number): void {
  const [lastClient, lastClock, lastLength] = into.slice(-3);
  const joins = lastClient === client && (lastClock ?? 0) + (lastLength ?? 0) === clock;
  if (joins) into[into.length - 1] = (lastLength ?? 0) + length;
  else into.push(client, clock, length);
}

/** Whether a removed item of a map has a living one in its place. */
function isOverwritten(item: Y.Item): boolean {
  const { parent, parentSub } = item;
  if (parentSub === null || !(parent instanceof Y.AbstractType)) return false;
  return parent._map.get(parentSub)?.deleted === false;
}
