import type { Flush, FlushLog } from '@space/doc-schema';
import * as Y from 'yjs';
import { Deliveries } from '../deliveries.ts';
import { type Problem, type Provider, type ProviderStatus, StatusBoard } from '../provider.ts';
import { browserIndexedDb, browserLocks } from './browser.ts';
import { explainFailure, openDatabase, removeDatabase } from './database.ts';
import { FoldLock, type FoldLocks } from './fold-lock.ts';
import { type Loaded, LocalCopy } from './local-copy.ts';
import { Outbox } from './outbox.ts';

/** What an IndexedDB provider is made of. */
export interface IndexedDbOptions {
  /** Also the database's name, as y-indexeddb has it. */
  readonly region: string;
  readonly doc: Y.Doc;
  readonly flushes: FlushLog;
  /** The browser's own when absent. */
  readonly indexedDB?: IDBFactory;
  /** `navigator.locks` when absent; `null` for none. */
  readonly locks?: FoldLocks | null;
  /** Runs `work` when nothing else happens; returns how to call it off. `requestIdleCallback`, or a second later, when absent. */
  readonly whenIdle?: (work: () => void) => () => void;
  /** After how long a database that does not open is told as blocked, in milliseconds. */
  readonly openTimeoutMs?: number;
  /** First wait before a failed write is tried again, in milliseconds; doubled up to a minute. */
  readonly retryMs?: number;
}

/** As y-indexeddb's trim size: loading 500 small rows is still quick. */
const FOLD_ROWS = 500;
/** Typing without an end of a flush is written this often. */
const OWN_WINDOW_MS = 100;
/** Others' edits are safe elsewhere, so they may wait for company. */
const OTHERS_WINDOW_MS = 400;
const OPEN_TIMEOUT_MS = 5000;
const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;

/** Keeps a document in this browser until disposed. Loading starts at once. */
export function openIndexedDb(options: IndexedDbOptions): IndexedDbProvider {
  return new IndexedDbProvider(options);
}

/**
 * The browser's own copy of a region. Each tab appends its own edits at once, one transaction a flush; the tab with the lock also
 * appends what came from others and folds the rows when idle. Two tabs at once get the union of both.
 */
export class IndexedDbProvider implements Provider {
  readonly name = 'indexeddb' as const;
  readonly whenReady: Promise<void>;
  readonly #options: IndexedDbOptions;
  readonly #board = new StatusBoard('connecting');
  readonly #outbox = new Outbox();
  readonly #deliveries: Deliveries;
  readonly #lock: FoldLock;
  readonly #stop: (() => void)[];
  #ready: () => void = () => undefined;
  #copy: LocalCopy | undefined;
  #rows = 0;
  #foldDue = false;
  #adding = false;
  #failures = 0;
  /** Nothing will be written any more, so nothing is gathered either. */
  #gaveUp = false;
  #disposal: Promise<void> | undefined;
  #work: Promise<void> = Promise.resolve();
  #writeTimer: ReturnType<typeof setTimeout> | undefined;
  #cancelIdle: (() => void) | undefined;

  constructor(options: IndexedDbOptions) {
    this.#options = options;
    this.#deliveries = Deliveries.of(options.flushes, options.doc.clientID);
    this.whenReady = new Promise((resolve) => (this.#ready = resolve));
    this.#lock = new FoldLock(options.locks === null ? undefined : (options.locks ?? browserLocks()), options.region, () => this.#due());
    // What was there before is written too: it may be nowhere else.
    const before = Y.encodeStateAsUpdate(options.doc);
    if (before.length > EMPTY_UPDATE_BYTES) this.#outbox.addUpdate(before);
    for (const flush of options.flushes.list()) this.#outbox.addFlush(flush, this.#deliveries.isSettled(flush), false);
    this.#stop = this.#listen(options);
    void this.#open();
  }

  get status(): ProviderStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: ProviderStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  dispose(): Promise<void> {
    this.#disposal ??= this.#close();
    return this.#disposal;
  }

  /** Disposes and removes this browser's copy. Waits for other tabs to let go of it, which tabs of ours do at once. */
  async forget(): Promise<void> {
    await this.dispose();
    const factory = this.#factory();
    if (factory) await removeDatabase(factory, this.#options.region);
  }

  #listen(options: IndexedDbOptions): (() => void)[] {
    const onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void =>
      this.#takeUpdate(update, origin, transaction.local);
    const onHide = (): void => this.#writeSoon(0);
    options.doc.on('update', onUpdate);
    globalThis.addEventListener?.('pagehide', onHide);
    return [
      () => options.doc.off('update', onUpdate),
      () => globalThis.removeEventListener?.('pagehide', onHide),
      options.flushes.subscribe((flush, local) => this.#takeFlush(flush, local)),
      options.flushes.onOpenChange(() => this.#count()),
      this.#deliveries.subscribe((flush, settled) => this.#takeSettled(flush, settled)),
    ];
  }

  #takeUpdate(update: Uint8Array, origin: unknown, local: boolean): void {
    if (origin === this || this.#gaveUp || !(local || this.#lock.held || !this.#copy)) return;
    this.#outbox.addUpdate(update);
    this.#writeSoon(local ? OWN_WINDOW_MS : OTHERS_WINDOW_MS);
  }

  #takeFlush(flush: Flush, local: boolean): void {
    if (this.#adding || !(local || this.#lock.held || !this.#copy)) return;
    this.#outbox.addFlush(flush, this.#deliveries.isSettled(flush), local);
    this.#count();
    this.#writeSoon(local ? 0 : OTHERS_WINDOW_MS);
  }

  #takeSettled(flush: Flush, settled: boolean): void {
    if (!settled) return;
    this.#outbox.addFlush(flush, true, false);
    this.#writeSoon(OTHERS_WINDOW_MS);
  }

  async #open(): Promise<void> {
    const factory = this.#factory();
    if (!factory) return this.#giveUp(explainFailure(new DOMException('There is no IndexedDB.', 'InvalidStateError')));
    const waiting = setTimeout(() => this.#block(WAITING), this.#options.openTimeoutMs ?? OPEN_TIMEOUT_MS);
    try {
      const db = await openDatabase(factory, this.#options.region, {
        onRemoved: () => this.#giveUp(REMOVED),
        onClosed: () => this.#reopen(),
      });
      if (this.#disposal) return db.close();
      await this.#load(new LocalCopy(db, this.#options.doc, this));
    } catch (error) {
      this.#giveUp(explainFailure(error));
    } finally {
      clearTimeout(waiting);
    }
  }

  async #load(copy: LocalCopy): Promise<void> {
    const loaded = await copy.load();
    if (this.#disposal) return copy.close();
    this.#copy = copy;
    this.#rows = loaded.rows;
    this.#adding = true;
    for (const stored of loaded.flushes) this.#takeStored(stored.flush, stored.acked);
    this.#adding = false;
    this.#board.set({ connection: 'loaded', problem: loaded.damaged > 0 ? damagedProblem(loaded) : null });
    this.#ready();
    this.#writeSoon(0);
    this.#due();
  }

  #takeStored(flush: Flush, acked: boolean): void {
    if (acked) this.#deliveries.settle(flush.client, flush.n);
    else this.#deliveries.expect(flush);
    this.#options.flushes.add(flush);
  }

  #writeSoon(windowMs: number): void {
    if (this.#outbox.empty || !this.#copy || this.#failures > 0) return;
    if (windowMs === 0) {
      clearTimeout(this.#writeTimer);
      this.#writeTimer = undefined;
      // After the current turn, so that one gesture's update and flush go in one transaction.
      queueMicrotask(() => this.#enqueue(() => this.#write()));
    } else {
      this.#writeTimer ??= setTimeout(() => {
        this.#writeTimer = undefined;
        this.#enqueue(() => this.#write());
      }, windowMs);
    }
  }

  /** Writes and folds happen one after the other. `step` must not reject. */
  #enqueue(step: () => Promise<void>): void {
    this.#work = this.#work.then(step);
  }

  async #write(): Promise<void> {
    if (!this.#copy || this.#outbox.empty) return;
    const parcel = this.#outbox.take();
    try {
      await this.#copy.append(parcel.updates[0], parcel.flushes);
      this.#outbox.written(parcel);
      if (parcel.updates.length > 0) this.#rows++;
      this.#recovered();
      if (this.#rows >= FOLD_ROWS) this.#due();
    } catch (error) {
      this.#outbox.putBack(parcel);
      this.#failed(error);
    }
    this.#count();
  }

  #recovered(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#board.set({ connection: 'loaded', problem: null });
  }

  #failed(error: unknown): void {
    const retryMs = Math.min((this.#options.retryMs ?? RETRY_MS) * 2 ** this.#failures++, LONGEST_RETRY_MS);
    this.#board.set({ connection: 'blocked', problem: explainFailure(error, retryMs) });
    if (this.#disposal) return;
    clearTimeout(this.#writeTimer);
    this.#writeTimer = setTimeout(() => {
      this.#writeTimer = undefined;
      this.#enqueue(() => this.#write());
    }, retryMs);
  }

  /** Folds at the next idle moment: after the lock was won or the copy loaded, and when there are many rows. */
  #due(): void {
    this.#foldDue = true;
    if (!this.#copy || !this.#lock.held || this.#cancelIdle || this.#disposal) return;
    this.#cancelIdle = (this.#options.whenIdle ?? whenIdle)(() => {
      this.#cancelIdle = undefined;
      this.#enqueue(() => this.#fold());
    });
  }

  async #fold(): Promise<void> {
    if (!this.#copy || !this.#foldDue || this.#failures > 0 || this.#disposal) return;
    this.#foldDue = false;
    try {
      if ((await this.#copy.rows()) < 2) return;
      const damaged = await this.#copy.fold();
      this.#rows = 1;
      if (damaged > 0) this.#board.set({ problem: damagedProblem({ damaged }) });
    } catch (error) {
      // Nothing changed, every row is still there: it is folded another time.
      this.#board.set({ problem: explainFailure(error) });
    }
  }

  #count(): void {
    this.#board.set({ pending: this.#outbox.pending + this.#options.flushes.openCount });
  }

  #block(problem: Problem): void {
    if (this.#disposal) return;
    this.#board.set({ connection: 'blocked', problem });
    this.#ready();
  }

  #giveUp(problem: Problem): void {
    this.#copy = undefined;
    this.#gaveUp = true;
    this.#outbox.take();
    this.#block(problem);
  }

  /** The browser closed the database: opens it again with all there is, since it may have been cleared. */
  #reopen(): void {
    if (this.#disposal) return;
    this.#copy = undefined;
    this.#outbox.addUpdate(Y.encodeStateAsUpdate(this.#options.doc));
    for (const flush of this.#options.flushes.list()) this.#outbox.addFlush(flush, !this.#deliveries.isWaiting(flush), false);
    void this.#open();
  }

  async #close(): Promise<void> {
    for (const stop of this.#stop) stop();
    clearTimeout(this.#writeTimer);
    this.#cancelIdle?.();
    this.#enqueue(() => this.#write());
    await this.#work;
    clearTimeout(this.#writeTimer);
    this.#board.clear();
    await this.#lock.release();
    this.#copy?.close();
    this.#copy = undefined;
    this.#ready();
  }

  #factory(): IDBFactory | undefined {
    return this.#options.indexedDB ?? browserIndexedDb();
  }
}

/** An update of an empty document: no structs, no deletes. */
const EMPTY_UPDATE_BYTES = 2;

const WAITING: Problem = {
  code: 'waiting',
  message: 'This browser’s copy does not open: another tab holds it. Close other tabs of this world; until then nothing is saved here.',
};

const REMOVED: Problem = {
  code: 'removed',
  message: 'This browser’s copy was removed in another tab. Reload the page to keep one again; until then nothing is saved here.',
};

function damagedProblem({ damaged }: Pick<Loaded, 'damaged'>): Problem {
  const what = damaged === 1 ? 'One piece' : `${damaged} pieces`;
  return {
    code: 'damaged-row',
    message: `${what} of this browser’s copy could not be read and was put aside. The rest is loaded; the relay may still have it.`,
  };
}

function whenIdle(work: () => void): () => void {
  if (typeof globalThis.requestIdleCallback === 'function') {
    const id = globalThis.requestIdleCallback(work, { timeout: 10_000 });
    return () => globalThis.cancelIdleCallback(id);
  }
  const timer = setTimeout(work, 1000);
  return () => clearTimeout(timer);
}
