import type * as Y from 'yjs';
import { type Flush, MAX_REMOVED } from '../history/flush.ts';
import type { FlushLog } from '../history/flush-log.ts';
import { later } from '../timers.ts';
import { readRemoved } from './read-removed.ts';

/** Typing is gathered into one flush until it rests this long. */
const IDLE_MS = 250;
/** A flush that never rests is closed after this long, so that "saved" is never far behind. */
const LONGEST_MS = 2000;

/** What a flush carries about its maker. */
export type FlushFacts = Pick<Flush, 'person' | 'name' | 'tool' | 'title'>;

/** Turns this session's transactions into flushes: one a gesture, typing gathered by time. */
export class FlushRecorder {
  readonly #doc: Y.Doc;
  readonly #log: FlushLog;
  readonly #now: () => number;
  readonly #typing: () => FlushFacts;
  #n = 0;
  #gesture: FlushFacts | undefined;
  #open: { readonly from: number; to: number; readonly since: number; readonly removed: number[] } | undefined;
  #cancelClose: (() => void) | undefined;

  constructor(doc: Y.Doc, log: FlushLog, now: () => number, typing: () => FlushFacts) {
    this.#doc = doc;
    this.#log = log;
    this.#now = now;
    this.#typing = typing;
    doc.on('afterAllTransactions', this.#afterTransactions);
  }

  /** Runs `work` so that its transaction becomes one flush of its own. */
  gesture(facts: FlushFacts, work: () => void): void {
    this.close();
    this.#gesture = facts;
    try {
      work();
    } finally {
      this.#gesture = undefined;
    }
  }

  /** Closes what is being gathered, at once. */
  close(): void {
    this.#cancelClose?.();
    this.#cancelClose = undefined;
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    this.#add(this.#typing(), open.from, open.to, open.removed);
    this.#log.setOpen(false);
  }

  dispose(): void {
    this.close();
    this.#doc.off('afterAllTransactions', this.#afterTransactions);
  }

  readonly #afterTransactions = (_doc: Y.Doc, transactions: readonly Y.Transaction[]): void => {
    for (const transaction of transactions) {
      if (!transaction.local) continue;
      const from = transaction.beforeState.get(this.#doc.clientID) ?? 0;
      const to = transaction.afterState.get(this.#doc.clientID) ?? 0;
      if (from === to && transaction.deleteSet.clients.size === 0) continue;
      const removed = transaction.deleteSet.clients.size > 0 ? readRemoved(transaction) : [];
      if (this.#gesture) this.#add(this.#gesture, from, to, removed);
      else this.#gather(from, to, removed);
    }
  };

  #gather(from: number, to: number, removed: readonly number[]): void {
    const now = this.#now();
    this.#open ??= { from, to, since: now, removed: [] };
    this.#open.to = to;
    if (this.#open.removed.length < 3 * MAX_REMOVED) this.#open.removed.push(...removed);
    this.#log.setOpen(true);
    if (now - this.#open.since >= LONGEST_MS) return this.close();
    this.#cancelClose?.();
    this.#cancelClose = later(() => this.close(), IDLE_MS);
  }

  #add(facts: FlushFacts, clockFrom: number, clockTo: number, ranges: readonly number[]): void {
    this.#n++;
    const removed = ranges.length > 0 ? { removed: ranges.slice(0, 3 * MAX_REMOVED) } : {};
    this.#log.add({ client: this.#doc.clientID, n: this.#n, clockFrom, clockTo, time: this.#now(), ...facts, ...removed }, true);
  }
}
