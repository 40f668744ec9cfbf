import * as Y from 'yjs';
import type { GraphDoc } from '../document/graph-doc.ts';
import type { Flush } from './flush.ts';
import type { FlushLog } from './flush-log.ts';
import type { HistoryBase, HistoryRange, HistoryRecord } from './history-record.ts';

/** What a log that follows a document is opened with. */
export interface HistoryLogOptions {
  /** What is known of the past, up to whenever; what the document has besides is the first record. The document as it stands otherwise. */
  readonly past?: HistoryRange;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

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
    // What was written while the past was fetched, and what its keeper had not got yet.
    if (options.past) log.add({ seq: log.nextSeq, time: now(), update: readNews(graph.doc, past) });
    const recorder = new Recorder(graph, log, now, (record) => log.add(record));
    log.#stop = () => recorder.dispose();
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
   * Begins later: `base` replaces the records it includes. Memory is given back.
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

  /** Ends following. */
  dispose(): void {
    this.#stop();
    this.#listeners.clear();
  }
}

/** What a document has and a past has not, with all deletions. */
function readNews(doc: Y.Doc, { base, records }: HistoryRange): Uint8Array {
  const clocks = new Map<number, number>();
  const take = (to: ReadonlyMap<number, number>): void => {
    for (const [client, clock] of to) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  };
  if (base) take(readMeta(() => Y.parseUpdateMetaV2(base.state)));
  for (const { update } of records) take(readMeta(() => Y.parseUpdateMeta(update)));
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(clocks));
}

function readMeta(read: () => { to: Map<number, number> }): ReadonlyMap<number, number> {
  try {
    return read().to;
  } catch {
    return new Map(); // bytes that are no update: the document has what they should have held
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
