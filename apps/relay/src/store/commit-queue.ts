import { type Problem, problemOf } from '@space/providers/protocol';
import { kindOf, textOf } from './store-failure.ts';
import type { Entry, Report, Store } from './store.ts';

/** Timings of the commit queue, in milliseconds. */
export interface CommitTimes {
  /** How long appends gather before they share one transaction. */
  readonly gatherMs: number;
  /** First wait after a failed commit; doubled up to `longestRetryMs`. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
}

/** 8 ms: one fsync serves everyone's edits of that time and stays unnoticed in an edit's way to others. */
export const COMMIT_TIMES: CommitTimes = { gatherMs: 8, retryMs: 500, longestRetryMs: 10_000 };

interface Waiting {
  readonly entry: Entry;
  readonly onDurable: () => void;
}

/**
 * Group commit: appends gather for a few milliseconds, go to disk in one transaction, and each is told when it is there. When the
 * disk refuses, everything stays in memory, in order, and is tried again until it fits.
 */
export class CommitQueue {
  readonly #store: Store;
  readonly #report: Report;
  readonly #times: CommitTimes;
  readonly #listeners = new Set<(trouble: Problem | undefined) => void>();
  #waiting: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #trouble: Problem | undefined;

  constructor(store: Store, report: Report, times: CommitTimes = COMMIT_TIMES) {
    this.#store = store;
    this.#report = report;
    this.#times = times;
  }

  /** What keeps edits from being saved right now. */
  get trouble(): Problem | undefined {
    return this.#trouble;
  }

  /** How many appends are not on disk yet. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The updates of a region that are not on disk yet, in order. */
  updatesOf(region: string): readonly Uint8Array[] {
    return this.#waiting.filter(({ entry }) => entry.region === region).flatMap(({ entry }) => (entry.update ? [entry.update] : []));
  }

  /** Takes an entry; `onDurable` is called when it, and everything taken before it, is on disk. */
  add(entry: Entry, onDurable: () => void): void {
    this.#waiting.push({ entry, onDurable });
    if (this.#failures === 0) this.#schedule(this.#times.gatherMs);
  }

  /** Calls `listener` when saving begins to fail and when it works again, until the returned function is called. */
  onTrouble(listener: (trouble: Problem | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Commits what waits, now. True when nothing waits afterwards. */
  commit(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    if (batch.length === 0) return true;
    try {
      this.#store.append(batch.map(({ entry }) => entry));
    } catch (error) {
      this.#failed(error);
      return false;
    }
    this.#waiting = [];
    this.#recovered();
    for (const { onDurable } of batch) onDurable();
    return this.#waiting.length === 0;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #schedule(delayMs: number): void {
    this.#timer ??= setTimeout(() => this.commit(), delayMs);
  }

  #failed(error: unknown): void {
    const retryMs = Math.min(this.#times.retryMs * 2 ** this.#failures++, this.#times.longestRetryMs);
    const code = kindOf(error) === 'disk-full' ? 'disk-full' : 'store-failed';
    if (this.#failures === 1)
      this.#report(`Saving fails (${textOf(error)}). Edits are kept in memory and tried again; nobody is told that they are saved.`);
    this.#trouble = problemOf(code, undefined, retryMs);
    this.#schedule(retryMs);
    for (const listener of [...this.#listeners]) listener(this.#trouble);
  }

  #recovered(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#trouble = undefined;
    this.#report('Saving works again; everything that waited is on disk.');
    for (const listener of [...this.#listeners]) listener(undefined);
  }
}
