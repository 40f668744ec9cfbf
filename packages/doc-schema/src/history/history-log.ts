import * as Y from 'yjs';
import type { GraphDoc } from '../document/graph-doc.ts';
import { later } from '../timers.ts';
import type { Flush } from './flush.ts';
import type { FlushLog } from './flush-log.ts';
import type { HistoryBase, HistoryRange, HistoryRecord } from './history-record.ts';

/** Where a log outlives its session: a browser's database, a relay. Every member may reject; the log tries again and reports. */
export interface HistoryStorage {
  /** The newest base not after `from` (else the oldest there is), and every record after that base up to `until`, oldest first. */
  load(range: { readonly from: number; readonly until: number }): Promise<HistoryRange>;
  /** Adds records at the end. Storage that several windows share numbers them anew: only their order counts. */
  append(records: readonly HistoryRecord[]): Promise<void>;
  /** Keeps a state, so that reading a late time need not begin at the beginning. */
  saveBase(base: HistoryBase): Promise<void>;
}

/** What a log that follows a document is opened with. */
export interface HistoryLogOptions {
  /** What is known of the past; the document as it stands otherwise. */
  readonly past?: HistoryRange;
  readonly storage?: HistoryStorage;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Hears why storage refuses, once for each time it begins to. */
  readonly reportFault?: (fault: unknown) => void;
}

/** A new base is kept after this many records, or after a day. */
const RECORDS_A_BASE = 2000;
const DAY_MS = 86_400_000;
/** Records are given to storage together, this long after the first. */
const GATHER_MS = 500;
const RETRY_MS = 5000;
/** Of what was typed, this many updates at most wait for their flush. */
const MAX_OPEN = 500;

/**
 * The history of one region: a state and every change since, oldest first. Kept beside the document, never in it, so that the document forgets
 * what was overwritten. A session's own gesture is one record with its flush; what comes from others is recorded as it arrives.
 */
export class HistoryLog {
  /** Who wrote what, found by (client, clock). */
  readonly flushes: FlushLog;
  readonly #listeners = new Set<(record: HistoryRecord) => void>();
  readonly #records: HistoryRecord[];
  #base: HistoryBase | undefined;
  #stop: () => void = () => undefined;

  private constructor(flushes: FlushLog, range: HistoryRange) {
    this.flushes = flushes;
    this.#base = range.base;
    this.#records = [...range.records];
    for (const { flush } of range.records) if (flush) flushes.add(flush);
  }

  /** A log of what was kept: nothing is followed. `flushes` is added to by what the records carry. */
  static of(range: HistoryRange, flushes: FlushLog): HistoryLog {
    return new HistoryLog(flushes, range);
  }

  /** A log that records what happens to a document from now on. Open it once the document has been loaded; `dispose` it when done. */
  static follow(graph: GraphDoc, options: HistoryLogOptions = {}): HistoryLog {
    const now = options.now ?? Date.now;
    const past = options.past ?? { base: { seq: 0, time: now(), state: Y.encodeStateAsUpdateV2(graph.doc) }, records: [] };
    const log = new HistoryLog(graph.flushes, past);
    const recorder = new Recorder(graph, log, now, (record) => log.add(record));
    const saver = options.storage ? new Saver(graph.doc, log, options.storage, now, options.reportFault) : undefined;
    log.#stop = () => {
      recorder.dispose();
      saver?.dispose();
    };
    return log;
  }

  /** The state the log begins with; undefined: nothing, the records are all there was. */
  get base(): HistoryBase | undefined {
    return this.#base;
  }

  /** Every record since, oldest first. The array is live: do not change it. */
  get records(): readonly HistoryRecord[] {
    return this.#records;
  }

  /** The number the next record gets. */
  get nextSeq(): number {
    return (this.#records.at(-1)?.seq ?? this.#base?.seq ?? 0) + 1;
  }

  /** Adds a record at the end. */
  add(record: HistoryRecord): void {
    this.#records.push(record);
    if (record.flush) this.flushes.add(record.flush);
    for (const listener of [...this.#listeners]) listener(record);
  }

  /**
   * Begins later: `base` replaces the records it includes. Memory is given back; what was before can then be had from storage only.
   * A base that is not newer than the one there is changes nothing.
   */
  begin(base: HistoryBase): void {
    if (base.seq <= (this.#base?.seq ?? 0)) return;
    const first = this.#records.findIndex((record) => record.seq > base.seq);
    this.#records.splice(0, first < 0 ? this.#records.length : first);
    this.#base = base;
  }

  /** Calls `listener` for each new record until the returned function is called. */
  subscribe(listener: (record: HistoryRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends following; what waits for storage is handed to it at once. */
  dispose(): void {
    this.#stop();
    this.#listeners.clear();
  }
}

/** Makes records of a document's updates: one a flush of this session, one an update of others. */
class Recorder {
  readonly #graph: GraphDoc;
  readonly #log: HistoryLog;
  readonly #now: () => number;
  readonly #add: (record: HistoryRecord) => void;
  readonly #stopFlushes: () => void;
  #open: Uint8Array[] = [];

  constructor(graph: GraphDoc, log: HistoryLog, now: () => number, add: (record: HistoryRecord) => void) {
    this.#graph = graph;
    this.#log = log;
    this.#now = now;
    this.#add = add;
    graph.doc.on('update', this.#onUpdate);
    this.#stopFlushes = graph.flushes.subscribe((flush, local) => {
      if (local) this.#close(flush);
    });
  }

  dispose(): void {
    this.#close();
    this.#stopFlushes();
    this.#graph.doc.off('update', this.#onUpdate);
  }

  readonly #onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (transaction.local) {
      this.#open.push(update);
      if (this.#open.length >= MAX_OPEN) this.#close();
      return;
    }
    this.#close(); // what others answer to stands before their answer
    this.#add({ seq: this.#log.nextSeq, time: this.#now(), update });
  };

  #close(flush?: Flush): void {
    const [first, ...more] = this.#open;
    if (!first) return;
    this.#open = [];
    const update = more.length > 0 ? Y.mergeUpdates([first, ...more]) : first;
    const seq = this.#log.nextSeq;
    this.#add(flush ? { seq, time: flush.time, update, flush } : { seq, time: this.#now(), update });
  }
}

/** Hands records to storage in batches, in order, each until it is taken, and a base now and then. */
class Saver {
  readonly #doc: Y.Doc;
  readonly #storage: HistoryStorage;
  readonly #now: () => number;
  readonly #reportFault: (fault: unknown) => void;
  readonly #stopRecords: () => void;
  #waiting: HistoryRecord[] = [];
  #cancel: (() => void) | undefined;
  #busy = false;
  #failed = false;
  #disposed = false;
  #sinceBase: number;
  #baseTime: number;

  constructor(doc: Y.Doc, log: HistoryLog, storage: HistoryStorage, now: () => number, reportFault?: (fault: unknown) => void) {
    this.#doc = doc;
    this.#storage = storage;
    this.#now = now;
    this.#reportFault = reportFault ?? (() => undefined);
    this.#sinceBase = log.records.length;
    this.#baseTime = log.base?.time ?? 0;
    this.#stopRecords = log.subscribe((record) => {
      this.#waiting.push(record);
      this.#cancel ??= later(this.#save, GATHER_MS);
    });
    // What a log begins with where storage has nothing is the beginning of that storage, too.
    if (log.base && log.records.length === 0) void storage.saveBase(log.base).catch(this.#reportFault);
  }

  dispose(): void {
    this.#stopRecords();
    this.#disposed = true;
    this.#cancel?.();
    this.#save();
  }

  readonly #save = (): void => {
    this.#cancel = undefined;
    if (this.#busy || this.#waiting.length === 0) return;
    this.#busy = true;
    const records = this.#waiting;
    this.#waiting = [];
    void this.#write(records).then((taken) => {
      this.#busy = false;
      if (!taken) this.#waiting = [...records, ...this.#waiting];
      if (this.#waiting.length > 0 && (taken || !this.#disposed)) this.#cancel = later(this.#save, taken ? 0 : RETRY_MS);
    });
  };

  async #write(records: readonly HistoryRecord[]): Promise<boolean> {
    try {
      await this.#storage.append(records);
      this.#failed = false;
    } catch (fault) {
      if (!this.#failed) this.#reportFault(fault);
      this.#failed = true;
      return false;
    }
    this.#sinceBase += records.length;
    const last = records.at(-1);
    const now = this.#now();
    // A base must be the state after exactly the records that were handed over.
    if (!last || this.#waiting.length > 0 || (this.#sinceBase < RECORDS_A_BASE && now - this.#baseTime < DAY_MS)) return true;
    try {
      const base = { seq: last.seq, time: now, state: Y.encodeStateAsUpdateV2(this.#doc) };
      [this.#sinceBase, this.#baseTime] = [0, now];
      await this.#storage.saveBase(base);
    } catch (fault) {
      this.#reportFault(fault); // the next one comes; without it reading takes longer, nothing is lost
    }
    return true;
  }
}
