import { checkFlush, type Flush, type FlushLog } from '@space/doc-schema';
import type { Deliveries } from '../deliveries.ts';
import { type AckId, encodeAcks, encodeFlushChunks, encodeFlushes, type FlushBatch } from '../protocol/index.ts';

/** How the courier reaches the relay and the other tabs; both drop what cannot be sent now. */
export interface Carrier {
  toRelay(message: Uint8Array<ArrayBuffer>): void;
  toTabs(message: Uint8Array<ArrayBuffer>): void;
  /** Nothing came back for too long: the socket is likely dead. */
  stalled(): void;
}

/** Timings of the courier, in milliseconds. */
export interface CourierTimes {
  /** Another tab's flush that is still unconfirmed after this long is sent from here too. */
  readonly adoptMs: number;
  /** A socket that stays silent this long after a flush was sent counts as dead. */
  readonly silenceMs: number;
}

/**
 * Carries flushes: sends this session's at once, resends the unconfirmed after each sync, takes in others', settles what the
 * relay confirmed. Flushes wait until the relay's sync step 1 was answered, so that their content is always there first.
 */
export class Courier {
  readonly #flushes: FlushLog;
  readonly #deliveries: Deliveries;
  readonly #carrier: Carrier;
  readonly #times: CourierTimes;
  readonly #stop: (() => void)[];
  #answered = false;
  #adoptTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(flushes: FlushLog, deliveries: Deliveries, carrier: Carrier, times: CourierTimes) {
    this.#flushes = flushes;
    this.#deliveries = deliveries;
    this.#carrier = carrier;
    this.#times = times;
    this.#stop = [
      flushes.subscribe((flush, local) => {
        if (local) this.#sendOwn(flush);
      }),
      deliveries.subscribe((_flush, settled) => {
        // Waiting, and perhaps not written by this session: from IndexedDB after a reload, or from another tab.
        if (!settled) this.#adoptLater();
      }),
    ];
  }

  /** A socket opened: says that this client speaks flushes. */
  greet(): void {
    this.#answered = false;
    this.#carrier.toRelay(encodeFlushes([]));
  }

  /** The relay's sync step 1 was answered: its content is complete, so the unconfirmed flushes may follow. */
  answered(): void {
    this.#answered = true;
    this.#sendToRelay(this.#deliveries.list());
  }

  /** The socket is gone. */
  lost(): void {
    this.#answered = false;
    clearTimeout(this.#silenceTimer);
  }

  /** Something came from the relay. */
  alive(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
  }

  /** Another tab asked for what is known here. */
  tellTabs(): void {
    for (const message of encodeFlushChunks(this.#deliveries.list())) this.#carrier.toTabs(message);
  }

  /** Flushes the relay forwarded or told as history: they are on its disk. */
  takeFromRelay(batch: FlushBatch): void {
    for (const flush of batch.flushes) {
      this.#deliveries.settle(flush.client, flush.n);
      this.#flushes.add(flush);
    }
  }

  /** Flushes of another tab of this browser: not known to be on the relay's disk. */
  takeFromTab(batch: FlushBatch): void {
    for (const flush of batch.flushes) {
      this.#deliveries.expect(flush);
      this.#flushes.add(flush);
    }
  }

  /** Flushes that are on the relay's disk now; other tabs are told when the relay said so. */
  takeAcks(ids: readonly AckId[], fromRelay: boolean): void {
    const settled: { client: number; n: number }[] = [];
    for (const [client, n] of ids) if (this.#deliveries.settle(client, n)) settled.push({ client, n });
    if (fromRelay && settled.length > 0) this.#carrier.toTabs(encodeAcks(settled));
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    clearTimeout(this.#adoptTimer);
    clearTimeout(this.#silenceTimer);
  }

  #sendOwn(flush: Flush): void {
    if (!checkFlush(flush)) return; // cannot happen with a GraphDoc; the relay would count it as refused
    this.#carrier.toTabs(encodeFlushes([flush]));
    if (this.#answered) this.#sendToRelay([flush]);
  }

  #sendToRelay(flushes: readonly Flush[]): void {
    for (const message of encodeFlushChunks(flushes)) this.#carrier.toRelay(message);
    if (flushes.length > 0) this.#silenceTimer ??= setTimeout(() => this.#carrier.stalled(), this.#times.silenceMs);
  }

  #adoptLater(): void {
    this.#adoptTimer ??= setTimeout(() => {
      this.#adoptTimer = undefined;
      if (this.#answered) this.#sendToRelay(this.#deliveries.list());
    }, this.#times.adoptMs);
  }
}
