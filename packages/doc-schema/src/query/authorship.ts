import * as Y from 'yjs';
import { FOLD } from '../compact/fold.ts';
import { viewMap } from '../compact/view-map.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { readProvenance } from '../document/provenance.ts';
import { BASE } from '../document/read-field.ts';
import type { FlushLog } from '../history/flush-log.ts';
import type { EntityId } from '../ids.ts';

/** A person as flushes tell of them. */
export interface Writer {
  readonly person: string;
  readonly name: string;
}

/** Who wrote what an entity is now, and when. Unknown where nobody told. */
export class Authorship {
  /** Milliseconds since 1970. */
  createdMs: number | undefined;
  changedMs: number | undefined;
  maker: Writer | undefined;
  readonly writers: Writer[] = [];
  /** Whether something in it has no flush yet: it is being written, or its envelope has not come. */
  open = false;

  /** Takes who wrote one of its values, as far as that is known. */
  add(
    fact: { readonly person?: string | undefined; readonly name?: string | undefined; readonly time?: number | undefined } | undefined,
    base: boolean,
  ): void {
    if (fact?.person === undefined || fact.time === undefined) {
      this.open = true;
      return;
    }
    let writer = this.writers.find((each) => each.person === fact.person);
    if (!writer) this.writers.push((writer = { person: fact.person, name: fact.name ?? '' }));
    if (this.changedMs === undefined || fact.time > this.changedMs) this.changedMs = fact.time;
    if (!base) return;
    this.createdMs = fact.time;
    this.maker = writer;
  }
}

/** A text with more pieces than this is judged by its first ones: a long one costs no more than a short one. */
const MAX_PIECES = 200;

function readPlain(map: Y.Map<unknown>, flushes: FlushLog, into: Authorship): void {
  for (const [name, item] of map._map) {
    if (item.deleted) continue; // nothing of it stands
    into.add(flushes.find(item.id.client, item.id.clock), name === BASE);
    const value = map.get(name);
    if (!(value instanceof Y.Text)) continue;
    let pieces = 0;
    for (let piece = value._start; piece && pieces < MAX_PIECES; piece = piece.right, pieces++)
      into.add(flushes.find(piece.id.client, piece.id.clock + piece.length - 1), false);
  }
}

/** Reads who wrote the values an entity has now. Costs O(log n) in the flushes for each property. */
export function readAuthorship(graph: GraphDoc, id: EntityId): Authorship {
  const found = new Authorship();
  const map: unknown = graph.doc.getMap('e').get(id);
  if (!(map instanceof Y.Map)) return found;
  // What was compacted says of each value which write it came from.
  if (map._map.has(FOLD)) for (const key of viewMap(map).keys()) found.add(readProvenance(map, key, graph.flushes), key === BASE);
  else readPlain(map, graph.flushes, found);
  return found;
}
