import { type Context, createContext, useContext, useLayoutEffect, useMemo } from 'react';

interface Disposable {
  dispose(): void;
}

interface Entry<T> {
  readonly value: T;
  users: number;
}

/**
 * GPU objects by what they are made of: equal descriptions share one object, and the last user's release disposes it. Three.js
 * uploads a disposed object again when it is drawn again, so a late user is never wrong, only slower.
 */
export class SharedObjects {
  readonly #entries = new Map<string, Entry<Disposable>>();

  /** The object of that description, made at first asking. `make` must depend on `key` alone. */
  get<T extends Disposable>(key: string, make: () => T): T {
    const found = this.#entries.get(key);
    if (found) return found.value as T; // reason: a key names its maker, as the docstring demands
    const value = make();
    this.#entries.set(key, { value, users: 0 });
    return value;
  }

  /** Says that `value` is in use; the returned call says it no longer is. */
  hold(key: string, value: Disposable): () => void {
    const entry = this.#entries.get(key) ?? { value, users: 0 };
    this.#entries.set(key, entry);
    entry.users++;
    return () => {
      entry.users--;
      if (entry.users > 0) return;
      entry.value.dispose();
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
  }

  /** How many objects are alive, for tests. */
  get size(): number {
    return this.#entries.size;
  }

  /** Ends everything; later uses make it anew. */
  dispose(): void {
    for (const entry of this.#entries.values()) entry.value.dispose();
    this.#entries.clear();
  }
}

/** The shared objects of the world around a view. */
export const SharedContext: Context<SharedObjects> = createContext(new SharedObjects());

/** The shared object of that description, held while the calling component is mounted. */
export function useShared<T extends Disposable>(key: string, make: () => T): T {
  const shared = useContext(SharedContext);
  // `key` says all that `make` depends on
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const value = useMemo(() => shared.get(key, make), [shared, key]);
  useLayoutEffect(() => shared.hold(key, value), [shared, key, value]);
  return value;
}
