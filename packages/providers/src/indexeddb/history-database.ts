import type { HistoryBase, HistoryRange, HistoryRecord } from '@space/doc-schema/history';
import { committed, requested } from './database.ts';

const PARTS = 'parts';
const FACTS = 'facts';
const STATE_VECTOR = 'state-vector';

/** What one row holds. Rows of another shape are left out when read. */
export interface StoredPart {
  readonly type: 'base' | 'update';
  readonly time: number;
  readonly bytes: Uint8Array;
}

/** The log of one region in this browser: parts in the order they were written, and the state vector of all of them together. */
export class HistoryDatabase {
  readonly #db: IDBDatabase;

  private constructor(db: IDBDatabase) {
    this.#db = db;
  }

  /** Opens or makes it. Rejects with the browser's own error. */
  static async open(factory: IDBFactory, region: string): Promise<HistoryDatabase> {
    const opening = factory.open(`space-history:${region}`, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(PARTS, { autoIncrement: true });
      opening.result.createObjectStore(FACTS);
    };
    const db = await requested(opening);
    db.onversionchange = () => db.close();
    return new HistoryDatabase(db);
  }

  /** The state vector of everything in the log; undefined for an empty one. */
  async stateVector(): Promise<Uint8Array | undefined> {
    const value: unknown = await requested(this.#db.transaction(FACTS).objectStore(FACTS).get(STATE_VECTOR));
    return value instanceof Uint8Array ? value : undefined;
  }

  /** Adds a part at the end, with the state vector that the log has then. */
  async append({ type, time, bytes }: StoredPart, stateVector: Uint8Array): Promise<void> {
    const transaction = this.#db.transaction([PARTS, FACTS], 'readwrite');
    const done = committed(transaction);
    transaction.objectStore(PARTS).add({ type, time, bytes });
    transaction.objectStore(FACTS).put(stateVector, STATE_VECTOR);
    await done;
  }

  /** The whole log. */
  async read(): Promise<HistoryRange> {
    const store = this.#db.transaction(PARTS).objectStore(PARTS);
    const [keys, values] = await Promise.all([requested(store.getAllKeys()), requested(store.getAll() as IDBRequest<unknown[]>)]);
    let base: HistoryBase | undefined;
    const records: HistoryRecord[] = [];
    for (const [i, value] of values.entries()) {
      if (!isPart(value)) continue;
      const { type, time, bytes } = value;
      if (type === 'base') base = { seq: Number(keys[i]), time, state: bytes };
      else records.push({ seq: Number(keys[i]), time, update: bytes });
    }
    return { base, records };
  }

  /** Bytes of all parts. Reads them all. */
  async sizeBytes(): Promise<number> {
    const { base, records } = await this.read();
    return records.reduce((sum, record) => sum + record.update.length, base?.state.length ?? 0);
  }

  /** Puts `base` in the place of the base and of every update up to and with `seq`, all or nothing. */
  async replaceUntil(seq: number, base: StoredPart): Promise<void> {
    const transaction = this.#db.transaction(PARTS, 'readwrite');
    const done = committed(transaction);
    const store = transaction.objectStore(PARTS);
    store.delete(IDBKeyRange.upperBound(seq));
    // Under the last key that goes, so that it stays before what follows.
    store.put(base, seq);
    await done;
  }

  close(): void {
    this.#db.close();
  }
}

function isPart(value: unknown): value is StoredPart {
  if (typeof value !== 'object' || value === null) return false;
  const part = value as Partial<StoredPart>; // reason: each field is tested here
  return (part.type === 'base' || part.type === 'update') && typeof part.time === 'number' && part.bytes instanceof Uint8Array;
}
