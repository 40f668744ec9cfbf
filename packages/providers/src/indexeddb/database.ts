import type { Problem } from '../provider.ts';

/** The stores of y-indexeddb 9, so that either opens what the other wrote. */
export const UPDATES = 'updates';
/** Key-value store beside the updates; ours keeps `flush:…` and `damaged:…` there. */
export const CUSTOM = 'custom';

/** Called when the browser or another tab takes the database away. */
export interface DatabaseEvents {
  /** Another tab removes the database; this connection was closed so that it can. */
  onRemoved(): void;
  /** The browser closed the connection by itself (storage cleared, disk error). */
  onClosed(): void;
}

/**
 * Opens, or makes, a database with y-indexeddb's stores. Takes whatever version is there, as y-indexeddb does.
 * Rejects with the browser's own error, or with `NotFoundError` when the database is something else's.
 */
export async function openDatabase(factory: IDBFactory, name: string, events: DatabaseEvents): Promise<IDBDatabase> {
  const opening = factory.open(name);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(UPDATES, { autoIncrement: true });
    opening.result.createObjectStore(CUSTOM);
  };
  const db = await requested(opening);
  if (!db.objectStoreNames.contains(UPDATES) || !db.objectStoreNames.contains(CUSTOM)) {
    db.close();
    throw new DOMException(`The database "${name}" has no stores "${UPDATES}" and "${CUSTOM}".`, 'NotFoundError');
  }
  db.onversionchange = () => {
    db.close();
    events.onRemoved();
  };
  db.onclose = () => events.onClosed();
  return db;
}

/** Removes a database; waits until other tabs let go of it. */
export async function removeDatabase(factory: IDBFactory, name: string): Promise<void> {
  await requested(factory.deleteDatabase(name));
}

/** The result of a request. */
export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(asError(request.error));
  });
}

/** Resolves when a transaction is on disk as far as the browser promises it; rejects when nothing of it was kept. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(asError(transaction.error));
  });
}

const asError = (error: DOMException | null): DOMException => error ?? new DOMException('The transaction was aborted.', 'AbortError');

const SENTENCES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  QuotaExceededError: [
    'disk-full',
    'Not saved in this browser: its storage is full. Free some disk space or clear other sites’ data; it is tried again.',
  ],
  AbortError: ['aborted', 'Not saved in this browser yet: it broke the write off. It is tried again.'],
  VersionError: [
    'newer-version',
    'This browser’s copy was made by a newer app. Reload the page to get it; until then nothing is saved here.',
  ],
  NotFoundError: [
    'not-ours',
    'This browser’s database of that name belongs to something else. Clear this site’s data to use it; nothing is saved here.',
  ],
  SecurityError: [
    'unavailable',
    'This browser forbids storage here. Allow site data, or leave private mode; until then nothing is saved here.',
  ],
  InvalidStateError: [
    'unavailable',
    'This browser’s storage cannot be opened (private mode?). Allow site data; until then nothing is saved here.',
  ],
};

/** What a failure of IndexedDB means for a person. */
export function explainFailure(error: unknown, retryMs?: number): Problem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const detail = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  const [code, message] = SENTENCES[name] ?? [
    'storage-failed',
    `Not saved in this browser: its storage failed (${detail}). Reload the page; if it stays, clear this site’s data.`,
  ];
  return retryMs === undefined ? { code, message } : { code, message, retryMs };
}
