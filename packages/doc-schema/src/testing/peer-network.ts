import * as Y from 'yjs';
import { GraphDoc } from '../document/graph-doc.ts';
import type { Flush } from '../history/flush.ts';
import type { PersonId, RegionId } from '../ids.ts';
import type { Random } from './random.ts';

/** One session in a network that only exists in memory. */
export interface Peer {
  readonly graph: GraphDoc;
  readonly name: string;
}

/** Peers whose messages are delivered when, and in which order, chance says; some are lost until the peers settle. */
export interface PeerNetwork {
  readonly peers: readonly Peer[];
  /** Delivers, drops or repeats one waiting message. */
  deliverOne(): void;
  /** Exchanges everything, as peers do when they meet again. Afterwards all documents are equal. */
  settle(): void;
  dispose(): void;
}

interface Message {
  readonly to: number;
  readonly update?: Uint8Array;
  readonly flush?: Flush;
}

const REMOTE = Symbol('remote');

/** A network of `count` peers on one region. Time stands still unless `now` moves it. */
export function createPeerNetwork(random: Random, count: number, now?: () => number): PeerNetwork {
  let clock = 0;
  const tick = now ?? ((): number => (clock += 1000));
  const waiting: Message[] = [];
  const peers = Array.from({ length: count }, (_, i): Peer => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    const name = `Peer ${i + 1}`;
    const author = { person: `p${i + 1}` as PersonId, name };
    const graph = GraphDoc.open({ region: 'test' as RegionId, doc, author, now: tick, tool: 'test', guard: 'coalesce' });
    return { graph, name };
  });
  peers.forEach((peer, from) => {
    const others = peers.map((_, to) => to).filter((to) => to !== from);
    peer.graph.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) for (const to of others) waiting.push({ to, update });
    });
    peer.graph.flushes.subscribe((flush, local) => {
      if (local) for (const to of others) waiting.push({ to, flush });
    });
  });
  const receive = (message: Message): void => {
    const peer = peers[message.to];
    if (message.update && peer) Y.applyUpdate(peer.graph.doc, message.update, REMOTE);
    if (message.flush && peer) peer.graph.flushes.add(message.flush);
  };
  return {
    peers,
    deliverOne: () => {
      const at = random.below(waiting.length);
      const message = waiting[at];
      if (!message) return;
      const chance = random.next();
      if (chance > 0.1) waiting.splice(at, 1); // otherwise it comes again
      if (chance < 0.8) receive(message); // otherwise it is lost
    },
    settle: () => settle(peers, waiting, receive),
    dispose: () => {
      for (const peer of peers) peer.graph.dispose();
    },
  };
}

function settle(peers: readonly Peer[], waiting: Message[], receive: (message: Message) => void): void {
  for (const peer of peers) peer.graph.settle();
  for (const message of waiting.splice(0)) receive(message);
  for (const from of peers) {
    for (const to of peers) {
      const missing = Y.encodeStateAsUpdate(from.graph.doc, Y.encodeStateVector(to.graph.doc));
      Y.applyUpdate(to.graph.doc, missing, REMOTE);
      for (const flush of from.graph.flushes.list()) to.graph.flushes.add(flush);
    }
  }
}
