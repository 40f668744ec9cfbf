import type { FoldLocks } from '../indexeddb/fold-lock.ts';

/** Web Locks for tabs that live in one process: exclusive, first come first served, a wait ends at once when its signal says so. */
export class MemoryLocks implements FoldLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  request(name: string, options: { readonly signal: AbortSignal }, hold: () => Promise<void>): Promise<unknown> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const aborted = new Promise<never>((_, reject) => {
      options.signal.addEventListener('abort', () => reject(new DOMException('The request was called off.', 'AbortError')));
    });
    const turn = before.then(() => (options.signal.aborted ? undefined : hold()));
    this.#tails.set(name, turn);
    return Promise.race([turn, aborted]);
  }
}
