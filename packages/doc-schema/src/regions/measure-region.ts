import * as Y from 'yjs';
import type { GraphDoc } from '../document/graph-doc.ts';

/** More entities than this open too slowly on a phone and take too much of its memory. */
const MAX_ENTITIES = 20_000;
/** More bytes than this at rest take too long to fetch over a poor network. */
const MAX_BYTES = 4_000_000;

/**
 * Seconds to open, by `npm run bench -- document`: an entity is loaded (7 µs) and read once (13), a link loaded and indexed,
 * and what was overwritten skipped; processor time of one core. */
const ENTITY_S = 20e-6;
const LINK_S = 11e-6;
const TOMBSTONE_S = 0.8e-6;

/** What a region costs whoever opens it. */
export interface RegionMeasure {
  /** Size at rest. */
  readonly bytes: number;
  /** Pieces Yjs keeps in memory. */
  readonly structs: number;
  /** Of these, what was overwritten or removed. */
  readonly tombstones: number;
  readonly entities: number;
  readonly links: number;
  /** Estimated on one core of a laptop; without the way over the network. */
  readonly secondsToOpen: number;
  /** How much of what a region may hold is used, by entities or bytes, whichever is nearer to its limit: 1 is full. */
  readonly used: number;
  readonly limits: { readonly entities: number; readonly bytes: number };
}

/** Measures a region. Encodes the whole document: about 10 ms per thousand entities, so not for every change. */
export function measureRegion(graph: GraphDoc): RegionMeasure {
  let structs = 0;
  let tombstones = 0;
  for (const list of graph.doc.store.clients.values()) {
    structs += list.length;
    for (const struct of list) if (struct.deleted) tombstones++;
  }
  const bytes = Y.encodeStateAsUpdateV2(graph.doc).byteLength;
  const entities = graph.list().length;
  let links = 0;
  for (const _link of graph.links()) links++;
  return {
    bytes,
    structs,
    tombstones,
    entities,
    links,
    secondsToOpen: entities * ENTITY_S + links * LINK_S + tombstones * TOMBSTONE_S,
    used: Math.max(entities / MAX_ENTITIES, bytes / MAX_BYTES),
    limits: { entities: MAX_ENTITIES, bytes: MAX_BYTES },
  };
}
