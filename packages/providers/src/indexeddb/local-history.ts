import type { HistoryRange } from '@space/doc-schema/history';
import * as Y from 'yjs';
import { browserIndexedDb, browserLocks } from './browser.ts';
import { FoldLock, type FoldLocks } from './fold-lock.ts';
import { HistoryDatabase, type StoredPart } from './history-database.ts';

/** What a local history is made of. */
export interface LocalHistoryOptions {
  readonly region: string;
  readonly doc: Y.Doc;
  /** Resolves when the document holds what this browser had: what was there before is no news. */
  readonly whenLoaded: Promise<void>;
  /** The browser's own when absent. */
  readonly indexedDB?: IDBFactory;
  /** One tab writes at a time. `navigator.locks` when absent; `null` for none: then every tab does, which costs double rows. */
  readonly locks?: FoldLocks | null;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Above this the older half is folded into the state the log begins with, bytes. */
  readonly limitBytes?: number;
}

/** Updates of this long share a row: finer than any gesture a person would look for. */
const WINDOW_MS = 1000;
const RETRY_MS = 30_000;
const LIMIT_BYTES = 32 * 1024 * 1024;
/** The size is looked at after this many rows. */
const ROWS_A_LOOK = 500;

/**
 * What became of a region in this browser, so that there is a past also without a relay: a state it begins with and every update
 * since with its time. Written by one tab; what a tab that was not writing saw is caught up when it begins to. A write that fails is
 * caught up by the next: history may have a coarser step there, the document itself is not concerned.
 */
export class LocalHistory {
  readonly #options: LocalHistoryOptions;
  readonly #lock: FoldLock;
  readonly #opened: Promise<HistoryDatabase | undefined>;
  #work: Promise<void>;
  #waiting: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #writing = false;
  #rows = 0;
  #ended = false;

  constructor(options: LocalHistoryOptions) {
    this.#options = options;
    const factory = options.indexedDB ?? browserIndexedDb();
    // No storage, no local history: the document's own copy says so to the person.
    this.#opened = factory ? HistoryDatabase.open(factory, options.region).catch(() => undefined) : Promise.resolve(undefined);
    this.#work = options.whenLoaded;
    options.doc.on('update', this.#take);
    const locks = options.locks === null ? undefined : (options.locks ?? browserLocks());
    this.#lock = new FoldLock(locks, `${options.region}:history`, () => this.#begin());
    if (!locks) this.#begin();
  }

  /** The whole log, oldest first, with everything up to now in it. Empty where this browser cannot keep one. */
  async read(): Promise<HistoryRange> {
    this.#flush();
    await this.#work;
    const database = await this.#opened;
    if (!database || this.#ended) return { base: undefined, records: [] };
    const writing = this.#writing; // what a log of another tab lacks is added below, even if this tab begins to write meanwhile
    const known = await database.stateVector();
    const range = await database.read();
    if (writing) return range;
    const { type, time, bytes } = this.#news(known);
    const seq = (range.records.at(-1)?.seq ?? range.base?.seq ?? 0) + 1;
    if (type === 'base') return { base: { seq, time, state: bytes }, records: range.records };
    return { base: range.base, records: [...range.records, { seq, time, update: bytes }] };
  }

  async dispose(): Promise<void> {
    this.#options.doc.off('update', this.#take);
    this.#flush();
    await this.#work;
    this.#ended = true;
    clearTimeout(this.#retry);
    await this.#lock.release();
    (await this.#opened)?.close();
  }

  readonly #take = (update: Uint8Array): void => {
    if (!this.#writing) return;
    this.#waiting.push(update);
    this.#timer ??= setTimeout(() => this.#flush(), WINDOW_MS);
  };

  #begin(): void {
    if (!this.#ended) this.#enqueue((database) => this.#catchUp(database));
  }

  /** Writes what the document has and the log has not: what other tabs and earlier visits missed, or the state the log begins with. */
  async #catchUp(database: HistoryDatabase): Promise<void> {
    const { doc } = this.#options;
    const known = await database.stateVector();
    // From here to the call of append nothing is awaited: what comes later is listened to, what came before is in these bytes.
    this.#waiting = [];
    this.#writing = true;
    await this.#append(database, this.#news(known), Y.encodeStateVector(doc));
  }

  /** What the document has and a log with that state vector has not. All deletions are in it, so that it is never empty. */
  #news(known: Uint8Array | undefined): StoredPart {
    const { doc } = this.#options;
    const time = this.#now();
    if (!known) return { type: 'base', time, bytes: Y.encodeStateAsUpdateV2(doc) };
    return { type: 'update', time, bytes: Y.encodeStateAsUpdate(doc, known) };
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const updates = this.#waiting;
    if (updates.length === 0) return;
    this.#waiting = [];
    const bytes = updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates);
    const stateVector = Y.encodeStateVector(this.#options.doc);
    const time = this.#now();
    this.#enqueue((database) => this.#append(database, { type: 'update', time, bytes }, stateVector));
  }

  async #append(database: HistoryDatabase, part: StoredPart, stateVector: Uint8Array): Promise<void> {
    await database.append(part, stateVector);
    this.#rows++;
    if (this.#rows % ROWS_A_LOOK === 0 && (await database.sizeBytes()) > (this.#options.limitBytes ?? LIMIT_BYTES))
      await this.#fold(database);
  }

  /** Folds the older half of the log into the state it begins with. */
  async #fold(database: HistoryDatabase): Promise<void> {
    const { base, records } = await database.read();
    const older = records.slice(0, Math.ceil(records.length / 2));
    const last = older.at(-1);
    if (!last) return;
    const doc = new Y.Doc();
    if (base) Y.applyUpdateV2(doc, base.state);
    for (const { update } of older) Y.applyUpdate(doc, update);
    await database.replaceUntil(last.seq, { type: 'base', time: last.time, bytes: Y.encodeStateAsUpdateV2(doc) });
    doc.destroy();
  }

  /** Steps run one after the other; a failed one is left out, since the next catch-up has what it had. */
  #enqueue(step: (database: HistoryDatabase) => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      const database = await this.#opened;
      if (!database || this.#ended) return;
      try {
        await step(database);
      } catch {
        // The storage is full or was taken away: a later catch-up brings what this row held.
        this.#writing = false;
        this.#retry ??= setTimeout(() => {
          this.#retry = undefined;
          this.#begin();
        }, RETRY_MS);
      }
    });
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
