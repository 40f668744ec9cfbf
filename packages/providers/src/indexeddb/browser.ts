import type { FoldLocks } from './fold-lock.ts';

/** The browser's databases; undefined where there are none. Reading `indexedDB` itself throws in some private modes. */
export function browserIndexedDb(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB as IDBFactory | undefined;
  } catch {
    return undefined; // the caller says that there is none, and what to do
  }
}

/** The browser's Web Locks; undefined where it has none. */
export function browserLocks(): FoldLocks | undefined {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks as LockManager | undefined;
  return locks && { request: (name, options, hold) => locks.request(name, { signal: options.signal }, hold) };
}
