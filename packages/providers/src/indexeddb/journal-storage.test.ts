import 'fake-indexeddb/auto';
import { type EntityId, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { type JournalStorageOptions, TabJournalStorage } from './journal-storage.ts';

/** A tab's session storage, as far as it is used; `limit` characters at most. */
class MemorySession implements Storage {
  readonly #items: Map<string, string>;
  readonly limit: number;
  [name: string]: unknown;

  constructor(limit = Number.POSITIVE_INFINITY, items: Iterable<readonly [string, string]> = []) {
    this.limit = limit;
    this.#items = new Map(items);
  }

  get length(): number {
    return this.#items.size;
  }

  key = (at: number): string | null => [...this.#items.keys()][at] ?? null;
  getItem = (name: string): string | null => this.#items.get(name) ?? null;
  removeItem = (name: string): void => void this.#items.delete(name);
  clear = (): void => this.#items.clear();
  setItem = (name: string, value: string): void => {
    if (value.length > this.limit) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(name, value);
  };
  /** What a browser does when a tab is doubled. */
  double = (): MemorySession => new MemorySession(this.limit, this.#items);
}

/** Web Locks, as far as they are used: a name is held by one at a time; who waits too long is refused. */
function createLocks(): Pick<LockManager, 'request'> {
  const held = new Set<string>();
  const request = async (name: string, _options: unknown, hold: () => Promise<void>): Promise<void> => {
    if (held.has(name)) throw new DOMException('timed out', 'TimeoutError');
    held.add(name);
    await hold();
    held.delete(name);
  };
  return { request: request as LockManager['request'] };
}

async function visit(
  options: Partial<JournalStorageOptions>,
  doc?: GraphDoc['doc'],
): Promise<{ graph: GraphDoc; close: () => Promise<void> }> {
  const graph = GraphDoc.open({ region: 'w1' as RegionId, author: { person: 'ada' as PersonId, name: 'Ada' }, ...(doc ? { doc } : {}) });
  const storage = new TabJournalStorage({ region: 'w1', locks: createLocks(), ...options });
  await graph.journal.persist(storage);
  const close = async (): Promise<void> => {
    await graph.journal.whenSaved();
    graph.dispose();
    await storage.dispose();
  };
  return { graph, close };
}

const addMany = (graph: GraphDoc, count: number): readonly EntityId[] => {
  const bulk = graph.bulk({ title: 'Import' });
  const ids: EntityId[] = [];
  for (let i = 0; i < count; i += 500)
    bulk.write((edit) => ids.push(...Array.from({ length: 500 }, () => edit.create('note', { title: 'x' }))));
  bulk.finish();
  return ids;
};

it('[I12] [3.3] undo of ten thousand things survives the reload of its tab and is no other tab’s', async () => {
  const shared = { indexedDB: new IDBFactory(), locks: createLocks() };
  const session = new MemorySession();
  const first = await visit({ ...shared, session });
  const ids = addMany(first.graph, 10_000);
  await first.close();
  const other = await visit({ ...shared, session: new MemorySession() }, first.graph.doc);
  expect(other.graph.undo()).toBeUndefined();
  await other.close();
  const again = await visit({ ...shared, session }, first.graph.doc);
  expect(again.graph.undo()).toEqual({ title: 'Import', kept: [] });
  expect(ids.every((id) => again.graph.read(id)?.trashed)).toBe(true);
  await again.close();
  const third = await visit({ ...shared, session }, first.graph.doc);
  expect([third.graph.journal.undoTitle, third.graph.journal.redoTitle]).toEqual([undefined, 'Import']);
  await third.close();
});

it('[I12] [3.3] the double of an open tab gets a name of its own and leaves the first one’s undo alone', async () => {
  const shared = { indexedDB: new IDBFactory(), locks: createLocks() };
  const session = new MemorySession();
  const first = await visit({ ...shared, session });
  addMany(first.graph, 500);
  await first.graph.journal.whenSaved();
  const double = await visit({ ...shared, session: session.double() }, first.graph.doc);
  expect(double.graph.journal.undoTitle).toBeUndefined();
  double.graph.edit({ title: 'Mine' }, (edit) => edit.create('note'));
  await double.close();
  await first.close();
  const again = await visit({ ...shared, session }, first.graph.doc);
  expect(again.graph.journal.undoTitle).toBe('Import');
  await again.close();
});

it('[I12] [3.3] what tabs left is removed a week after they were last seen', async () => {
  const factory = new IDBFactory();
  const [old, late] = [new MemorySession(), new MemorySession()];
  const day = 86_400_000;
  const first = await visit({ indexedDB: factory, session: old, now: () => 0 });
  addMany(first.graph, 500);
  await first.close();
  for (const [now, title] of [
    [6 * day, 'Import'],
    [14 * day, undefined],
  ] as const) {
    await (await visit({ indexedDB: factory, session: late, now: () => now })).close();
    const again = await visit({ indexedDB: factory, session: old, now: () => now }, first.graph.doc);
    expect(again.graph.journal.undoTitle).toBe(title);
    await again.close();
  }
});

it('[I12] [3.3] without databases session storage keeps what it takes, and the title of what it refuses says so', async () => {
  const broken = {
    open: () => {
      throw new DOMException('no', 'SecurityError');
    },
  } as unknown as IDBFactory;
  const session = new MemorySession(5000);
  const first = await visit({ indexedDB: broken, session });
  const id = first.graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'One' }));
  addMany(first.graph, 500);
  await first.graph.journal.whenSaved();
  expect(first.graph.journal.undoTitle).toBe('Import (until this page closes)');
  await first.close();
  const again = await visit({ indexedDB: broken, session }, first.graph.doc);
  expect(again.graph.undo()?.title).toBe('Add');
  expect(again.graph.read(id)?.trashed).toBe(true);
  await again.close();
});
