import type { SavedIndex } from '@space/doc-schema/search';

/** Where a region's index is kept on this machine. */
export interface SearchStore {
  load(): Promise<{ readonly head: string; readonly parts: ReadonlyMap<string, string> } | undefined>;
  /** Keeps an index in place of the one before, writing only the parts that are not there. All or nothing. */
  save(index: SavedIndex): Promise<void>;
  close(): void;
}

const PARTS = 'parts';
const HEAD = 'head';

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser’s storage did not answer.'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser broke the write off.'));
  });
}

/** Puts what is missing, takes away what is not named any more. Runs within one transaction, so that two tabs cannot mix theirs. */
async function replace(store: IDBObjectStore, { head, parts }: SavedIndex): Promise<void> {
  const stored = new Set(await requested(store.getAllKeys()));
  const named = new Set<IDBValidKey>([HEAD, ...parts.map(({ name }) => name)]);
  for (const key of stored) if (!named.has(key)) store.delete(key);
  for (const { name, write } of parts) if (!stored.has(name)) store.put(write(), name);
  store.put(head, HEAD);
}

/** Opens the store of a region's index. Rejects where the browser keeps nothing. */
export async function openSearchStore(region: string): Promise<SearchStore> {
  const opening = indexedDB.open(`space-search:${region}`, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(PARTS);
  const db = await requested(opening);
  db.onversionchange = () => db.close();
  return {
    load: async () => {
      const store = db.transaction(PARTS).objectStore(PARTS);
      const [keys, values] = await Promise.all([requested(store.getAllKeys()), requested(store.getAll())]);
      const parts = new Map(keys.map((key, i) => [key as string, values[i] as string]));
      const head = parts.get(HEAD);
      return head === undefined ? undefined : { head, parts };
    },
    save: async (index) => {
      const transaction = db.transaction(PARTS, 'readwrite');
      const done = committed(transaction);
      await replace(transaction.objectStore(PARTS), index);
      await done;
    },
    close: () => db.close(),
  };
}
