/** What two fingers did since their last move. */
export interface Pinch {
  /** How far their middle went, CSS pixels. */
  readonly dx: number;
  readonly dy: number;
  /** Their distance now by their distance before. */
  readonly spread: number;
  /** Their middle. */
  readonly x: number;
  readonly y: number;
}

interface Finger {
  x: number;
  y: number;
}

/** Follows two fingers; one alone is none of its business. */
export class TouchPair {
  readonly #fingers = new Map<number, Finger>();

  get active(): boolean {
    return this.#fingers.size === 2;
  }

  /** A finger is down; true when it makes a pair. */
  down(id: number, x: number, y: number): boolean {
    if (this.#fingers.size < 2) this.#fingers.set(id, { x, y });
    return this.#fingers.size === 2;
  }

  /** A finger moved; what the pair did, or undefined when there is none. */
  move(id: number, x: number, y: number): Pinch | undefined {
    const finger = this.#fingers.get(id);
    if (!finger) return undefined;
    if (this.#fingers.size < 2) {
      finger.x = x;
      finger.y = y;
      return undefined;
    }
    const before = this.#measure();
    finger.x = x;
    finger.y = y;
    const now = this.#measure();
    return { dx: now.x - before.x, dy: now.y - before.y, spread: before.gap > 0 ? now.gap / before.gap : 1, x: now.x, y: now.y };
  }

  up(id: number): void {
    this.#fingers.delete(id);
  }

  #measure(): { x: number; y: number; gap: number } {
    const [a, b] = [...this.#fingers.values()];
    if (!a || !b) return { x: 0, y: 0, gap: 0 };
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, gap: Math.hypot(a.x - b.x, a.y - b.y) };
  }
}
