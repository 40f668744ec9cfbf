import * as Y from 'yjs';
import type { FlushLog } from '../history/flush-log.ts';
import { Lease, ROUND_MS } from '../lease.ts';
import type { EntityId } from '../ids.ts';
import { later } from '../timers.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { createFolded, measureMap } from './fold-entity.ts';
import { Survey } from './survey.ts';

/** An entity is worth a new map from this many overwritten values on: each weighs 195 bytes of memory in every open window. */
const MANY_OVERWRITES = 200;
/** How long an entity is left alone first: what is being worked on now has late edits on their way. */
const QUIET_MS = 600_000;
/** When a person asks for it: less is worth it, and a minute will do. Late edits are safe either way. */
const ASKED_OVERWRITES = 20;
const ASKED_QUIET_MS = 10_000;
/** How often a window looks whether something is worth compacting. */
const LOOK_MS = 5 * 60_000;
/** Entities replaced in one transaction; Yjs breaks frames with larger ones. */
const AT_ONCE = 100;

const LEASE = 'compact';

/** What is worth compacting, and what it would shed. */
export interface CompactionPlan {
  readonly ids: readonly EntityId[];
  readonly overwrites: number;
}

/** Which entities to look for. */
export interface CompactionLimits {
  readonly overwrites: number;
  readonly quietMs: number;
}

/** When an entity was last written to by anybody, as far as flushes tell; 0 where nobody told. */
function lastTouched(seen: ReadonlyMap<number, number>, flushes: FlushLog): number {
  let newest = 0;
  for (const [client, clock] of seen) newest = Math.max(newest, flushes.find(client, clock)?.time ?? 0);
  return newest;
}

/**
 * Finds entities that were overwritten often and rest. Entities with shared texts are left out: editors and carets are bound to those.
 * Costs every write that is kept, about 0.1 µs each.
 */
export function planCompaction(graph: GraphDoc, now: number, limits: CompactionLimits): CompactionPlan {
  const ids: EntityId[] = [];
  let overwrites = 0;
  const root = graph.doc.getMap<unknown>('e');
  for (const [id, map] of root.entries()) {
    if (!(map instanceof Y.Map)) continue;
    const measure = measureMap(map as Y.Map<unknown>);
    if (measure.bound || measure.overwrites <= limits.overwrites) continue;
    if (lastTouched(new Survey(map as Y.Map<unknown>).seen(), graph.flushes) > now - limits.quietMs) continue;
    ids.push(id as EntityId);
    overwrites += measure.overwrites;
  }
  return { ids, overwrites };
}

/**
 * Gives entities fresh maps without what was overwritten; what they read as stays, and so does who wrote it. Safe at any time: edits
 * on their way to the old maps are carried over by whoever has them, and two peers doing it at once lose nothing.
 * @throws SpaceError `read-only`, `disposed`.
 */
export function compactEntities(graph: GraphDoc, ids: readonly EntityId[]): number {
  const root = graph.doc.getMap<unknown>('e');
  let count = 0;
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    graph.edit({ title: 'Compact', tool: 'compaction', undoable: false }, () => {
      for (const id of ids.slice(at, at + AT_ONCE)) {
        const map = root.get(id);
        const folded = map instanceof Y.Map ? createFolded(map as Y.Map<unknown>, { without: [] }) : undefined;
        if (!folded) continue;
        root.set(id, folded);
        count++;
      }
    });
  }
  return count;
}

/** What a compactor is made of. */
export interface CompactorOptions {
  readonly graph: GraphDoc;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Calls back once after some milliseconds; the returned function calls it off. */
  readonly later?: (callback: () => void, delayMs: number) => () => void;
}

/**
 * Compacts a region while nobody works on what it compacts. Of all windows one does it at a time: it takes a lease in the document,
 * waits a round, and begins only where the lease is still its own.
 */
export class Compactor {
  readonly #graph: GraphDoc;
  readonly #lease: Lease;
  readonly #now: () => number;
  readonly #later: NonNullable<CompactorOptions['later']>;
  #cancel: (() => void) | undefined;
  #disposed = false;

  constructor(options: CompactorOptions) {
    this.#graph = options.graph;
    this.#now = options.now ?? Date.now;
    this.#later = options.later ?? later;
    this.#lease = new Lease(options.graph, LEASE, this.#now);
    this.#schedule();
  }

  /** What "compact now" would do: entities overwritten more than 20 times that rest for ten seconds. */
  plan(): CompactionPlan {
    return planCompaction(this.#graph, this.#now(), { overwrites: ASKED_OVERWRITES, quietMs: ASKED_QUIET_MS });
  }

  /** Does at once what a person asked for; returns how many entities were compacted. @throws SpaceError `read-only`. */
  compactNow(): number {
    return compactEntities(this.#graph, this.plan().ids);
  }

  /** Looks for something worth compacting, and if there is takes the lease; resolves with how many entities were compacted. */
  look(): Promise<number> {
    const plan = (): CompactionPlan => planCompaction(this.#graph, this.#now(), { overwrites: MANY_OVERWRITES, quietMs: QUIET_MS });
    if (this.#disposed || this.#graph.refusal !== undefined || plan().ids.length === 0 || !this.#lease.take()) return Promise.resolve(0);
    return new Promise((resolve) => {
      this.#later(() => {
        if (this.#disposed || this.#graph.refusal !== undefined || !this.#lease.isMine) return resolve(0);
        resolve(compactEntities(this.#graph, plan().ids));
      }, ROUND_MS);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancel?.();
  }

  #schedule(): void {
    this.#cancel = this.#later(() => {
      void this.look().finally(() => {
        if (!this.#disposed) this.#schedule();
      });
    }, LOOK_MS);
  }
}
