import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, personKey } from '../ids.ts';

/** The kind of the entities that name a version. */
export const VERSION_KIND = 'version';

/** A named time of a region. */
export interface Version {
  readonly id: EntityId;
  readonly name: string;
  /** When it was named, by the clock of who named it, milliseconds since 1970. */
  readonly time: number;
  /** The key of who named it, or ''. */
  readonly person: string;
  /** How far each session was; undefined where that cannot be read. `Timeline.indexOfVersion` finds it in any log. */
  readonly clocks: ReadonlyMap<number, number> | undefined;
}

/** More sessions than this are not stored with a version; it is found by its time then. */
const MAX_CLOCK_CHARACTERS = 40_000;

/**
 * Names the region as it is now. The name is an entity: it travels, is undone, renamed and trashed like any other, and restoring leaves
 * it alone. Two people naming at once make two versions.
 */
export function nameVersion(graph: GraphDoc, name: string, timeMs: number): EntityId {
  graph.settle();
  const clocks = toBase64(Y.encodeStateVector(graph.doc));
  const properties = {
    title: name,
    time: timeMs,
    person: personKey(graph.author.person),
    clocks: clocks.length > MAX_CLOCK_CHARACTERS ? '' : clocks,
  };
  return graph.edit({ title: `Name version ${name}` }, (edit) => edit.create(VERSION_KIND, properties));
}

/** The named versions of a region that are not in the trash, oldest first. Looks at every entity. */
export function listVersions(graph: GraphDoc): readonly Version[] {
  const found = graph
    .list()
    .map((id) => graph.read(id))
    .filter((entity) => entity?.kind === VERSION_KIND && !entity.trashed);
  return found.map((entity) => readVersion(entity as Entity)).toSorted((a, b) => a.time - b.time);
}

function readVersion(entity: Entity): Version {
  const { time, person, clocks } = entity.properties;
  return {
    id: entity.id,
    name: entity.title,
    time: typeof time === 'number' ? time : 0,
    person: typeof person === 'string' ? person : '',
    clocks: typeof clocks === 'string' ? readClocks(clocks) : undefined,
  };
}

function readClocks(text: string): ReadonlyMap<number, number> | undefined {
  try {
    return text === '' ? undefined : Y.decodeStateVector(fromBase64(text));
  } catch {
    return undefined; // written by others: the time has to do
  }
}
