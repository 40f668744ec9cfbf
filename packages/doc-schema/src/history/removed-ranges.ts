import type { Flush } from './flush.ts';

interface Range {
  readonly from: number;
  readonly to: number;
  readonly flush: Flush;
}

/** Who removed which items, by client and clock. Where two removed the same item at once, the first that was told of counts. */
export class RemovedRanges {
  /** By client; sorted, none touching another's clocks. */
  readonly #byClient = new Map<number, Range[]>();

  /** Takes in what a flush says that it removed. */
  add(flush: Flush): void {
    const { removed } = flush;
    if (!removed) return;
    for (let i = 0; i + 2 < removed.length; i += 3) {
      const [client, clock, length] = [removed[i] ?? 0, removed[i + 1] ?? 0, removed[i + 2] ?? 0];
      if (length > 0) this.#insert(client, { from: clock, to: clock + length, flush });
    }
  }

  /** Who removed the item at (client, clock). O(log n). */
  find(client: number, clock: number): Flush | undefined {
    const ranges = this.#byClient.get(client);
    const range = ranges?.[findAt(ranges, clock)];
    return range && range.from <= clock ? range.flush : undefined;
  }

  #insert(client: number, range: Range): void {
    const ranges = this.#byClient.get(client) ?? [];
    this.#byClient.set(client, ranges);
    let { from } = range;
    // What others had told before stays theirs: only the gaps between are taken.
    for (let at = findAt(ranges, from); from < range.to; at++) {
      const next = ranges[at];
      const to = Math.min(range.to, next?.from ?? range.to);
      if (to > from) ranges.splice(at++, 0, { from, to, flush: range.flush });
      if (!next) return;
      from = Math.max(from, next.to);
    }
  }
}

/** The position of the first range that ends after `clock`. */
function findAt(ranges: readonly Range[], clock: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
