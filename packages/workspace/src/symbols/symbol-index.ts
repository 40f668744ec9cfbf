import type { HostClient } from '../host-client/host-client.ts';
import { type FileSymbol, findSymbol, leafOf, type SymbolList } from './symbol.ts';

/** The part of the folder service's client that symbols are read through. */
export type SymbolFiles = Pick<HostClient, 'status' | 'request' | 'subscribe' | 'watch'>;

/** Without a watch what was read is believed this long. */
const BELIEVED_MS = 1000;
const KEPT_FILES = 50;
/** Files of the same name looked into when a symbol's own file is gone. */
const MOVED_FILES = 5;

interface Read {
  readonly version: string;
  readonly list: SymbolList;
  atMs: number;
}

/** Where a symbol is, and whether that is elsewhere than its key says. */
export interface FoundSymbol {
  readonly symbol: FileSymbol;
  readonly path: string;
}

/** The symbols of the folder's files: read when asked, parsed once a version, the fifty last files kept. */
export class SymbolIndex {
  readonly #files: SymbolFiles;
  readonly #now: () => number;
  readonly #read = new Map<string, Read>();
  /** How many follow a file; what is followed is read again when the folder service tells of a change, and not before. */
  readonly #followed = new Map<string, number>();

  constructor(files: SymbolFiles, now: () => number = Date.now) {
    this.#files = files;
    this.#now = now;
  }

  /** The symbols of a file, or the sentence why they cannot be read. */
  async list(path: string): Promise<SymbolList | string> {
    const known = this.#read.get(path);
    if (known && (this.#followed.has(path) ? known.atMs > 0 : this.#now() - known.atMs < BELIEVED_MS)) return known.list;
    const answer = await this.#files.request('files.read', { path });
    if (!answer.ok) {
      this.#read.delete(path);
      return answer.error.message;
    }
    const { text, version } = answer.value;
    const list = known?.version === version ? known.list : await parseFile(path, text);
    this.#keep(path, { version, list, atMs: this.#now() });
    return list;
  }

  /** Where a symbol is now: in its file, else in another of the same name in the folder. A sentence when it is nowhere. */
  async find(path: string, symbol: string): Promise<FoundSymbol | string> {
    const list = await this.list(path);
    if (typeof list !== 'string') {
      const found = findSymbol(list, symbol);
      return found ? { symbol: found, path } : `“${leafOf(symbol)}” is not in ${path} any more: it was renamed, moved or deleted.`;
    }
    return (await this.#findElsewhere(path, symbol)) ?? list;
  }

  /** Calls `listener` when a file changed on disk, until the returned function is called. */
  follow(path: string, listener: () => void): () => void {
    this.#followed.set(path, (this.#followed.get(path) ?? 0) + 1);
    const stop = this.#files.watch(path, () => {
      const known = this.#read.get(path);
      if (known) known.atMs = 0;
      listener();
    });
    let left = false;
    return () => {
      if (left) return;
      left = true;
      stop();
      const others = (this.#followed.get(path) ?? 1) - 1;
      if (others > 0) this.#followed.set(path, others);
      else this.#followed.delete(path);
    };
  }

  async #findElsewhere(path: string, symbol: string): Promise<FoundSymbol | undefined> {
    const name = path.split('/').at(-1) ?? '';
    if (name === '' || name.length > 200) return undefined;
    const answer = await this.#files.request('files.find', { text: name, limit: 20 });
    if (!answer.ok) return undefined;
    const same = answer.value.paths.filter((each) => each !== path && each.split('/').at(-1) === name);
    for (const other of same.slice(0, MOVED_FILES)) {
      const list = await this.list(other);
      const found = typeof list === 'string' ? undefined : findSymbol(list, symbol);
      if (found) return { symbol: found, path: other };
    }
    return undefined;
  }

  #keep(path: string, read: Read): void {
    this.#read.delete(path);
    this.#read.set(path, read);
    if (this.#read.size > KEPT_FILES) this.#read.delete(this.#read.keys().next().value ?? '');
  }
}

/** The parsers are fetched when the first file is read: they are as large as the rest of the editor. */
async function parseFile(path: string, text: string): Promise<SymbolList> {
  const { readSymbols } = await import('./read-symbols.ts');
  return await readSymbols(path.split('/').at(-1) ?? path, text);
}
