import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { type Flush, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { Deliveries } from '../deliveries.ts';
import { describeProvider, MemoryLocks, untilDoc, untilSaved, untilStatus } from '../testing/index.ts';
import { CUSTOM, openDatabase, requested, UPDATES } from './database.ts';
import type { FoldLocks } from './fold-lock.ts';
import { type IndexedDbOptions, type IndexedDbProvider, openIndexedDb } from './indexeddb-provider.ts';

const REGION = 'w1';

describeProvider('indexeddb', 'loaded', () => {
  const factory = new IDBFactory();
  const locks = new MemoryLocks();
  return Promise.resolve({
    open: (doc, flushes) => openIndexedDb({ region: 'contract', doc, flushes, indexedDB: factory, locks }),
    dispose: () => Promise.resolve(),
  });
});

interface Tab {
  readonly graph: GraphDoc;
  readonly provider: IndexedDbProvider;
}

const open: IndexedDbProvider[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((provider) => provider.dispose()));
});

const never = (): (() => void) => () => undefined;

function openTab(options: Partial<IndexedDbOptions> & { readonly indexedDB: IDBFactory }): Tab {
  const doc = options.doc ?? new Y.Doc();
  const graph = GraphDoc.open({ region: REGION as RegionId, doc, author: { person: 'ada' as PersonId, name: 'Ada' } });
  const provider = openIndexedDb({ region: REGION, doc, flushes: graph.flushes, locks: null, whenIdle: never, ...options });
  open.push(provider);
  return { graph, provider };
}

const addNote = ({ graph }: Tab, title: string): void => {
  graph.edit({ title: 'Add note' }, (edit) => edit.create('note', { title }));
};

const titles = ({ graph }: Tab): (string | undefined)[] => graph.list().map((id) => graph.read(id)?.title);

async function withDatabase<T>(factory: IDBFactory, work: (db: IDBDatabase) => Promise<T>): Promise<T> {
  const db = await openDatabase(factory, REGION, { onRemoved: () => undefined, onClosed: () => undefined });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

const countRows = (factory: IDBFactory): Promise<number> =>
  withDatabase(factory, (db) => requested(db.transaction(UPDATES).objectStore(UPDATES).count()));

const customKeys = (factory: IDBFactory): Promise<IDBValidKey[]> =>
  withDatabase(factory, (db) => requested(db.transaction(CUSTOM).objectStore(CUSTOM).getAllKeys()));

describe('indexeddb and the stock y-indexeddb read each other', () => {
  it('[I1] the stock package opens what we wrote', async () => {
    globalThis.indexedDB = new IDBFactory();
    const ours = openTab({ indexedDB: globalThis.indexedDB });
    addNote(ours, 'One');
    addNote(ours, 'Two');
    await untilSaved(ours.provider);
    await ours.provider.dispose();
    const doc = new Y.Doc();
    const stock = new IndexeddbPersistence(REGION, doc);
    await stock.whenSynced;
    expect(doc.getMap('e').size).toBe(2);
    await stock.destroy();
  });

  it('[I1] we open what the stock package wrote, before and after it folded', async () => {
    globalThis.indexedDB = new IDBFactory();
    const doc = new Y.Doc();
    const stock = new IndexeddbPersistence(REGION, doc);
    await stock.whenSynced;
    for (let i = 0; i < 20; i++) doc.getMap('m').set(`k${i}`, i);
    await stock.set('theirs', 'kept');
    await stock.destroy();
    const ours = openTab({ indexedDB: globalThis.indexedDB });
    await ours.provider.whenReady;
    expect(ours.provider.status).toEqual({ connection: 'loaded', pending: 0 });
    expect(ours.graph.doc.getMap('m').size).toBe(20);
    expect(await customKeys(globalThis.indexedDB)).toContain('theirs');
  });
});

describe('indexeddb writes and folds', () => {
  it('[I2] writes one row and one flush record a gesture, in one transaction', async () => {
    const factory = new IDBFactory();
    const tab = openTab({ indexedDB: factory });
    await tab.provider.whenReady;
    addNote(tab, 'A');
    await untilSaved(tab.provider);
    addNote(tab, 'B');
    await untilSaved(tab.provider);
    expect(await countRows(factory)).toBe(2);
    expect(await customKeys(factory)).toHaveLength(2);
  });

  it('[I3] folds all rows to one when idle, taking in what other tabs wrote', async () => {
    const factory = new IDBFactory();
    let fold: () => void = () => undefined;
    const first = openTab({ indexedDB: factory, whenIdle: (work) => ((fold = work), () => undefined) });
    const second = openTab({ indexedDB: factory });
    await Promise.all([first.provider.whenReady, second.provider.whenReady]);
    for (let i = 0; i < 5; i++) addNote(first, `first ${i}`);
    for (let i = 0; i < 5; i++) addNote(second, `second ${i}`);
    await Promise.all([untilSaved(first.provider), untilSaved(second.provider)]);
    expect(await countRows(factory)).toBeGreaterThan(1);
    fold();
    await untilDoc(first.graph.doc, () => first.graph.list().length === 10);
    await first.provider.dispose();
    expect(await countRows(factory)).toBe(1);
    const third = openTab({ indexedDB: factory });
    await third.provider.whenReady;
    expect(third.graph.list()).toHaveLength(10);
  });

  it('[I3] two tabs that fold and write at the same time lose nothing', async () => {
    const factory = new IDBFactory();
    const soon = (work: () => void): (() => void) => (queueMicrotask(work), () => undefined);
    const tabs = [openTab({ indexedDB: factory, whenIdle: soon }), openTab({ indexedDB: factory, whenIdle: soon })];
    for (let i = 0; i < 100; i++) for (const [t, tab] of tabs.entries()) addNote(tab, `${t}.${i}`);
    await Promise.all(tabs.map((tab) => untilSaved(tab.provider)));
    await Promise.all(tabs.map((tab) => tab.provider.dispose()));
    const later = openTab({ indexedDB: factory });
    await later.provider.whenReady;
    expect(later.graph.list()).toHaveLength(200);
    expect(later.graph.flushes.list()).toHaveLength(200);
  });

  it('[I4] only the tab with the lock writes what came from others; the next tab takes the lock over', async () => {
    const factory = new IDBFactory();
    const locks: FoldLocks = new MemoryLocks();
    const [first, second] = [openTab({ indexedDB: factory, locks }), openTab({ indexedDB: factory, locks })];
    await Promise.all([first.provider.whenReady, second.provider.whenReady]);
    const remote = new Y.Doc();
    remote.getMap('m').set('from', 'afar');
    for (const tab of [first, second]) Y.applyUpdate(tab.graph.doc, Y.encodeStateAsUpdate(remote), 'network');
    await second.provider.dispose();
    expect(await countRows(factory)).toBe(0);
    await first.provider.dispose();
    expect(await countRows(factory)).toBe(1);
    const third = openTab({ indexedDB: factory, locks });
    await third.provider.whenReady;
    expect(third.graph.doc.getMap('m').get('from')).toBe('afar');
  });
});

describe('indexeddb remembers what the relay has confirmed', () => {
  it('[I5] after a reload the unconfirmed flushes wait again and the confirmed do not', async () => {
    const factory = new IDBFactory();
    const first = openTab({ indexedDB: factory });
    await first.provider.whenReady;
    addNote(first, 'confirmed');
    addNote(first, 'waiting');
    const confirmed = first.graph.flushes.list()[0] as Flush;
    Deliveries.of(first.graph.flushes, first.graph.doc.clientID).settle(confirmed.client, confirmed.n);
    await first.provider.dispose();
    const second = openTab({ indexedDB: factory });
    await second.provider.whenReady;
    const deliveries = Deliveries.of(second.graph.flushes, second.graph.doc.clientID);
    expect(deliveries.list().map((flush) => flush.n)).toEqual([2]);
    expect(second.graph.flushes.list()).toHaveLength(2);
    expect(second.provider.status.pending).toBe(0);
  });
});

describe('indexeddb tells what is wrong and lives on', () => {
  it('[I6] a corrupt row is put aside, the rest is loaded, and it is told once', async () => {
    const factory = new IDBFactory();
    const writer = openTab({ indexedDB: factory });
    addNote(writer, 'Good');
    await untilSaved(writer.provider);
    await writer.provider.dispose();
    await withDatabase(factory, async (db) => {
      const store = db.transaction(UPDATES, 'readwrite').objectStore(UPDATES);
      store.add('not bytes');
      await requested(store.add(new Uint8Array([1, 200, 200, 3])));
    });
    const reader = openTab({ indexedDB: factory });
    await reader.provider.whenReady;
    expect(titles(reader)).toEqual(['Good']);
    expect(reader.provider.status).toMatchObject({ connection: 'loaded', problem: { code: 'damaged-row' } });
    expect((await customKeys(factory)).filter((key) => typeof key === 'string' && key.startsWith('damaged:'))).toHaveLength(2);
    await reader.provider.dispose();
    const again = openTab({ indexedDB: factory });
    await again.provider.whenReady;
    expect(again.provider.status).toEqual({ connection: 'loaded', pending: 0 });
  });

  it('[I7] a full storage is told, the edit stays pending, and it is written when there is room again', async () => {
    const full = { now: true };
    const tab = openTab({ indexedDB: fillable(new IDBFactory(), full), retryMs: 5 });
    await tab.provider.whenReady;
    addNote(tab, 'Waits');
    const blocked = await untilStatus(tab.provider, (status) => status.connection === 'blocked');
    expect(blocked).toMatchObject({ pending: 1, problem: { code: 'disk-full' } });
    expect(blocked.problem?.message).toContain('storage is full');
    full.now = false;
    expect(await untilSaved(tab.provider)).toEqual({ connection: 'loaded', pending: 0 });
  });

  it('[I8] without IndexedDB, or with one that refuses, it is blocked with a reason and still ready', async () => {
    const refusing = { open: () => refuse() } as unknown as IDBFactory; // reason: private modes throw from `open` itself
    const tab = openTab({ indexedDB: refusing });
    await tab.provider.whenReady;
    expect(tab.provider.status).toMatchObject({ connection: 'blocked', problem: { code: 'unavailable' } });
    addNote(tab, 'Only in memory');
    expect(tab.provider.status.pending).toBe(1);
  });

  it('[I8] a database of that name that is not ours is left alone', async () => {
    const factory = new IDBFactory();
    const foreign = await requested(factory.open(REGION, 7));
    foreign.close();
    const tab = openTab({ indexedDB: factory });
    await tab.provider.whenReady;
    expect(tab.provider.status).toMatchObject({ connection: 'blocked', problem: { code: 'not-ours' } });
  });

  it('[I9] a database that another tab holds is told as waiting, and loaded once it is free', async () => {
    const factory = new IDBFactory();
    const holder = await requested(factory.open(REGION, 1));
    const removing = factory.deleteDatabase(REGION);
    await new Promise((resolve) => (removing.onblocked = resolve));
    const tab = openTab({ indexedDB: factory, openTimeoutMs: 1 });
    await tab.provider.whenReady;
    expect(tab.provider.status).toMatchObject({ connection: 'blocked', problem: { code: 'waiting' } });
    holder.close();
    await untilStatus(tab.provider, (status) => status.connection === 'loaded');
    expect(tab.provider.status.problem).toBeUndefined();
  });

  it('[I10] forgetting removes the copy, and other tabs let go of it and say so', async () => {
    const factory = new IDBFactory();
    const [first, second] = [openTab({ indexedDB: factory }), openTab({ indexedDB: factory })];
    addNote(first, 'Gone');
    await Promise.all([untilSaved(first.provider), second.provider.whenReady]);
    await first.provider.forget();
    expect(second.provider.status).toMatchObject({ connection: 'blocked', problem: { code: 'removed' } });
    expect(await factory.databases()).toEqual([]);
  });
});

function refuse(): never {
  throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError');
}

/** A real factory whose write transactions abort as a browser's do when its quota is used up, while `full.now`. */
function fillable(factory: IDBFactory, full: { now: boolean }): IDBFactory {
  const open = factory.open.bind(factory);
  factory.open = (name, version) => {
    const opening = open(name, version);
    opening.addEventListener('success', () => {
      const db = opening.result;
      const begin = db.transaction.bind(db);
      db.transaction = (...parameters) => {
        const transaction = begin(...parameters);
        if (full.now && transaction.mode === 'readwrite') {
          Object.defineProperty(transaction, 'error', { value: new DOMException('Quota exceeded.', 'QuotaExceededError') });
          queueMicrotask(() => transaction.abort());
        }
        return transaction;
      };
    });
    return opening;
  };
  return factory;
}
