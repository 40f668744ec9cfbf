const AGAIN_MS = 400;
const NEAR_PX = 8;

/** Tells a second click on the same thing from a first. */
export class ClickCounter {
  #target: string | undefined;
  #timeMs = Number.NEGATIVE_INFINITY;
  #x = 0;
  #y = 0;

  /** Counts a click; true when it is the second of a pair. */
  click(target: string, timeMs: number, x: number, y: number): boolean {
    const again = target === this.#target && timeMs - this.#timeMs <= AGAIN_MS && Math.hypot(x - this.#x, y - this.#y) <= NEAR_PX;
    this.#target = again ? undefined : target;
    this.#timeMs = timeMs;
    this.#x = x;
    this.#y = y;
    return again;
  }

  reset(): void {
    this.#target = undefined;
  }
}
