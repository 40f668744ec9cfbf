import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { createRandom } from '@space/doc-schema/testing';
import { connectWebsocket, type WebsocketProvider } from '@space/providers';
import { untilFlushes, untilSaved, untilStatus } from '@space/providers/testing';
import { startRelay } from '@space/relay';
import { describe, expect, it } from 'vitest';
import { gesture } from './gestures.ts';
import { Mesh, readAll, reopen, sortedFlushes } from './mesh.ts';

const OPERATIONS = 10_000;
const PEERS = 5;

/** `SEED=… npx vitest run --project cross test/convergence` runs a seed again; a bad one becomes a test of its own below. */
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

function converge(seedNow: number, operations: number): void {
  const random = createRandom(seedNow);
  const mesh = new Mesh(random, PEERS);
  for (let n = 0; n < operations; n++) {
    gesture(random.pick(mesh.peers).graph, random, n);
    for (let i = 0; i < 5; i++) mesh.deliverOne();
    if (random.next() < 0.01) mesh.toggle();
  }
  mesh.settle();
  const [first, ...others] = mesh.peers;
  if (!first) throw new Error('no peers');
  const seen = readAll(first.graph);
  const flushes = sortedFlushes(first.graph.flushes.list());
  expect(flushes.length).toBeGreaterThan(operations / 3);
  for (const peer of others) {
    expect(readAll(peer.graph), `seed ${seedNow}: ${peer.graph.author.name} reads the same`).toEqual(seen);
    expect(sortedFlushes(peer.graph.flushes.list()), `seed ${seedNow}: same flushes`).toEqual(flushes);
  }
  for (const peer of mesh.peers) {
    const stored = reopen(peer.storedUpdates, peer.storedFlushes);
    expect(readAll(stored), `seed ${seedNow}: the stored log of ${peer.graph.author.name} gives the same`).toEqual(seen);
    stored.dispose();
  }
  mesh.dispose();
}

describe('peers converge', () => {
  it(`[D11] ${PEERS} peers, ${OPERATIONS} operations, messages lost, doubled and reordered, peers cut off (seed ${seed})`, () => {
    process.stdout.write(`convergence seed ${seed}\n`);
    converge(seed, OPERATIONS);
  });

  it.each([2, 3])('[D11] seed %i: a removal that arrives after the flush made after it hides no provenance', (known) =>
    converge(known, 500),
  );

  it(`[R11] ${PEERS} browsers on a real relay whose connections break: documents, logs and the store are equal (seed ${seed})`, async () => {
    const data = mkdtempSync(join(tmpdir(), 'space-convergence-'));
    const relay = await startRelay({ port: 0, data, open: true });
    if ('message' in relay) throw new Error(relay.message);
    const random = createRandom(seed);
    const tabs = Array.from({ length: PEERS }, (_, i) => openTab(relay.address, `peer${i}`));
    for (let n = 0; n < 1000; n++) {
      const { graph, provider } = random.pick(tabs);
      gesture(graph, random, n);
      if (random.next() < 0.02) breakConnection(provider);
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    for (const { graph } of tabs) graph.settle();
    await Promise.all(tabs.map(({ provider }) => untilSaved(provider)));
    const stored = [...relay.store.readFlushes('mesh')].flat();
    await Promise.all(tabs.map(({ graph }) => untilFlushes(graph.flushes, stored.length)));
    // The history may come before the content on a new connection: `connected` says that the content is here too.
    await Promise.all(tabs.map(({ provider }) => untilStatus(provider, (status) => status.connection === 'connected')));
    await Promise.all(tabs.map(({ provider }) => provider.dispose()));
    const late = openTab(relay.address, 'late');
    await Promise.all([late.provider.whenReady, untilFlushes(late.graph.flushes, stored.length)]);
    for (const { graph } of tabs) {
      expect(readAll(graph), `seed ${seed}`).toEqual(readAll(late.graph));
      expect(sortedFlushes(graph.flushes.list())).toEqual(sortedFlushes(stored));
    }
    await late.provider.dispose();
    await relay.close();
    rmSync(data, { recursive: true });
  });
});

interface Tab {
  readonly graph: GraphDoc;
  readonly provider: WebsocketProvider;
}

const sockets = new WeakMap<WebsocketProvider, Set<WebSocket>>();

/** A tab whose sockets can be torn from outside, as a network tears them. */
function openTab(address: string, name: string): Tab {
  const open = new Set<WebSocket>();
  class TornSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      open.add(this);
    }
  }
  let time = 0;
  const graph = GraphDoc.open({ region: 'mesh' as RegionId, author: { person: name as PersonId, name }, now: () => (time += 1000) });
  const provider = connectWebsocket({
    url: `${address}/sync`,
    region: 'mesh',
    doc: graph.doc,
    flushes: graph.flushes,
    broadcast: false,
    WebSocketPolyfill: TornSocket,
  });
  sockets.set(provider, open);
  return { graph, provider };
}

function breakConnection(provider: WebsocketProvider): void {
  for (const socket of sockets.get(provider) ?? []) socket.close();
  sockets.get(provider)?.clear();
}
