import { type Flush, flushId } from './flush.ts';
import { RemovedRanges } from './removed-ranges.ts';

/** Called once for each flush that is new here; `local` when this session wrote it. */
export type FlushListener = (flush: Flush, local: boolean) => void;

/**
 * The flushes of one region that this session knows, its own and others'. Kept beside the document, never in it.
 * Finding who wrote an item costs O(log n) in the flushes of that client.
 */
export class FlushLog {
  readonly #byClient = new Map<number, Flush[]>();
  readonly #removed = new RemovedRanges();
  readonly #known = new Set<string>();
  readonly #all: Flush[] = [];
  readonly #listeners = new Set<FlushListener>();
  readonly #openListeners = new Set<() => void>();
  #openCount: 0 | 1 = 0;

  /** 1 while edits of this session are gathered into a flush that is not closed yet. */
  get openCount(): 0 | 1 {
    return this.#openCount;
  }

  /** Takes a flush in; false if it was known. Others' flushes must have passed `checkFlush`. */
  add(flush: Flush, local = false): boolean {
    const id = flushId(flush);
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    this.#all.push(flush);
    const own = this.#byClient.get(flush.client) ?? [];
    this.#byClient.set(flush.client, own);
    let at = own.length;
    // By n, not by clock: a flush that only removed has an empty range and must stay before the one that follows it.
    while (at > 0 && (own[at - 1]?.n ?? 0) > flush.n) at--;
    own.splice(at, 0, flush);
    this.#removed.add(flush);
    for (const listener of [...this.#listeners]) listener(flush, local);
    return true;
  }

  /** Everything known, in the order it came. The array is live: do not change it. */
  list(): readonly Flush[] {
    return this.#all;
  }

  /** The flush that wrote the item at (client, clock), or undefined where nobody told. */
  find(client: number, clock: number): Flush | undefined {
    const own = this.#byClient.get(client);
    if (!own) return undefined;
    let low = 0;
    let high = own.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const flush = own[middle];
      if (!flush) return undefined;
      if (clock < flush.clockFrom) high = middle - 1;
      else if (clock >= flush.clockTo) low = middle + 1;
      else return flush;
    }
    return undefined;
  }

  /** The flush that removed the item at (client, clock), where its writer told; one of them where several removed it at once. */
  findRemover(client: number, clock: number): Flush | undefined {
    return this.#removed.find(client, clock);
  }

  /** The last name a session's person went by, or undefined. */
  nameOf(client: number): string | undefined {
    return this.#byClient.get(client)?.at(-1)?.name;
  }

  /** Says that edits are being gathered, or that they no longer are. For the document only. */
  setOpen(open: boolean): void {
    const next = open ? 1 : 0;
    if (next === this.#openCount) return;
    this.#openCount = next;
    for (const listener of [...this.#openListeners]) listener();
  }

  /** Calls `listener` for each new flush until the returned function is called. */
  subscribe(listener: FlushListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls `listener` when `openCount` changes until the returned function is called. */
  onOpenChange(listener: () => void): () => void {
    this.#openListeners.add(listener);
    return () => void this.#openListeners.delete(listener);
  }
}
