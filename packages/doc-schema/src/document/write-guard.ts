import type { EntityId } from '../ids.ts';

/** More writes a second than this to one property is motion, not editing: it belongs on the ephemeral plane. */
export const MAX_WRITES_PER_SECOND = 4;

const WINDOW_MS = 1000;
/** Counters are dropped once there are this many, so that a long session does not keep one per property ever touched. */
const MAX_COUNTERS = 4096;

/** Counts this session's writes by property and says when one comes too often. */
export class WriteGuard {
  readonly #times = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Records a write; false when it is one too many within the last second. */
  admit(id: EntityId, property: string): boolean {
    const name = `${id}/${property}`;
    const now = this.#now();
    const recent = (this.#times.get(name) ?? []).filter((time) => now - time < WINDOW_MS && time <= now);
    if (recent.length >= MAX_WRITES_PER_SECOND) return false;
    recent.push(now);
    if (this.#times.size >= MAX_COUNTERS) this.#times.clear();
    this.#times.set(name, recent);
    return true;
  }

  /** Milliseconds until the oldest counted write leaves the window. */
  waitMs(id: EntityId, property: string): number {
    const oldest = this.#times.get(`${id}/${property}`)?.[0];
    return oldest === undefined ? 0 : Math.max(0, oldest + WINDOW_MS - this.#now());
  }
}
