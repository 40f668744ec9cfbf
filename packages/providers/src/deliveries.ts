import { type Flush, type FlushLog, flushId } from '@space/doc-schema';

/** Called when a flush of this browser begins to wait for the relay (`settled` false) or is durable there (`settled` true). */
export type DeliveryListener = (flush: Flush, settled: boolean) => void;

const ledgers = new WeakMap<FlushLog, Deliveries>();

/**
 * Which flushes of this browser the relay has not yet confirmed. One per flush log, shared by its providers: the websocket
 * settles, indexeddb remembers across reloads. They meet here and never know each other.
 */
export class Deliveries {
  /** The ledger of `flushes`; what session `client` wrote before the first call waits too. */
  static of(flushes: FlushLog, client: number): Deliveries {
    let ledger = ledgers.get(flushes);
    if (!ledger) {
      ledger = new Deliveries(flushes, client);
      ledgers.set(flushes, ledger);
    }
    return ledger;
  }

  readonly #waiting = new Map<string, Flush>();
  readonly #settled = new Set<string>();
  readonly #listeners = new Set<DeliveryListener>();

  private constructor(flushes: FlushLog, client: number) {
    for (const flush of flushes.list()) if (flush.client === client) this.expect(flush);
    flushes.subscribe((flush, local) => {
      if (local) this.expect(flush);
    });
  }

  /** How many wait. */
  get count(): number {
    return this.#waiting.size;
  }

  /** Those that wait, oldest first; a copy. */
  list(): Flush[] {
    return [...this.#waiting.values()];
  }

  /** Whether it waits. */
  isWaiting(flush: Pick<Flush, 'client' | 'n'>): boolean {
    return this.#waiting.has(flushId(flush));
  }

  /** Whether the relay has confirmed it. */
  isSettled(flush: Pick<Flush, 'client' | 'n'>): boolean {
    return this.#settled.has(flushId(flush));
  }

  /** Notes a flush of this browser that the relay has to confirm. No effect once it is confirmed or noted. */
  expect(flush: Flush): void {
    const id = flushId(flush);
    if (this.#settled.has(id) || this.#waiting.has(id)) return;
    this.#waiting.set(id, flush);
    this.#tell(flush, false);
  }

  /** Notes that the relay has it on disk. True when it was waiting. */
  settle(client: number, n: number): boolean {
    const id = flushId({ client, n });
    this.#settled.add(id);
    const flush = this.#waiting.get(id);
    if (!flush) return false;
    this.#waiting.delete(id);
    this.#tell(flush, true);
    return true;
  }

  /** Calls `listener` on each change until the returned function is called. */
  subscribe(listener: DeliveryListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(flush: Flush, settled: boolean): void {
    for (const listener of [...this.#listeners]) listener(flush, settled);
  }
}
