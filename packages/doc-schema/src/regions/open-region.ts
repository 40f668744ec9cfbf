import type { GraphDoc } from '../document/graph-doc.ts';
import type { RegionId } from '../ids.ts';
import { Lease, ROUND_MS } from '../lease.ts';

/** A region's document with everything that carries it. Made by whoever makes the world; a browser and a relay carry differently. */
export interface RegionConnection {
  readonly graph: GraphDoc;
  /** Resolves when the document holds what its places had. */
  readonly whenReady: Promise<void>;
  /** Brings out what it still can and lets go of document and carriers. */
  dispose(): Promise<void> | void;
}

type Later = (callback: () => void, delayMs: number) => () => void;

/** A region that is open, for as long as somebody holds it. */
export class OpenRegion {
  readonly region: RegionId;
  readonly connection: RegionConnection;
  /** How many hold it. */
  holders = 0;
  /** Calls off that it is let go. */
  cancelIdle: (() => void) | undefined;
  readonly #leases = new Map<string, Lease>();
  readonly #waiting = new Map<string, () => void>();
  readonly #later: Later;
  readonly #now: () => number;

  constructor(region: RegionId, connection: RegionConnection, now: () => number, later: Later) {
    this.region = region;
    this.connection = connection;
    this.#now = now;
    this.#later = later;
  }

  get graph(): GraphDoc {
    return this.connection.graph;
  }

  /** Runs `work` in one of the windows that ask for it at a time: takes a lease, waits a round, runs if it is still its own. */
  asOne(name: string, work: () => void): void {
    if (this.#waiting.has(name)) return;
    const lease = this.#leases.get(name) ?? new Lease(this.graph, name, this.#now);
    this.#leases.set(name, lease);
    if (!lease.take()) return;
    const cancel = this.#later(() => {
      this.#waiting.delete(name);
      if (lease.isMine) work();
    }, ROUND_MS);
    this.#waiting.set(name, cancel);
  }

  async dispose(): Promise<void> {
    this.cancelIdle?.();
    for (const cancel of this.#waiting.values()) cancel();
    await this.connection.dispose();
  }
}
