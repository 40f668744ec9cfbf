import type { Flush, RegionId } from '@space/doc-schema';
import { flushId, GraphDoc, type PersonId } from '@space/doc-schema';
import type { Random } from '@space/doc-schema/testing';
import { decodeFrame, encodeFlushes, encodeSync, type Frame } from '@space/providers/protocol';
import * as Y from 'yjs';

const REMOTE = Symbol('remote');
/** Per message: lost, delivered twice, or overtaken by a later one. */
const LOST = 0.08;
const DOUBLED = 0.08;

/** One session: its document, and everything it ever took in, as a store would keep it. */
export class Peer {
  readonly graph: GraphDoc;
  readonly storedUpdates: Uint8Array[] = [];
  readonly storedFlushes: Flush[] = [];
  readonly inbox: Uint8Array[] = [];
  online = true;

  constructor(name: string, clientId: number, now: () => number, tell: (from: Peer, message: Uint8Array) => void) {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    this.graph = GraphDoc.open({ region: 'mesh' as RegionId, doc, author: { person: name as PersonId, name }, now });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.storedUpdates.push(update);
      if (origin !== REMOTE) tell(this, encodeSync(2, update));
    });
    this.graph.flushes.subscribe((flush, local) => {
      this.storedFlushes.push(flush);
      if (local) tell(this, encodeFlushes([flush]));
    });
  }

  /** Reads one message, as a provider does. */
  take(message: Uint8Array): void {
    const frame = decodeFrame(message);
    if (frame) this.#act(frame);
  }

  #act(frame: Frame): void {
    if (frame.type === 'sync-update' || frame.type === 'sync-step-2') Y.applyUpdate(this.graph.doc, frame.update, REMOTE);
    if (frame.type === 'flush') for (const flush of frame.batch.flushes) this.graph.flushes.add(flush);
  }
}

/** Peers that tell one another everything over a network that loses, doubles and reorders messages and cuts peers off. */
export class Mesh {
  readonly peers: readonly Peer[];
  readonly #random: Random;
  #clock = 0;

  constructor(random: Random, count: number) {
    this.#random = random;
    const now = (): number => (this.#clock += 1000);
    this.peers = Array.from({ length: count }, (_, i) => new Peer(`peer${i}`, i + 1, now, (from, message) => this.#tell(from, message)));
  }

  /** Delivers one message that waits for some peer, not necessarily the oldest. */
  deliverOne(): void {
    const { inbox, online, take } = { ...this.#pickPeer() };
    if (!online || inbox.length === 0) return;
    const at = Math.floor(this.#random.next() ** 2 * inbox.length);
    const [message] = inbox.splice(at, 1);
    if (message) take(message);
  }

  /** Cuts a peer off, or brings it back: then it and one other exchange what they miss. */
  toggle(): void {
    const peer = this.#random.pick(this.peers);
    peer.online = !peer.online;
    if (!peer.online) return void peer.inbox.splice(0);
    const other = this.#random.pick(this.peers);
    if (other !== peer && other.online) exchange(peer, other);
  }

  /** Everyone meets everyone; afterwards nothing is missing anywhere. */
  settle(): void {
    for (const peer of this.peers) {
      peer.graph.settle();
      peer.online = true;
      for (const message of peer.inbox.splice(0)) peer.take(message);
    }
    const [hub, ...others] = this.peers;
    for (let round = 0; round < 2 && hub; round++) for (const other of others) exchange(hub, other);
  }

  dispose(): void {
    for (const { graph } of this.peers) graph.dispose();
  }

  #pickPeer(): { inbox: Uint8Array[]; online: boolean; take: (message: Uint8Array) => void } {
    const peer = this.#random.pick(this.peers);
    return { inbox: peer.inbox, online: peer.online, take: (message) => peer.take(message) };
  }

  #tell(from: Peer, message: Uint8Array): void {
    if (!from.online) return;
    for (const peer of this.peers) {
      if (peer === from || !peer.online || this.#random.next() < LOST) continue;
      peer.inbox.push(message);
      if (this.#random.next() < DOUBLED) peer.inbox.push(message);
    }
  }
}

/** What two sessions do when they connect: state vectors, what is missing, and all flushes, both ways. */
function exchange(a: Peer, b: Peer): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    to.take(encodeSync(1, Y.encodeStateAsUpdate(from.graph.doc, Y.encodeStateVector(to.graph.doc))));
    const flushes = from.graph.flushes.list();
    for (let at = 0; at < flushes.length; at += 1000) to.take(encodeFlushes(flushes.slice(at, at + 1000)));
  }
}

/** Everything a session shows of a region, for comparison. */
export function readAll(graph: GraphDoc): unknown {
  const byName = (a: string, b: string): number => a.localeCompare(b);
  return {
    entities: [...graph.list()].sort(byName).map((id) => [graph.read(id), graph.text(id, 'body')?.toJSON() ?? null]),
    links: [...graph.links()].map((link) => JSON.stringify(link)).sort(byName),
    provenance: [...graph.list()].sort(byName).map((id) => graph.provenance(id, 'title') ?? null),
  };
}

/** A document made from nothing but what a session stored. */
export function reopen(updates: readonly Uint8Array[], flushes: readonly Flush[]): GraphDoc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update, REMOTE);
  const graph = GraphDoc.open({ region: 'mesh' as RegionId, doc, author: { person: 'reader' as PersonId, name: 'Reader' } });
  for (const flush of flushes) graph.flushes.add(flush);
  return graph;
}

/** Flushes by name, in one order. */
export const sortedFlushes = (flushes: readonly Flush[]): readonly Flush[] =>
  [...flushes].sort((a, b) => flushId(a).localeCompare(flushId(b)));
