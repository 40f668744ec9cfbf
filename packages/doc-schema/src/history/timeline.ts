import * as Y from 'yjs';
import type { EntityId } from '../ids.ts';
import type { Flush } from './flush.ts';
import type { HistoryLog } from './history-log.ts';
import type { HistoryRecord } from './history-record.ts';
import { EMPTY_STATE, type EntityState, type RegionState } from './region-state.ts';
import { type Origin, Replay } from './replay.ts';
import { applyStep, copyState, readSteps, type StateStep, type SteppedState } from './state-step.ts';
import type { Version } from './versions.ts';

/** One change in a region's history. */
export interface HistoryChange {
  /** The record that brought it: `stateAt(index)` is without it, `stateAt(index + 1)` with it. */
  readonly index: number;
  /** When it was made by the writer's clock, or, where nobody told, when it arrived. Milliseconds since 1970. */
  readonly time: number;
  /** Who made it, with what; undefined where nobody told. */
  readonly flush: Flush | undefined;
  readonly step: StateStep;
}

/** Which changes are asked for; what is left out does not count. */
export interface ChangeFilter {
  /** Entities, or links that are named. */
  readonly ids?: ReadonlySet<EntityId>;
  readonly links?: ReadonlySet<string>;
  readonly person?: string;
  readonly tool?: string;
  /** Milliseconds since 1970, both included. */
  readonly from?: number;
  readonly until?: number;
  /** Only the newest so many. */
  readonly limit?: number;
}

interface Entry {
  readonly step: StateStep;
  readonly origin: Origin | undefined;
}

interface RecordFacts {
  readonly seq: number;
  /** When it was taken in, never before the one before it. */
  readonly time: number;
  readonly flush: Flush | undefined;
  /** Where its changes begin among all. */
  readonly first: number;
  readonly clocks: ReadonlyMap<number, number> | undefined;
}

/** A state is kept whole after this many changes; where there are more than `MAX_KEPT`, every second one is dropped. */
const CHANGES_A_STATE = 250;
const MAX_KEPT = 64;
/** How many records are read between two looks at the clock. */
const RECORDS_A_LOOK = 16;

/**
 * The history of a region made readable: what the region held at any time, and every change with its author. Reading a log costs about what loading
 * it does, once, in slices if wanted; after that, a time costs the changes since the nearest kept state. Follows a log that grows: call `advance`.
 */
export class Timeline {
  readonly #log: HistoryLog;
  readonly #replay: Replay;
  readonly #entries: Entry[] = [];
  readonly #records: RecordFacts[] = [];
  readonly #now: SteppedState;
  readonly #baseTime: number;
  readonly #baseClocks: ReadonlyMap<number, number>;
  #kept: { readonly index: number; readonly state: RegionState }[];
  #gap = CHANGES_A_STATE;
  #skipped = 0;

  private constructor(log: HistoryLog) {
    this.#log = log;
    this.#replay = new Replay(log.base);
    this.#baseTime = log.base?.time ?? 0;
    this.#baseClocks = this.#replay.clocks;
    this.#now = copyState(this.#replay.read());
    this.#kept = [{ index: 0, state: copyState(this.#now) }];
  }

  /** Opens a log's history: its base is read, `advance` reads the rest. `dispose` it when done. */
  static open(log: HistoryLog): Timeline {
    return new Timeline(log);
  }

  /** How many records have been read. */
  get length(): number {
    return this.#records.length;
  }

  /** Records whose bytes are no update; they are left out. */
  get skipped(): number {
    return this.#skipped;
  }

  /** When history begins and when the last record read was taken in, milliseconds since 1970. */
  get span(): { readonly from: number; readonly until: number } {
    return { from: this.#baseTime, until: this.#records.at(-1)?.time ?? this.#baseTime };
  }

  /** Reads on for about `budgetMs`; true once everything has been read. */
  advance(budgetMs: number = Number.POSITIVE_INFINITY): boolean {
    const { records } = this.#log;
    const end = Date.now() + budgetMs;
    const lastSeq = this.#records.at(-1)?.seq ?? this.#log.base?.seq ?? 0;
    // A log may have begun later meanwhile: what has been read stays read.
    for (let at = this.#records.length === 0 ? 0 : findAfter(records, lastSeq), n = 1; at < records.length; at++, n++) {
      const record = records[at];
      if (record) this.#take(record);
      if (n % RECORDS_A_LOOK === 0 && Date.now() >= end) return at + 1 >= records.length;
    }
    return true;
  }

  /** How many records had been taken in by then. */
  indexAt(timeMs: number): number {
    let [low, high] = [0, this.#records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#records[middle]?.time ?? 0) <= timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first point of this log at which everything a version includes was there; by its time where it does not say or never was. */
  indexOfVersion(version: Pick<Version, 'time' | 'clocks'>): number {
    const missing = new Map(version.clocks ?? []);
    if (missing.size === 0) return this.indexAt(version.time);
    for (let index = 0; index <= this.#records.length; index++) {
      const clocks = index === 0 ? this.#baseClocks : this.#records[index - 1]?.clocks;
      for (const [client, clock] of clocks ?? []) if ((missing.get(client) ?? Infinity) <= clock) missing.delete(client);
      if (missing.size === 0) return index;
    }
    return this.indexAt(version.time);
  }

  /** What the region held after `index` records. The same entity is the same object in all states it did not change between. */
  stateAt(index: number): RegionState {
    const { state, from } = this.#nearest(index);
    const copy = copyState(state);
    for (const { step } of this.#between(from, index)) applyStep(copy, step, 'forward');
    return copy;
  }

  /** What one entity held after `index` records; undefined before it was made. */
  entityAt(id: EntityId, index: number): EntityState | undefined {
    const { state, from } = this.#nearest(index);
    const known = state.entities.get(id);
    const only: SteppedState = { entities: new Map(known ? [[id, known]] : []), links: new Map() };
    for (const { step } of this.#between(from, index)) if (step.type !== 'link' && step.id === id) applyStep(only, step, 'forward');
    return only.entities.get(id);
  }

  /** The changes a filter lets through, oldest first. Looks at each change there is. */
  changes(filter: ChangeFilter = {}): readonly HistoryChange[] {
    const found: HistoryChange[] = [];
    const limit = filter.limit ?? Number.POSITIVE_INFINITY;
    for (let index = this.#records.length - 1; index >= 0 && found.length < limit; index--) {
      for (let at = this.#firstOf(index + 1) - 1; at >= this.#firstOf(index) && found.length < limit; at--) {
        const change = this.#read(index, at, filter);
        if (change) found.push(change);
      }
    }
    return found.toReversed();
  }

  /** Lets go of everything. */
  dispose(): void {
    this.#replay.dispose();
    this.#kept = [];
  }

  #read(index: number, at: number, filter: ChangeFilter): HistoryChange | undefined {
    const [record, entry] = [this.#records[index], this.#entries[at]];
    if (!record || !entry || !isAbout(entry.step, filter)) return undefined;
    const flush = this.#findFlush(entry.origin) ?? record.flush;
    const change = { index, time: flush?.time ?? record.time, flush, step: entry.step };
    return passes(change, filter) ? change : undefined;
  }

  #take(record: HistoryRecord): void {
    const first = this.#entries.length;
    const touched = this.#replay.apply(record.update);
    if (!touched) this.#skipped++;
    for (const each of touched ?? []) {
      for (const step of readSteps(this.#now, each)) {
        applyStep(this.#now, step, 'forward');
        const origin = each.type === 'entity' && step.type === 'value' ? each.originOf(step.property) : each.origin;
        this.#entries.push({ step, origin });
      }
    }
    const time = Math.max(record.time, this.#records.at(-1)?.time ?? this.#baseTime);
    this.#records.push({ seq: record.seq, time, flush: record.flush, first, clocks: readClocks(record.update) });
    this.#keep();
  }

  /** Keeps the state now and then, at growing distances, so that many records do not fill the memory. */
  #keep(): void {
    const last = this.#kept.at(-1);
    const index = this.#records.length;
    if (this.#entries.length - this.#firstOf(last?.index ?? 0) < this.#gap) return;
    this.#kept.push({ index, state: copyState(this.#now) });
    if (this.#kept.length <= MAX_KEPT) return;
    this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
    this.#gap *= 2;
  }

  #firstOf(index: number): number {
    return this.#records[index]?.first ?? this.#entries.length;
  }

  #nearest(index: number): { readonly state: RegionState; readonly from: number } {
    const kept = this.#kept.findLast((each) => each.index <= index);
    return { state: kept?.state ?? EMPTY_STATE, from: kept?.index ?? 0 };
  }

  #between(from: number, index: number): readonly Entry[] {
    return this.#entries.slice(this.#firstOf(from), this.#firstOf(Math.max(from, index)));
  }

  #findFlush(origin: Origin | undefined): Flush | undefined {
    if (!origin) return undefined;
    const { flushes } = this.#log;
    return origin.removed ? flushes.findRemover(origin.client, origin.clock) : flushes.find(origin.client, origin.clock);
  }
}

/** The position of the first record after `seq`. */
function findAfter(records: readonly HistoryRecord[], seq: number): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readClocks(update: Uint8Array): ReadonlyMap<number, number> | undefined {
  try {
    return Y.parseUpdateMeta(update).to;
  } catch {
    return undefined; // no update: it was left out
  }
}

function isAbout(step: StateStep, { ids, links }: ChangeFilter): boolean {
  if (!ids && !links) return true;
  return step.type === 'link' ? (links?.has(step.name) ?? false) : (ids?.has(step.id) ?? false);
}

function passes({ time, flush }: HistoryChange, { person, tool, from, until }: ChangeFilter): boolean {
  if (person !== undefined && flush?.person !== person) return false;
  if (tool !== undefined && flush?.tool !== tool) return false;
  return time >= (from ?? Number.NEGATIVE_INFINITY) && time <= (until ?? Number.POSITIVE_INFINITY);
}
