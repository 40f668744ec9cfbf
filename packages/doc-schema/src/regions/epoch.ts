import * as Y from 'yjs';
import { FLOOR, FORMAT, NEXT } from '../document/floor.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { SpaceError } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { RegionId } from '../ids.ts';
import { decodeLink } from '../links/link.ts';
import { carryMoved, carryTyping, copyEntity } from './region-copy.ts';

/** Root `m` of an epoch says which region it goes on from, and how far each session's writes there were seen. */
const EPOCH = 'epoch';
/** Copied at once; Yjs breaks frames with larger transactions. */
const AT_ONCE = 200;

interface Epoch {
  readonly of: RegionId;
  readonly seen: ReadonlyMap<number, number>;
}

function readEpoch(graph: GraphDoc): Epoch | undefined {
  const raw = graph.doc.getMap<unknown>('m').get(EPOCH);
  if (!isRecord(raw) || typeof raw['of'] !== 'string' || !isRecord(raw['seen'])) return undefined;
  const seen = new Map(Object.entries(raw['seen']).map(([client, clock]) => [Number(client), Number(clock)]));
  return { of: raw['of'] as RegionId, seen };
}

/** The region an ended one goes on in, or undefined. */
export function readNext(graph: GraphDoc): RegionId | undefined {
  const next = graph.doc.getMap<unknown>('m').get(NEXT);
  return typeof next === 'string' && next !== '' ? (next as RegionId) : undefined;
}

/**
 * Begins a new epoch of a region in an empty document: everything as it stands, without what was overwritten, for writers that know
 * `format` at least. The old one becomes read-only and stays readable. Two people at once begin two; the old one names one of both.
 * @throws SpaceError `read-only` where the old one ended already, `invalid-value` where the new one is not empty.
 */
export function beginEpoch(old: GraphDoc, next: GraphDoc, format: number = FORMAT): void {
  if (old.refusal !== undefined) throw new SpaceError('read-only', old.refusal);
  if (next.list().length > 0) throw new SpaceError('invalid-value', `${next.region} is not empty: begin an epoch in a new document.`);
  const seen = Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(old.doc)));
  const ids = old.list();
  for (let at = 0; at < ids.length; at += AT_ONCE)
    next.derive(() => {
      for (const id of ids.slice(at, at + AT_ONCE)) copyEntity(old, next, id);
    });
  next.derive((edit) => {
    for (const link of old.links()) edit.link(link.from, link.relation, link.to, link.data);
    for (const [name, kind] of old.doc.getMap<unknown>('k')) next.doc.getMap<unknown>('k').set(name, kind);
    const facts = next.doc.getMap<unknown>('m');
    const world = old.doc.getMap<unknown>('m').get('world');
    if (world !== undefined) facts.set('world', world);
    facts.set(EPOCH, { of: old.region, seen });
  });
  next.derive(() => next.doc.getMap<unknown>('m').set(FLOOR, format)); // the last: a writer too old could not have written the rest
  old.derive(() => old.doc.getMap<unknown>('m').set(NEXT, next.region));
}

/**
 * Brings into the new epoch what was written to the old document without knowing of it: by whoever comes back with unsent edits, or
 * holds both. Values as facts, things made, links drawn; typing as `carryTyping`. Many doing it bring each value once. What was taken
 * away in the old one meanwhile (links, letters) stays in the new one.
 */
export function carryEpoch(old: GraphDoc, next: GraphDoc): void {
  const epoch = readEpoch(next);
  if (epoch?.of !== old.region || next.refusal !== undefined) return;
  const isLate = ({ client, clock }: Y.ID): boolean => clock >= (epoch.seen.get(client) ?? 0);
  next.derive((edit) => {
    for (const id of old.list()) copyEntity(old, next, id);
    for (const [name, item] of old.doc.getMap<unknown>('l')._map) {
      const link = !item.deleted && isLate(item.id) ? decodeLink(name, old.doc.getMap<unknown>('l').get(name)) : undefined;
      if (link && !next.doc.getMap<unknown>('l').has(name)) edit.link(link.from, link.relation, link.to, link.data);
    }
  });
  for (const id of old.list()) {
    carryMoved(old, next, id);
    carryTyping(old, next, id);
  }
}
