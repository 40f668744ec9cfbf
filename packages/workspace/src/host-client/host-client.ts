import {
  checkResult,
  decodeHostMessage,
  HOST_SUBPROTOCOL,
  type HostMessage,
  type HostMethod,
  type Outcome,
  type Params,
  refuse,
  type Result,
  TOKEN_PREFIX,
} from '@space/host/contract';

/** Whether the folder service answers: `none` when this machine was never given one, `away` with the reason when it does not. */
export interface HostStatus {
  readonly state: 'none' | 'connecting' | 'ready' | 'away';
  readonly reason: string;
  readonly folder: Result<'folder.read'> | undefined;
}

/** What a host client is opened with; without an address or token it stays at `none`. */
export interface HostClientOptions {
  readonly url: string | undefined;
  readonly token: string | undefined;
}

const ANSWER_TIMEOUT_MS = 15_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const NOT_CONFIGURED = 'No folder is given to this window. Start Space with --folder, then open the address it prints.';
const AWAY = 'The folder service does not answer. It runs on the machine that started Space; this window tries again by itself.';

interface Waiting {
  readonly method: HostMethod;
  readonly timer: ReturnType<typeof setTimeout>;
  resolve(outcome: Outcome<unknown>): void;
}

/** The one connection of this window to the folder service: requests, watches that survive a reconnect, and its state. */
export class HostClient {
  readonly #options: HostClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #watchers = new Map<string, Set<(version: string | null) => void>>();
  readonly #listeners = new Set<() => void>();
  readonly #changes = new Set<() => void>();
  #status: HostStatus;
  #socket: WebSocket | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #lastId = 0;
  #disposed = false;

  constructor(options: HostClientOptions) {
    this.#options = options;
    const given = options.url !== undefined && options.token !== undefined;
    this.#status = given
      ? { state: 'connecting', reason: 'Reaching the folder service…', folder: undefined }
      : { state: 'none', reason: NOT_CONFIGURED, folder: undefined };
    if (given) this.#connect();
  }

  /** The state now; the same object until it changes. */
  get status(): HostStatus {
    return this.#status;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells that something in the folder changed: written from this window, or told by the folder service. */
  subscribeChanges(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => void this.#changes.delete(listener);
  }

  /** Asks the host. Never throws: a lost connection or no answer within 15 s comes back as `unreadable`. */
  request<M extends HostMethod>(method: M, params: Params<M>): Promise<Outcome<Result<M>>> {
    if (this.#socket?.readyState !== WebSocket.OPEN)
      return Promise.resolve(refuse('unreadable', this.#status.state === 'none' ? NOT_CONFIGURED : AWAY));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const give = (outcome: Outcome<unknown>): void => {
        resolve(outcome.ok ? checkResult(method, outcome.value) : outcome);
        if (outcome.ok && method === 'files.write') this.#tellChange();
      };
      const timer = setTimeout(
        () => this.#settle(id, refuse('unreadable', `The folder service gave no answer to ${method} within 15 seconds. Try again.`)),
        ANSWER_TIMEOUT_MS,
      );
      this.#waiting.set(id, { method, timer, resolve: give });
      this.#socket?.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Calls `listener` with the new version (null: gone) whenever the file changes on disk, until the returned function is called. */
  watch(path: string, listener: (version: string | null) => void): () => void {
    const known = this.#watchers.get(path);
    const listeners = known ?? new Set();
    this.#watchers.set(path, listeners.add(listener));
    if (!known && this.#status.state === 'ready') void this.request('files.watch', { path });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#watchers.get(path) !== listeners) return;
      this.#watchers.delete(path);
      if (this.#status.state === 'ready') void this.request('files.unwatch', { path });
    };
  }

  /** Tries again at once instead of waiting for the next try. */
  retry(): void {
    if (this.#status.state !== 'away') return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#listeners.clear();
    this.#changes.clear();
    this.#watchers.clear();
  }

  #connect(): void {
    const socket = new WebSocket(String(this.#options.url), [HOST_SUBPROTOCOL, `${TOKEN_PREFIX}${this.#options.token}`]);
    this.#socket = socket;
    socket.addEventListener('open', () => void this.#opened());
    socket.addEventListener('message', (event) => this.#received(String(event.data)));
    socket.addEventListener('close', () => this.#closed(socket));
  }

  async #opened(): Promise<void> {
    this.#retryMs = FIRST_RETRY_MS;
    const answer = await this.request('folder.read', {});
    if (this.#disposed || !answer.ok) return;
    this.#tell({ state: 'ready', reason: '', folder: answer.value });
    for (const [path, listeners] of this.#watchers) void this.#watchAgain(path, listeners);
  }

  /** After a reconnect a watched file may have changed meanwhile: the answer tells its version. */
  async #watchAgain(path: string, listeners: ReadonlySet<(version: string | null) => void>): Promise<void> {
    const answer = await this.request('files.watch', { path });
    if (answer.ok) for (const listener of listeners) listener(answer.value.version);
    else if (answer.error.code === 'not-found') for (const listener of listeners) listener(null);
  }

  #received(text: string): void {
    const message: HostMessage | undefined = decodeHostMessage(text);
    if (!message) return;
    if ('event' in message) {
      for (const listener of this.#watchers.get(message.params.path) ?? []) listener(message.params.version);
      this.#tellChange();
    } else if ('error' in message) this.#settle(message.id, { ok: false, error: message.error });
    else this.#settle(message.id, { ok: true, value: message.result });
  }

  #settle(id: number, outcome: Outcome<unknown>): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    waiting.resolve(outcome);
  }

  #closed(socket: WebSocket): void {
    if (this.#disposed || socket !== this.#socket) return;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, refuse('unreadable', AWAY));
    this.#tell({ state: 'away', reason: AWAY, folder: this.#status.folder });
    this.#retry = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #tellChange(): void {
    for (const listener of [...this.#changes]) listener();
  }

  #tell(status: HostStatus): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) listener();
  }
}
