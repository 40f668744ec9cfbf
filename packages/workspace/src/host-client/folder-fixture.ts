import type { FileEntry, HostMethod, Outcome, Params, ProcessEntry, Result } from '@space/host/contract';
import { accept, refuse } from '@space/host/contract';
import type { HostClient, HostStatus } from './host-client.ts';

type Served = Pick<HostClient, 'status' | 'request' | 'subscribe' | 'subscribeChanges' | 'watch'>;

const versionOf = (text: string): string =>
  Array.from(text)
    .reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1e9, 7)
    .toString(16)
    .padStart(64, '0');

function entryOf(files: ReadonlyMap<string, string>, path: string): FileEntry | undefined {
  const name = path.split('/').at(-1) ?? '';
  const text = files.get(path);
  if (text !== undefined) return { name, path, type: 'file', sizeBytes: text.length, modifiedMs: text.length };
  const within = path === '' ? '' : `${path}/`;
  return [...files.keys()].some((each) => each.startsWith(within))
    ? { name: name || 'space', path, type: 'directory', sizeBytes: 0, modifiedMs: 0 }
    : undefined;
}

function listOf(files: ReadonlyMap<string, string>, path: string): readonly FileEntry[] {
  const within = path === '' ? '' : `${path}/`;
  const names = new Set(
    [...files.keys()].filter((each) => each.startsWith(within)).map((each) => each.slice(within.length).split('/')[0] ?? ''),
  );
  return [...names].flatMap((name) => entryOf(files, within + name) ?? []);
}

const gone = (path: string): Outcome<never> => refuse('not-found', `"${path}" is not there: it was moved, renamed or deleted.`);

type Answers = { readonly [M in HostMethod]?: (params: Params<M>) => Outcome<Result<M>> };

/** A folder in memory that answers as the folder service does; the browser tests run against the real one. */
export class TestFolder {
  readonly files: Map<string, string>;
  readonly processes: ProcessEntry[] = [];
  readonly host: Served;
  readonly #listeners = new Set<() => void>();
  readonly #changes = new Set<() => void>();
  readonly #watches = new Map<(version: string | null) => void, string>();
  #status: HostStatus = { state: 'ready', reason: '', folder: { name: 'space', path: '/home/space', user: 'nadia' } };

  /** A folder of these texts, by path. */
  constructor(texts: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(texts));
    const readStatus = (): HostStatus => this.#status;
    this.host = {
      get status() {
        return readStatus();
      },
      request: (method, params) => Promise.resolve(this.#answer(method, params)),
      subscribe: (listener) => join(this.#listeners, listener),
      subscribeChanges: (listener) => join(this.#changes, listener),
      watch: (path, listener) => {
        const own = (version: string | null): void => listener(version);
        this.#watches.set(own, path);
        return () => void this.#watches.delete(own);
      },
    };
  }

  write(path: string, text: string): void {
    this.files.set(path, text);
    this.#tell(path);
  }

  remove(path: string): void {
    this.files.delete(path);
    this.#tell(path);
  }

  goAway(): void {
    this.#status = { state: 'away', reason: 'The folder service does not answer.', folder: this.#status.folder };
    for (const listener of [...this.#listeners]) listener();
  }

  /** How many listen to it in any way. */
  listeners(): number {
    return this.#listeners.size + this.#changes.size + this.#watches.size;
  }

  readonly #answers: Answers = {
    'files.stat': ({ path }) => {
      const entry = entryOf(this.files, path);
      return entry ? accept(entry) : gone(path);
    },
    'files.list': ({ path }) => (entryOf(this.files, path) ? accept({ entries: listOf(this.files, path) }) : gone(path)),
    'files.find': ({ text, limit }) => accept({ paths: [...this.files.keys()].filter((path) => path.includes(text)).slice(0, limit) }),
    'files.read': ({ path }) => {
      const text = this.files.get(path);
      return text === undefined ? gone(path) : accept({ text, version: versionOf(text), sizeBytes: text.length });
    },
    'processes.list': () => accept({ machine: 'workbench', processes: [...this.processes], left: 0 }),
  };

  #answer<M extends HostMethod>(method: M, params: Params<M>): Outcome<Result<M>> {
    if (this.#status.state !== 'ready') return refuse('unreadable', this.#status.reason);
    return this.#answers[method]?.(params) ?? refuse('unknown-method', `${method} is not served here.`);
  }

  #tell(path: string): void {
    const text = this.files.get(path);
    for (const [listener, watched] of this.#watches) if (watched === path) listener(text === undefined ? null : versionOf(text));
    for (const listener of [...this.#changes]) listener();
  }
}

function join<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}
