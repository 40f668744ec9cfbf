import { type Flush, flushId } from '@space/doc-schema';
import * as Y from 'yjs';
import type { StoredFlush } from './stored-flush.ts';

/** What one write brings into the database. */
export interface Parcel {
  readonly updates: readonly Uint8Array[];
  readonly flushes: readonly StoredFlush[];
}

/** What waits to be written, and how many flushes of this session are not written yet. */
export class Outbox {
  #updates: Uint8Array[] = [];
  #flushes = new Map<string, StoredFlush>();
  readonly #own = new Set<string>();

  get empty(): boolean {
    return this.#updates.length === 0 && this.#flushes.size === 0;
  }

  /** Flushes of this session that are not written, those being written included. */
  get pending(): number {
    return this.#own.size;
  }

  addUpdate(update: Uint8Array): void {
    this.#updates.push(update);
  }

  addFlush(flush: Flush, acked: boolean, own: boolean): void {
    const id = flushId(flush);
    this.#flushes.set(id, { flush, acked: acked || this.#flushes.get(id)?.acked === true });
    if (own) this.#own.add(id);
  }

  /** Takes everything out, the updates merged to one. */
  take(): Parcel {
    const updates = this.#updates.length > 1 ? [Y.mergeUpdates(this.#updates)] : this.#updates;
    const parcel = { updates, flushes: [...this.#flushes.values()] };
    this.#updates = [];
    this.#flushes = new Map();
    return parcel;
  }

  /** A write failed: everything waits again, before what came meanwhile. */
  putBack(parcel: Parcel): void {
    this.#updates = [...parcel.updates, ...this.#updates];
    const later = this.#flushes;
    this.#flushes = new Map();
    for (const stored of [...parcel.flushes, ...later.values()]) this.addFlush(stored.flush, stored.acked, false);
  }

  written(parcel: Parcel): void {
    for (const { flush } of parcel.flushes) this.#own.delete(flushId(flush));
  }
}
