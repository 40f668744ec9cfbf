import type { GraphDoc } from './document/graph-doc.ts';
import { isRecord } from './json.ts';

/** A lease is held this long; whoever died with it delays the next by no more. */
const LEASE_MS = 60_000;
/** After taking a lease, time for everyone to hear of it: of two who took it at once, one then sees the other's. */
export const ROUND_MS = 5000;

/**
 * One of several windows does something at a time: it takes the lease in root `m`, waits a round, and acts where the lease is still its
 * own. A courtesy against doing things twice, not a lock: what is done must be safe when two do it.
 */
export class Lease {
  readonly #graph: GraphDoc;
  readonly #name: string;
  readonly #now: () => number;

  constructor(graph: GraphDoc, name: string, now: () => number) {
    this.#graph = graph;
    this.#name = name;
    this.#now = now;
  }

  /** Whether this session holds it now. */
  get isMine(): boolean {
    return this.#holder() === this.#graph.doc.clientID;
  }

  /** Takes it, or prolongs its own; false where another session holds it or nothing may be written. */
  take(): boolean {
    const holder = this.#holder();
    const graph = this.#graph;
    if (graph.refusal !== undefined || (holder !== undefined && holder !== graph.doc.clientID)) return false;
    const lease = { client: graph.doc.clientID, person: graph.author.person, until: this.#now() + LEASE_MS };
    graph.derive(() => graph.doc.getMap<unknown>('m').set(this.#name, lease));
    return true;
  }

  #holder(): number | undefined {
    const lease = this.#graph.doc.getMap<unknown>('m').get(this.#name);
    if (!isRecord(lease) || typeof lease['until'] !== 'number' || lease['until'] < this.#now()) return undefined;
    // Clocks that go wrong hold nobody up for longer than a lease lasts.
    return lease['until'] <= this.#now() + LEASE_MS && typeof lease['client'] === 'number' ? lease['client'] : undefined;
  }
}
