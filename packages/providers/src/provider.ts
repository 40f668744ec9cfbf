/** What stands between a document and one place it travels to, in words a person can act on. */
export interface Problem {
  /** Kebab-case, stable: programs decide by it. */
  readonly code: string;
  /** What happened and what to do, as a sentence. */
  readonly message: string;
  /** When it is tried again, in milliseconds; absent when only a person can mend it. */
  readonly retryMs?: number;
}

/** How one provider stands right now. A new object on every change, the same one until then. */
export interface ProviderStatus {
  /**
   * websocket: `connecting` (first try), `connected` (synced on this socket), `offline` (trying again by itself), `refused` (not
   * trying again). indexeddb: `connecting` (loading), `loaded`, `blocked` (nothing is kept in this browser until it is mended).
   */
  readonly connection: 'connecting' | 'connected' | 'offline' | 'refused' | 'loaded' | 'blocked';
  /** Flushes of this browser, plus one while a flush is open, that are not yet durable at that place. */
  readonly pending: number;
  readonly problem?: Problem;
}

/**
 * One way a document travels. Several serve one document at once: what one brought is never brought back by another.
 * Never throws out of an observer; what it cannot read is set aside and shown in `status.problem` once.
 */
export interface Provider {
  readonly name: 'websocket' | 'indexeddb';
  readonly status: ProviderStatus;
  /** Resolves when the document holds what that place had; for indexeddb also when that turned out to be impossible. Never rejects. */
  readonly whenReady: Promise<void>;
  /** Calls `listener` after each change of `status` until the returned function is called. */
  subscribe(listener: (status: ProviderStatus) => void): () => void;
  /** Brings out what it still can, lets go of everything it holds, and resolves when that is done. Safe to call twice. */
  dispose(): Promise<void>;
}

/** What can be said about a status in one step; `problem: null` clears it, absent keeps it. */
export interface StatusChange {
  readonly connection?: ProviderStatus['connection'];
  readonly pending?: number;
  readonly problem?: Problem | null;
}

/** Holds a provider's status and tells its listeners, only when something really changed. A listener that throws is set aside. */
export class StatusBoard {
  readonly #listeners = new Set<(status: ProviderStatus) => void>();
  #status: ProviderStatus;

  constructor(connection: ProviderStatus['connection']) {
    this.#status = Object.freeze({ connection, pending: 0 });
  }

  get status(): ProviderStatus {
    return this.#status;
  }

  set(change: StatusChange): void {
    const before = this.#status;
    const connection = change.connection ?? before.connection;
    const pending = change.pending ?? before.pending;
    const problem = change.problem === undefined ? before.problem : (change.problem ?? undefined);
    if (connection === before.connection && pending === before.pending && sameProblem(problem, before.problem)) return;
    this.#status = Object.freeze(problem ? { connection, pending, problem } : { connection, pending });
    for (const listener of [...this.#listeners]) this.#tell(listener);
  }

  subscribe(listener: (status: ProviderStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  clear(): void {
    this.#listeners.clear();
  }

  #tell(listener: (status: ProviderStatus) => void): void {
    try {
      listener(this.#status);
    } catch (error) {
      // A view that fails must not stop the document from travelling.
      this.#listeners.delete(listener);
      console.error('A listener of a provider failed and is no longer called.', error);
    }
  }
}

const sameProblem = (a: Problem | undefined, b: Problem | undefined): boolean =>
  a === b || (a?.code === b?.code && a?.message === b?.message && a?.retryMs === b?.retryMs);
