import type { EntityId, GraphDoc, RegionId } from '@space/doc-schema';
import { HistoryLog, type HistoryRange, type RegionState, Timeline } from '@space/doc-schema/history';
import { fetchHistory, type LocalHistory } from '@space/providers';
import { createStore, type StoreApi } from 'zustand';
import { groupMoments, type Moment } from './moments.ts';

/** How much time the lanes show. */
export type HistorySpan = 'hour' | 'day' | 'week' | 'all';

/** What a restore is about. */
export type RestoreChoice = 'this' | 'mine' | 'all';

/** History as it is open in this window. */
export interface HistoryView {
  readonly phase: 'closed' | 'loading' | 'open' | 'failed';
  /** While it loads: what has come, and how much of it has been read. */
  readonly loadedBytes: number;
  readonly readRecords: number;
  readonly allRecords: number;
  /** Why it is not the relay's whole history, as a sentence; undefined when it is. */
  readonly note: string | undefined;
  /** Raised whenever more has been read. */
  readonly version: number;
  /** The end of the time that is shown, milliseconds since 1970: when something last happened, or when it was opened. */
  readonly until: number;
  /** The region as it was after so many records; undefined: now. */
  readonly index: number | undefined;
  /** The things it is about; undefined: everything. */
  readonly scope: readonly EntityId[] | undefined;
  readonly person: string | undefined;
  readonly span: HistorySpan;
  readonly restore: RestoreChoice;
}

const CLOSED: HistoryView = {
  phase: 'closed',
  loadedBytes: 0,
  readRecords: 0,
  allRecords: 0,
  note: undefined,
  version: 0,
  until: 0,
  index: undefined,
  scope: undefined,
  person: undefined,
  span: 'day',
  restore: 'this',
};

/** Records are read for this long between two frames, milliseconds. */
const SLICE_MS = 8;

/** What a history is opened over. */
export interface HistoryGround {
  readonly graph: GraphDoc;
  readonly past: LocalHistory;
  readonly options: { readonly origin: string; readonly region: RegionId; readonly accessKey: string | undefined };
}

/**
 * The history of the open region, loaded when it is first asked for: the relay's if it answers, else what this browser saw. Follows what
 * happens while it is open; closing lets go of all of it.
 */
export class HistoryStore {
  readonly view: StoreApi<HistoryView> = createStore<HistoryView>()(() => CLOSED);
  readonly #ground: HistoryGround;
  #log: HistoryLog | undefined;
  #timeline: Timeline | undefined;
  #abort: AbortController | undefined;
  #moments: readonly Moment[] = [];
  #momentsOf = -1;
  #state: { readonly index: number; readonly state: RegionState } | undefined;

  constructor(ground: HistoryGround) {
    this.#ground = ground;
  }

  /** Opens it on some things (none: everything), or turns an open one to them. */
  async open(scope: readonly EntityId[] | undefined): Promise<void> {
    if (this.#timeline) return this.set({ scope, index: undefined });
    this.set({ ...CLOSED, phase: 'loading', scope, until: Date.now() });
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const range = await this.#load(abort.signal);
    if (abort.signal.aborted) return;
    // What was written while it loaded is in the document: the log goes on from there.
    this.#log = HistoryLog.follow(this.#ground.graph, { past: range });
    this.#timeline = Timeline.open(this.#log);
    if (!(await this.#readAll(abort.signal))) return;
    this.set({ phase: 'open', version: this.#timeline.length });
    this.#log.subscribe(() => this.#grow());
  }

  close(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#log?.dispose();
    this.#timeline?.dispose();
    this.#log = undefined;
    this.#timeline = undefined;
    this.#moments = [];
    this.#momentsOf = -1;
    this.#state = undefined;
    this.set(CLOSED);
  }

  set(change: Partial<HistoryView>): void {
    this.view.setState(change);
  }

  get timeline(): Timeline | undefined {
    return this.#timeline;
  }

  /** Every gesture that has been read, oldest first; the same array until more is read. */
  moments(): readonly Moment[] {
    const timeline = this.#timeline;
    if (!timeline) return [];
    if (this.#momentsOf !== timeline.length) {
      this.#moments = groupMoments(timeline.changes());
      this.#momentsOf = timeline.length;
    }
    return this.#moments;
  }

  /** What the region held at an index; the same object until another index is asked for. */
  stateAt(index: number): RegionState | undefined {
    if (this.#state?.index !== index && this.#timeline) this.#state = { index, state: this.#timeline.stateAt(index) };
    return this.#state?.state;
  }

  async #load(signal: AbortSignal): Promise<HistoryRange> {
    const { origin, region, accessKey } = this.#ground.options;
    const onProgress = (loadedBytes: number): void => this.set({ loadedBytes });
    const [local, relay] = await Promise.all([
      this.#ground.past.read(),
      fetchHistory({ origin, region, accessKey, fromMs: 0, signal, onProgress }),
    ]);
    if (!('problem' in relay)) {
      if (!relay.whole) this.set({ note: 'The relay’s history ended early; the newest part of it is missing.' });
      return relay.range;
    }
    this.set({ note: relay.problem.message });
    return local;
  }

  /** Reads in slices, so that the window stays alive; false when it was closed meanwhile. */
  async #readAll(signal: AbortSignal): Promise<boolean> {
    const allRecords = this.#log?.records.length ?? 0;
    while (this.#timeline && !this.#timeline.advance(SLICE_MS)) {
      this.set({ readRecords: this.#timeline.length, allRecords });
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal.aborted) return false;
    }
    return !signal.aborted;
  }

  #grow(): void {
    if (!this.#timeline) return;
    this.#timeline.advance();
    this.set({ version: this.#timeline.length, until: Date.now() });
  }
}
