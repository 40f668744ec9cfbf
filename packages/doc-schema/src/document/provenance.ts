import * as Y from 'yjs';
import { readCarried } from '../compact/view-map.ts';
import type { Flush } from '../history/flush.ts';
import type { FlushLog } from '../history/flush-log.ts';
import type { Provenance } from './entity.ts';
import { BASE } from './read-field.ts';
import { readTextAuthors, type TextAuthors } from './text-authors.ts';

function toProvenance(client: number, flush: Flush | undefined, flushes: FlushLog): Provenance {
  return {
    client: flush?.client ?? client,
    person: flush?.person,
    name: flush?.name ?? flushes.nameOf(client),
    time: flush?.time,
    tool: flush?.tool,
    title: flush?.title,
  };
}

/** Who is behind what a key of a map has now: who wrote it, or, where it was removed, who removed it, if that was told. O(log n). */
function ofItem(item: Y.Item, flushes: FlushLog): Provenance | undefined {
  const { client, clock } = item.id;
  if (!item.deleted) return toProvenance(client, flushes.find(client, clock), flushes);
  const remover = flushes.findRemover(client, clock);
  return remover && toProvenance(remover.client, remover, flushes);
}

/**
 * Who wrote the value a property has now: from the item's (client, clock) to the flush that brought it, O(log n). For a text, the last who
 * typed or removed in it: a walk over it once after it changed, then O(sessions · log n).
 */
export function readProvenance(map: Y.Map<unknown>, property: string, flushes: FlushLog): Provenance | undefined {
  const carried = readCarried(map, property);
  if (carried) return toProvenance(carried.client, flushes.find(carried.client, carried.clock), flushes);
  const item = map._map.get(property);
  const value = item?.deleted === false ? map.get(property) : undefined;
  if (value instanceof Y.Text && item) return ofText(item, readTextAuthors(value), flushes);
  const found = item && ofItem(item, flushes);
  const made = found ? undefined : readCarried(map, BASE);
  if (made) return toProvenance(made.client, flushes.find(made.client, made.clock), flushes);
  const base = found ? undefined : map._map.get(BASE);
  return found ?? (base && toProvenance(base.id.client, flushes.find(base.id.client, base.id.clock), flushes));
}

/** Who drew a link, gave it its data, or took it away, where that was told. O(log n). */
export function readLinkProvenance(links: Y.Map<unknown>, name: string, flushes: FlushLog): Provenance | undefined {
  const item = links._map.get(name);
  return item && ofItem(item, flushes);
}

function ofText(item: Y.Item, { written, removed }: TextAuthors, flushes: FlushLog): Provenance {
  let newest = toProvenance(item.id.client, flushes.find(item.id.client, item.id.clock), flushes);
  const consider = (flush: Flush | undefined): void => {
    if (flush && flush.time > (newest.time ?? 0)) newest = toProvenance(flush.client, flush, flushes);
  };
  for (const [client, clock] of written) consider(flushes.find(client, clock));
  for (const { client, clock } of removed) consider(flushes.findRemover(client, clock));
  return newest;
}
