import * as Y from 'yjs';
import type { GraphDoc } from '../document/graph-doc.ts';
import { BASE } from '../document/read-field.ts';
import type { EntityId } from '../ids.ts';

/** Who wrote what an entity is now, and when. Unknown where nobody told. */
export interface Authorship {
  /** Milliseconds since 1970. */
  readonly createdMs: number | undefined;
  readonly changedMs: number | undefined;
  readonly maker: Writer | undefined;
  readonly writers: readonly Writer[];
  /** Whether something in it has no flush yet: it is being written, or its envelope has not come. */
  readonly open: boolean;
}

/** A person as flushes tell of them. */
export interface Writer {
  readonly person: string;
  readonly name: string;
}

/** A text with more pieces than this is judged by its newest ones: a long one costs no more than a short one. */
const MAX_PIECES = 200;

function* itemsOf(map: Y.Map<unknown>): Generator<{ readonly client: number; readonly clock: number; readonly base: boolean }> {
  for (const [name, item] of map._map) {
    const value = item.deleted ? undefined : map.get(name);
    yield { client: item.id.client, clock: item.id.clock, base: name === BASE };
    if (!(value instanceof Y.Text)) continue;
    let pieces = 0;
    for (let piece = value._start; piece && pieces < MAX_PIECES; piece = piece.right, pieces++)
      yield { client: piece.id.client, clock: piece.id.clock + piece.length - 1, base: false };
  }
}

/** Reads who wrote the values an entity has now. Costs O(log n) in the flushes for each property. */
export function readAuthorship(graph: GraphDoc, id: EntityId): Authorship {
  const map: unknown = graph.doc.getMap('e').get(id);
  const writers = new Map<string, Writer>();
  let createdMs: number | undefined;
  let changedMs: number | undefined;
  let maker: Writer | undefined;
  let open = false;
  if (map instanceof Y.Map) {
    for (const { client, clock, base } of itemsOf(map)) {
      const flush = graph.flushes.find(client, clock);
      if (!flush) {
        open = true;
        continue;
      }
      const writer = writers.get(flush.person) ?? { person: flush.person, name: flush.name };
      writers.set(flush.person, writer);
      if (changedMs === undefined || flush.time > changedMs) changedMs = flush.time;
      if (base) {
        createdMs = flush.time;
        maker = writer;
      }
    }
  }
  return { createdMs, changedMs, maker, writers: [...writers.values()], open };
}
