import { describeProvider, untilDoc, untilFlushes, untilSaved, untilStatus } from '@space/providers/testing';
import { connectWebsocket } from '@space/providers';
import { encodeFlushes, encodeSync } from '@space/providers/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider as StockProvider } from 'y-websocket';
import * as Y from 'yjs';
import { addNote, titlesOf, Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

describeProvider('websocket on a real relay', 'connected', async () => {
  const place = new Workbench();
  const relay = await place.relay();
  return {
    open: (doc, flushes) => connectWebsocket({ url: `${relay.address}/sync`, region: 'contract', doc, flushes, broadcast: false }),
    dispose: () => place.dispose(),
  };
});

function stock(address: string, region: string, doc: Y.Doc): StockProvider {
  const provider = new StockProvider(`${address.replace('http', 'ws')}/sync`, region, doc, { disableBc: true });
  bench.later(() => {
    provider.destroy();
    provider.awareness.destroy();
  });
  return provider;
}

const untilSync = (provider: StockProvider): Promise<void> =>
  new Promise((resolve) => (provider.synced ? resolve() : provider.once('sync', () => resolve())));

describe('the relay speaks plain y-websocket', () => {
  it('[R1] two stock clients sync through it, and see each other’s awareness come and go', async () => {
    const relay = await bench.relay();
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const [first, second] = [stock(relay.address, 'plain', a), stock(relay.address, 'plain', b)];
    await Promise.all([untilSync(first), untilSync(second)]);
    a.getMap('m').set('from', 'a');
    await untilDoc(b, () => b.getMap('m').get('from') === 'a');
    const seen = new Promise<void>((resolve) => {
      second.awareness.on('change', () => (second.awareness.getStates().get(a.clientID)?.['name'] === 'Ada' ? resolve() : undefined));
    });
    first.awareness.setLocalState({ name: 'Ada' });
    await seen;
    const gone = new Promise<void>((resolve) => {
      second.awareness.on('change', ({ removed }: { removed: number[] }) => (removed.includes(a.clientID) ? resolve() : undefined));
    });
    first.ws?.close();
    await gone;
  });

  it('[R1] a stock client and one of ours edit one region', async () => {
    const relay = await bench.relay();
    const doc = new Y.Doc();
    await untilSync(stock(relay.address, 'mixed', doc));
    const ours = bench.tab(relay, 'mixed');
    await ours.provider.whenReady;
    addNote(ours, 'Seen by all');
    await untilDoc(doc, () => doc.getMap('e').size === 1);
    await untilSaved(ours.provider);
    expect(ours.provider.status).toEqual({ connection: 'connected', pending: 0 });
  });

  it('[R2] answers the first sync only after the room is loaded', async () => {
    const data = bench.folder();
    const before = await bench.relay({ data });
    const writer = bench.tab(before, 'slow');
    addNote(writer, 'Kept');
    await untilSaved(writer.provider);
    await writer.provider.dispose();
    await before.close();
    const loading = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const relay = await bench.relay({ data, beforeLoad: () => (asked.resolve(), loading.promise) });
    const client = bench.raw(relay, '/sync/slow');
    await client.opened();
    client.send(encodeSync(0, Y.encodeStateVector(new Y.Doc())));
    const other = bench.tab(relay, 'slow');
    await asked.promise;
    expect(client.frames).toEqual([]);
    expect(other.provider.status.connection).toBe('connecting');
    loading.resolve();
    const answer = await client.until('sync-step-2');
    const doc = new Y.Doc();
    Y.applyUpdate(doc, answer.update);
    expect(doc.getMap('e').size).toBe(1);
    await other.provider.whenReady;
    expect(titlesOf(other)).toEqual(['Kept']);
  });
});

describe('flushes travel beside the content', () => {
  it('[R3] two browsers tell each other who wrote what, and a third gets the history', async () => {
    const relay = await bench.relay();
    const [ada, ben] = [bench.tab(relay, 'two', { name: 'Ada' }), bench.tab(relay, 'two', { name: 'Ben' })];
    await Promise.all([ada.provider.whenReady, ben.provider.whenReady]);
    addNote(ada, 'From Ada');
    addNote(ben, 'From Ben');
    await Promise.all([untilFlushes(ada.graph.flushes, 2), untilFlushes(ben.graph.flushes, 2)]);
    await Promise.all([untilSaved(ada.provider), untilSaved(ben.provider)]);
    const late = bench.tab(relay, 'two', { name: 'Cy' });
    await Promise.all([late.provider.whenReady, untilFlushes(late.graph.flushes, 2)]);
    for (const id of late.graph.list()) {
      const title = late.graph.read(id)?.title;
      expect(late.graph.provenance(id, 'title')?.name).toBe(title === 'From Ada' ? 'Ada' : 'Ben');
    }
  });

  it('[R4] a flush that is sent again is answered again and stored once', async () => {
    const relay = await bench.relay();
    const tab = bench.tab(relay, 'again');
    addNote(tab, 'Once');
    await untilSaved(tab.provider);
    const flushes = tab.graph.flushes.list();
    const client = bench.raw(relay, '/sync/again');
    await client.opened();
    client.send(encodeFlushes(flushes));
    client.send(encodeFlushes(flushes));
    await client.until('ack');
    await client.until('history');
    expect([...relay.store.readFlushes('again')].flat()).toEqual(flushes);
  });

  it('[R4] a flush waits for its content: no ack before it, an ack once it came', async () => {
    const relay = await bench.relay();
    const doc = new Y.Doc();
    doc.getMap('m').set('a', 1);
    const flush = { client: doc.clientID, n: 1, clockFrom: 0, clockTo: 1, time: 0, person: 'p', name: 'P', tool: 't', title: 'T' };
    const client = bench.raw(relay, '/sync/early');
    await client.opened();
    client.send(encodeFlushes([flush]));
    client.send(encodeSync(0, Y.encodeStateVector(doc)));
    await client.until('sync-step-2');
    expect(client.frames.some((frame) => frame.type === 'ack')).toBe(false);
    client.send(encodeSync(2, Y.encodeStateAsUpdate(doc)));
    expect((await client.until('ack')).ids).toEqual([[doc.clientID, 1]]);
    expect(relay.store.hasFlush('early', flush)).toBe(true);
  });

  it('[R5] edits made offline wait, and go out with their flushes when the relay is back', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data });
    const port = Number(new URL(relay.address).port);
    const tab = bench.tab(relay, 'offline');
    await tab.provider.whenReady;
    await relay.close();
    await untilStatus(tab.provider, (status) => status.connection === 'offline');
    for (let i = 0; i < 12; i++) addNote(tab, `Offline ${i}`);
    expect(tab.provider.status.pending).toBe(12);
    const again = await bench.relay({ data, port });
    await untilSaved(tab.provider);
    expect(tab.provider.status.connection).toBe('connected');
    expect([...again.store.readFlushes('offline')].flat()).toHaveLength(12);
  });

  it('[R6] an empty room leaves memory and comes back whole', async () => {
    const relay = await bench.relay();
    const tab = bench.tab(relay, 'idle');
    await tab.provider.whenReady;
    for (let i = 0; i < 80; i++) addNote(tab, `Note ${i}`);
    await untilSaved(tab.provider);
    await tab.provider.dispose();
    await new Promise<void>((resolve) => {
      const stop = relay.rooms.subscribe(() => (relay.rooms.size === 0 ? (stop(), resolve()) : undefined));
    });
    expect(relay.store.readRegion('idle').tailRows).toBe(0);
    const later = bench.tab(relay, 'idle');
    await Promise.all([later.provider.whenReady, untilFlushes(later.graph.flushes, 80)]);
    expect(later.graph.list()).toHaveLength(80);
  });

  it('[R7] stops with 1001 and everything on disk', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data, times: { gatherMs: 60_000 } });
    const client = bench.raw(relay, '/sync/stop');
    await client.opened();
    const doc = new Y.Doc();
    doc.getMap('m').set('a', 1);
    client.send(encodeSync(2, Y.encodeStateAsUpdate(doc)));
    client.send(encodeSync(0, Y.encodeStateVector(doc)));
    await client.until('sync-step-2');
    await relay.close();
    expect((await client.closed).code).toBe(1001);
    const again = await bench.relay({ data });
    expect(again.store.readRegion('stop').parts).toHaveLength(1);
  });
});

describe('a hostile or broken client harms only itself', () => {
  const malformed: readonly (readonly [string, Uint8Array | string])[] = [
    ['an update that is no update', encodeSync(2, new Uint8Array([1, 200, 200, 200, 3]))],
    ['an update cut off in the middle', encodeSync(2, cutUpdate())],
    ['a state vector that is none', encodeSync(0, new Uint8Array([5, 255]))],
    ['an empty message', new Uint8Array()],
    ['a text message', 'hello'],
    ['an awareness update that is none', new Uint8Array([1, 3, 1, 2, 3])],
    ['flushes that are no JSON', new Uint8Array([101, 2, 65, 66])],
  ];
  it.each(malformed)('[R8] %s gets an error and a final close; others go on', async (_name, bytes) => {
    const relay = await bench.relay();
    const good = bench.tab(relay, 'shared');
    await good.provider.whenReady;
    const bad = bench.raw(relay, '/sync/shared');
    await bad.opened();
    bad.send(bytes);
    expect((await bad.until('error')).problem.code).toBe('malformed');
    expect((await bad.closed).code).toBe(4400);
    addNote(good, 'Unharmed');
    await untilSaved(good.provider);
    expect(good.provider.status).toEqual({ connection: 'connected', pending: 0 });
  });

  it('[R9] a message above the limit gets an error that names both sizes', async () => {
    const relay = await bench.relay({ limits: { messageBytes: 2 ** 20 } });
    const client = bench.raw(relay, '/sync/big');
    await client.opened();
    client.send(new Uint8Array(1.5 * 2 ** 20));
    expect((await client.until('error')).problem.message).toBe('The message is 1.5 MiB, this relay takes 1 MiB. Split the edit.');
    expect((await client.closed).code).toBe(4413);
  });

  it('[R8] ten thousand messages of noise leave it running', async () => {
    const relay = await bench.relay();
    let seed = 7;
    const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 40; round++) {
      const client = bench.raw(relay, '/sync/noise');
      await client.opened();
      for (let i = 0; i < 250; i++) {
        const bytes = Uint8Array.from({ length: next() % 40 }, () => next() % 256);
        client.send(i % 2 ? encodeSync(2, bytes) : new Uint8Array([[0, 1, 3, 101][next() % 4] ?? 0, ...bytes]));
      }
      client.socket.close();
      await client.closed;
    }
    const tab = bench.tab(relay, 'noise');
    addNote(tab, 'Alive');
    await untilSaved(tab.provider);
    expect(titlesOf(tab)).toContain('Alive');
  });

  it('[R10] awareness of someone who vanishes without a goodbye is removed', async () => {
    const relay = await bench.relay();
    const watcher = bench.tab(relay, 'who');
    await watcher.provider.whenReady;
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    bench.later(() => awareness.destroy());
    awareness.setLocalState({ name: 'Ghost' });
    const ghost = bench.raw(relay, '/sync/who');
    await ghost.opened();
    const change = (there: boolean): Promise<void> =>
      new Promise((resolve) => {
        const ask = (): void => (watcher.provider.awareness.getStates().has(doc.clientID) === there ? resolve() : undefined);
        watcher.provider.awareness.on('change', ask);
        ask();
      });
    const update = encodeAwarenessUpdate(awareness, [doc.clientID]);
    ghost.send(new Uint8Array([1, update.length, ...update]));
    await change(true);
    ghost.socket.terminate();
    await change(false);
  });
});

function cutUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('m').set('key', 'a value of some length');
  const update = Y.encodeStateAsUpdate(doc);
  return update.subarray(0, update.length - 6);
}
