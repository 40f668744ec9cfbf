import * as Y from 'yjs';
import { CUSTOM, committed, requested, UPDATES } from './database.ts';
import { FLUSH_KEYS, flushKey, readStoredFlush, type StoredFlush } from './stored-flush.ts';

/** What loading found. */
export interface Loaded {
  readonly flushes: readonly StoredFlush[];
  /** Rows that could not be read; they were put aside under `damaged:…`. */
  readonly damaged: number;
  readonly rows: number;
}

interface Row {
  readonly key: number;
  readonly bytes: unknown;
}

/**
 * One region's database, in y-indexeddb's layout: rows of `updates` are V1 updates that merge to the document in any order.
 * Every change is one transaction, so a tab that dies in the middle leaves all or nothing.
 */
export class LocalCopy {
  readonly #db: IDBDatabase;
  readonly #doc: Y.Doc;
  readonly #origin: unknown;
  /** The newest row that is in the document; rows after it are other tabs'. */
  #seen = 0;

  constructor(db: IDBDatabase, doc: Y.Doc, origin: unknown) {
    this.#db = db;
    this.#doc = doc;
    this.#origin = origin;
  }

  /** Brings all rows into the document, in one Yjs transaction with the provider as origin, and reads the flushes. */
  async load(): Promise<Loaded> {
    const transaction = this.#db.transaction([UPDATES, CUSTOM], 'readonly');
    const [rows, flushes] = await Promise.all([
      readRows(transaction.objectStore(UPDATES), 0),
      requested(transaction.objectStore(CUSTOM).getAll(IDBKeyRange.bound(...FLUSH_KEYS)) as IDBRequest<unknown[]>),
    ]);
    const damaged = this.#apply(rows);
    if (damaged.length > 0) await this.#putAside(damaged);
    const stored = flushes.map(readStoredFlush).filter((flush) => flush !== undefined);
    return { flushes: stored, damaged: damaged.length + flushes.length - stored.length, rows: rows.length };
  }

  /** Adds one row and some flushes, all or nothing. */
  async append(update: Uint8Array | undefined, flushes: readonly StoredFlush[]): Promise<void> {
    const transaction = this.#db.transaction([UPDATES, CUSTOM], 'readwrite', { durability: 'strict' });
    const done = committed(transaction);
    if (update) transaction.objectStore(UPDATES).add(update);
    const custom = transaction.objectStore(CUSTOM);
    for (const stored of flushes) custom.put({ flush: stored.flush, acked: stored.acked }, flushKey(stored.flush));
    await done;
  }

  /** How many rows there are, other tabs' too. */
  rows(): Promise<number> {
    return requested(this.#db.transaction(UPDATES, 'readonly').objectStore(UPDATES).count());
  }

  /**
   * Replaces all rows by one with the whole document, after taking in the rows of other tabs. One transaction: a row that another
   * tab adds meanwhile comes before it and is taken in, or after it and is left alone. Costs one encoding of the document.
   * Returns how many rows could not be read.
   */
  async fold(): Promise<number> {
    const transaction = this.#db.transaction([UPDATES, CUSTOM], 'readwrite');
    const done = committed(transaction);
    const store = transaction.objectStore(UPDATES);
    const rows = await readRows(store, this.#seen);
    const damaged = this.#apply(rows);
    const custom = transaction.objectStore(CUSTOM);
    for (const row of damaged) custom.put(aside(row), `damaged:${row.key}`);
    const whole = store.add(Y.encodeStateAsUpdate(this.#doc));
    whole.onsuccess = () => {
      store.delete(IDBKeyRange.upperBound(whole.result, true));
      this.#seen = Number(whole.result);
    };
    await done;
    return damaged.length;
  }

  close(): void {
    this.#db.close();
  }

  #apply(rows: readonly Row[]): readonly Row[] {
    const damaged: Row[] = [];
    this.#doc.transact(() => {
      for (const row of rows) if (!this.#applyRow(row.bytes)) damaged.push(row);
    }, this.#origin);
    this.#seen = Math.max(this.#seen, rows.at(-1)?.key ?? 0);
    return damaged;
  }

  #applyRow(bytes: unknown): boolean {
    if (!(bytes instanceof Uint8Array)) return false;
    try {
      Y.applyUpdate(this.#doc, bytes, this.#origin);
      return true;
    } catch {
      return false; // Yjs throws on bytes that are no update; the row is put aside by the caller
    }
  }

  async #putAside(rows: readonly Row[]): Promise<void> {
    const transaction = this.#db.transaction([UPDATES, CUSTOM], 'readwrite');
    const done = committed(transaction);
    for (const row of rows) {
      transaction.objectStore(CUSTOM).put(aside(row), `damaged:${row.key}`);
      transaction.objectStore(UPDATES).delete(row.key);
    }
    await done;
  }
}

const aside = (row: Row): { readonly bytes: unknown; readonly time: number } => ({ bytes: row.bytes, time: Date.now() });

/** Rows with a key above `after`, in order. Both requests are made before anything is awaited, which keeps the transaction alive. */
async function readRows(store: IDBObjectStore, after: number): Promise<Row[]> {
  const range = IDBKeyRange.lowerBound(after, true);
  const [keys, values] = await Promise.all([requested(store.getAllKeys(range)), requested(store.getAll(range) as IDBRequest<unknown[]>)]);
  return values.map((bytes, i) => ({ key: Number(keys[i]), bytes }));
}
