/** What is needed of the browser's Web Locks (`navigator.locks`); tests give their own. */
export interface FoldLocks {
  request(name: string, options: { readonly signal: AbortSignal }, hold: () => Promise<void>): Promise<unknown>;
}

/**
 * Holds the right to fold a region's database and to write others' edits into it: one tab at a time. Without locks every tab has
 * it, which costs double rows and is safe, since each fold is one transaction.
 */
export class FoldLock {
  readonly #abort = new AbortController();
  readonly #ended: Promise<unknown>;
  #letGo: () => void = () => undefined;
  #held = false;

  constructor(locks: FoldLocks | undefined, region: string, onHeld: () => void) {
    if (!locks) {
      this.#held = true;
      this.#ended = Promise.resolve();
      return;
    }
    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        this.#letGo = resolve;
        this.#held = true;
        onHeld();
      });
    // Rejects when the wait is called off, or where the browser forbids locks: then this tab only writes its own edits.
    this.#ended = locks.request(`space:${region}`, { signal: this.#abort.signal }, hold).catch((reason: unknown) => reason);
  }

  get held(): boolean {
    return this.#held;
  }

  async release(): Promise<void> {
    this.#held = false;
    this.#letGo();
    this.#abort.abort();
    await this.#ended;
  }
}
