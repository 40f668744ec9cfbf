import { type Flush, flushId } from '@space/doc-schema';
import type { CommitQueue } from '../store/commit-queue.ts';
import type { Store } from '../store/store.ts';

/** What the desk tells: who brought a flush that is now on disk, and whether it is new there. */
export interface FlushOutcome<R> {
  readonly flush: Flush;
  readonly from: ReadonlySet<R>;
  readonly isNew: boolean;
}

/** More than this many flushes of one sender whose content has not arrived are refused: an honest client sends content first. */
export const MAX_WAITING = 10_000;

interface Held<R> {
  readonly flush: Flush;
  readonly from: Set<R>;
  readonly isNew: boolean;
}

/**
 * Takes flushes in and says when each is durable: after its content has arrived and a commit with it and everything before it is on
 * disk. The same flush twice is answered twice and stored once.
 */
export class FlushDesk<R> {
  readonly #region: string;
  readonly #store: Pick<Store, 'hasFlush'>;
  readonly #queue: CommitQueue;
  readonly #onDurable: (outcome: FlushOutcome<R>) => void;
  readonly #incomplete = new Map<string, Held<R>>();
  readonly #committing = new Map<string, Held<R>>();

  constructor(region: string, store: Pick<Store, 'hasFlush'>, queue: CommitQueue, onDurable: (outcome: FlushOutcome<R>) => void) {
    this.#region = region;
    this.#store = store;
    this.#queue = queue;
    this.#onDurable = onDurable;
  }

  /** Whether nothing is being committed. */
  get idle(): boolean {
    return this.#committing.size === 0;
  }

  /** Takes a flush. `waits` means that its content has not arrived; `full` that it was refused. */
  take(flush: Flush, from: R, covers: (flush: Flush) => boolean): 'taken' | 'waits' | 'full' {
    const id = flushId(flush);
    const held = this.#committing.get(id) ?? this.#incomplete.get(id);
    held?.from.add(from);
    if (this.#committing.has(id)) return 'taken';
    if (!covers(flush)) return this.#hold(id, flush, from);
    const stored = this.#store.hasFlush(this.#region, flush);
    // Known, and nothing waits to be written: answered at once. Otherwise the answer waits for the next commit.
    if (stored && this.#queue.length === 0) this.#onDurable({ flush, from: new Set([from]), isNew: false });
    else this.#commit(id, held ?? { flush, from: new Set([from]), isNew: !stored });
    return 'taken';
  }

  /** Content arrived: whatever is complete now goes on. */
  retake(covers: (flush: Flush) => boolean): void {
    for (const [id, held] of this.#incomplete) if (covers(held.flush)) this.#commit(id, held);
  }

  /** Someone left: what only they had announced is dropped, since they will send it again. */
  forget(from: R): void {
    for (const [id, held] of this.#incomplete) {
      held.from.delete(from);
      if (held.from.size === 0) this.#incomplete.delete(id);
    }
    for (const held of this.#committing.values()) held.from.delete(from);
  }

  #hold(id: string, flush: Flush, from: R): 'waits' | 'full' {
    if (this.#incomplete.has(id)) return 'waits';
    if (this.#incomplete.size >= MAX_WAITING) return 'full';
    this.#incomplete.set(id, { flush, from: new Set([from]), isNew: true });
    return 'waits';
  }

  #commit(id: string, held: Held<R>): void {
    this.#incomplete.delete(id);
    this.#committing.set(id, held);
    this.#queue.add({ region: this.#region, flushes: [held.flush] }, () => {
      this.#committing.delete(id);
      this.#onDurable(held);
    });
  }
}
