import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Deliveries } from '@space/providers';
import { encodeFlushes, encodeSync } from '@space/providers/protocol';
import { untilFlushes, untilSaved, untilStatus } from '@space/providers/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { addNote, type Tab, titlesOf, Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

/** A socket that never opens: a tab whose network is gone while its neighbours' is not. */
class DeadSocket extends EventTarget {
  readonly CLOSED = 3;
  readonly readyState = 3;
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

const flushes = (tab: Tab): string[] => tab.graph.flushes.list().map((flush) => flush.title);

describe('tabs of one browser tell each other', () => {
  it('[W5] edits, flushes and what waits, without any relay', async () => {
    const nowhere = { address: 'http://127.0.0.1:9' };
    const [first, second] = [bench.tab(nowhere, 'tabs', { broadcast: true }), bench.tab(nowhere, 'tabs', { broadcast: true })];
    addNote(first, 'Between tabs');
    await untilFlushes(second.graph.flushes, 1);
    expect(titlesOf(second)).toEqual(['Between tabs']);
    expect([first.provider.status.pending, second.provider.status.pending]).toEqual([1, 1]);
    const third = bench.tab(nowhere, 'tabs', { broadcast: true });
    await untilFlushes(third.graph.flushes, 1);
    expect([titlesOf(third), flushes(third)]).toEqual([['Between tabs'], ['Add note']]);
  });

  it('[W6] a tab that closed offline is spoken for by the other', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data });
    const port = Number(new URL(relay.address).port);
    const [first, second] = [bench.tab(relay, 'tabs', { broadcast: true }), bench.tab(relay, 'tabs', { broadcast: true })];
    await Promise.all([first.provider.whenReady, second.provider.whenReady]);
    await relay.close();
    await Promise.all([first, second].map(({ provider }) => untilStatus(provider, (status) => status.connection === 'offline')));
    addNote(first, 'Orphan');
    await untilFlushes(second.graph.flushes, 1);
    await first.provider.dispose();
    const again = await bench.relay({ data, port });
    await untilSaved(second.provider);
    expect([...again.store.readFlushes('tabs')].flat()).toEqual(first.graph.flushes.list());
  });

  it('[W6] a tab without a network reaches the relay through one that has it', async () => {
    const relay = await bench.relay();
    const online = bench.tab(relay, 'tabs', { broadcast: true, adoptMs: 5 });
    await online.provider.whenReady;
    // reason: only what the stock provider touches of a socket that never opens.
    const dead = DeadSocket as unknown as typeof globalThis.WebSocket;
    const cut = bench.tab(relay, 'tabs', { broadcast: true, WebSocketPolyfill: dead });
    addNote(cut, 'By way of a neighbour');
    await Promise.all([untilSaved(online.provider), untilSaved(cut.provider)]);
    const reader = bench.tab(relay, 'tabs', { name: 'Reader' });
    await Promise.all([reader.provider.whenReady, untilFlushes(reader.graph.flushes, 1)]);
    expect(titlesOf(reader)).toEqual(['By way of a neighbour']);
  });
});

describe('what waits is resent', () => {
  it('[W7] flushes that come back from this browser’s copy after a reload go out and are settled', async () => {
    const relay = await bench.relay();
    const before = bench.tab({ address: 'http://127.0.0.1:9' }, 'reload');
    addNote(before, 'Made offline');
    await before.provider.dispose();
    const after = bench.tab(relay, 'reload');
    await after.provider.whenReady;
    Y.applyUpdate(after.doc, Y.encodeStateAsUpdate(before.doc), 'indexeddb');
    for (const flush of before.graph.flushes.list()) {
      Deliveries.of(after.graph.flushes, after.doc.clientID).expect(flush);
      after.graph.flushes.add(flush);
    }
    expect(after.provider.status.pending).toBe(1);
    await after.provider.dispose();
    const again = bench.tab(relay, 'reload', { doc: after.doc });
    for (const flush of before.graph.flushes.list()) Deliveries.of(again.graph.flushes, again.doc.clientID).expect(flush);
    await untilSaved(again.provider);
    expect([...relay.store.readFlushes('reload')].flat()).toEqual(before.graph.flushes.list());
  });
});

interface Fake {
  readonly address: string;
  next(): Promise<WebSocket>;
}

/** A server that says what a test tells it to: for what a real relay never says. */
async function fakeServer(): Promise<Fake> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  bench.later(() => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
    http.close();
  });
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    next: async () => ((await once(sockets, 'connection')) as [WebSocket])[0],
  };
}

describe('the websocket provider survives its relay', () => {
  it('[W8] messages that cannot be read are left out and told once; what follows is read', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    bench.later(() => logged.mockRestore());
    const server = await fakeServer();
    const tab = bench.tab(server, 'garbage');
    const told: unknown[] = [];
    tab.provider.subscribe((status) => status.problem && told.push(status.problem));
    const socket = await server.next();
    const doc = new Y.Doc();
    doc.getMap('m').set('a', 1);
    const garbage = [
      new Uint8Array(),
      new Uint8Array([0]),
      encodeSync(2, new Uint8Array([1, 2])),
      new Uint8Array([1, 1, 9]),
      new Uint8Array([102, 1, 65]),
    ];
    for (const bytes of garbage) socket.send(bytes);
    socket.send('text');
    socket.send(encodeSync(1, Y.encodeStateAsUpdate(doc)));
    await tab.provider.whenReady;
    expect(tab.doc.getMap('m').get('a')).toBe(1);
    expect(told.map((problem) => (problem as { code: string }).code)).toContain('unreadable');
    expect(new Set(told).size).toBe(1);
  });

  it('[W9] a relay that goes silent is left and connected anew, with everything resent', async () => {
    const server = await fakeServer();
    const tab = bench.tab(server, 'silent', { silenceMs: 10 });
    const first = await server.next();
    const gone = once(first, 'close');
    first.send(encodeSync(0, Y.encodeStateVector(new Y.Doc())));
    addNote(tab, 'Heard by nobody');
    await gone;
    const second = await server.next();
    const heard = new Promise<Buffer>((resolve) =>
      second.on('message', (data: Buffer) => data[0] === 101 && data.length > 10 && resolve(data)),
    );
    second.send(encodeSync(0, Y.encodeStateVector(new Y.Doc())));
    expect(new Uint8Array(await heard)).toEqual(encodeFlushes(tab.graph.flushes.list()));
  });

  it('[W10] a refusal stays until it is tried again by hand', async () => {
    const server = await fakeServer();
    const tab = bench.tab(server, 'refused');
    (await server.next()).close(4403, 'Your role is viewer.');
    const refused = await untilStatus(tab.provider, (status) => status.connection === 'refused');
    expect(refused.problem).toEqual({ code: 'refused', message: 'Your role is viewer.' });
    const next = server.next();
    tab.provider.retry();
    const socket = await next;
    socket.send(encodeSync(1, Y.encodeStateAsUpdate(new Y.Doc())));
    expect(await untilStatus(tab.provider, (status) => status.connection === 'connected')).toEqual({ connection: 'connected', pending: 0 });
  });
});
