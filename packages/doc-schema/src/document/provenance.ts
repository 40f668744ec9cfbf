import * as Y from 'yjs';
import type { FlushLog } from '../history/flush-log.ts';
import type { Provenance } from './entity.ts';
import { BASE } from './read-field.ts';

interface Origin {
  readonly client: number;
  readonly clock: number;
}

/** The newest item of a text: the one whose flush is latest. Walks the text's items, a few per hundred letters typed. */
function newestOf(text: Y.Text, created: Origin, flushes: FlushLog): Origin {
  let newest = created;
  let newestTime = flushes.find(created.client, created.clock)?.time ?? 0;
  for (let item = text._start; item; item = item.right) {
    const clock = item.id.clock + item.length - 1;
    const time = flushes.find(item.id.client, clock)?.time ?? 0;
    if (time > newestTime) {
      newest = { client: item.id.client, clock };
      newestTime = time;
    }
  }
  return newest;
}

function originOf(map: Y.Map<unknown>, property: string, flushes: FlushLog): Origin | undefined {
  const item = map._map.get(property) ?? map._map.get(BASE);
  if (!item) return undefined;
  const origin = { client: item.id.client, clock: item.id.clock };
  const value = item.deleted ? undefined : map.get(property);
  return value instanceof Y.Text ? newestOf(value, origin, flushes) : origin;
}

/** Who wrote the value a property has now: from the item's (client, clock) to the flush that brought it. O(log n) for values. */
export function readProvenance(map: Y.Map<unknown>, property: string, flushes: FlushLog): Provenance | undefined {
  const origin = originOf(map, property, flushes);
  if (!origin) return undefined;
  const flush = flushes.find(origin.client, origin.clock);
  return {
    client: origin.client,
    person: flush?.person,
    name: flush?.name ?? flushes.nameOf(origin.client),
    time: flush?.time,
    tool: flush?.tool,
    title: flush?.title,
  };
}
