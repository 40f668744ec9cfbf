import {
  type ChildPage,
  fileKey,
  type GraphNode,
  type Key,
  type Link,
  missingNode,
  NodeKeeper,
  type PageAsking,
  pageOf,
  parseKey,
  type Source,
} from '@space/doc-schema';
import { CONTAINS } from '@space/doc-schema/links';
import type { FileEntry } from '@space/host/contract';
import type { HostClient } from './host-client.ts';

/** A file's key taken apart. */
export interface FileAddress {
  readonly repository: string;
  readonly path: string;
}

/** The part of the folder service's client that sources stand on. */
export type HostFiles = Pick<HostClient, 'status' | 'request' | 'subscribe' | 'subscribeChanges'>;

/** Which folder and path a `file:` key names, or undefined for another key. */
export function readFileKey(key: string): FileAddress | undefined {
  if (!key.startsWith('file:')) return undefined;
  const { rest } = parseKey(key);
  const at = rest.indexOf('/');
  return at < 0 ? { repository: rest, path: '' } : { repository: rest.slice(0, at), path: rest.slice(at + 1) };
}

/** The last part of a path, or the folder's name for the folder itself. */
export const fileNameOf = (address: FileAddress): string => address.path.split('/').at(-1) || address.repository;

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** What a file's own children are: the symbols in it. */
export interface FileParts {
  /** Whether a file of this name has parts that can be listed. */
  reads(name: string): boolean;
  children(file: Key, page: { readonly limit: number; readonly after?: string }): Promise<ChildPage>;
}

const DIRECTORY_ACTIONS = ['entity.reveal', 'link.draw', 'link.copy'];
const FILE_ACTIONS = ['entity.open', 'entity.peek', 'entity.reveal', 'link.draw', 'thing.stand', 'panel.create.stand', 'link.copy'];

/** Why nothing of a folder can be read now, or undefined. */
export function whyAway({ status }: Pick<HostFiles, 'status'>, address: Pick<FileAddress, 'repository'>): string | undefined {
  if (status.state !== 'ready' || !status.folder) return status.reason;
  return status.folder.name === address.repository
    ? undefined
    : `It is in the folder “${address.repository}”; this machine lends “${status.folder.name}”.`;
}

class FileSource implements Source {
  readonly scheme = 'file';
  readonly #host: HostFiles;
  readonly #parts: FileParts | undefined;
  readonly #keeper = new NodeKeeper();

  constructor(host: HostFiles, parts: FileParts | undefined) {
    this.#host = host;
    this.#parts = parts;
  }

  async read(key: Key): Promise<GraphNode> {
    const address = readFileKey(key);
    if (!address) return missingNode(key, 'It names no file.');
    const away = whyAway(this.#host, address);
    if (away !== undefined) return this.#away(key, address, away);
    if (address.path === '') {
      const facts = { path: this.#host.status.folder?.path ?? '' };
      return this.#keeper.keep({ key, title: address.repository, kind: 'directory', icon: 'folder', hasChildren: true, facts });
    }
    const entry = await this.#find(address.path);
    return typeof entry === 'string' ? this.#away(key, address, entry) : this.#keeper.keep({ ...this.#nodeOf(address, entry), key });
  }

  async children(key: Key, page: PageAsking): Promise<ChildPage> {
    const address = readFileKey(key);
    if (!address) return { nodes: [] };
    const away = whyAway(this.#host, address);
    if (away !== undefined) return { nodes: [this.#away(key, address, away)] };
    if (this.#parts && address.path !== '' && this.#parts.reads(fileNameOf(address))) {
      const entry = await this.#find(address.path);
      if (typeof entry !== 'string' && entry.type === 'file') return await this.#parts.children(key, page);
    }
    const rows = await this.#host.request('files.list', { path: address.path });
    if (!rows.ok) return { nodes: [this.#away(key, address, rows.error.message)] };
    return pageOf(rows.value.entries, page, (entry) => this.#nodeOf(address, entry));
  }

  async links(key: Key): Promise<readonly Link[]> {
    const address = readFileKey(key);
    if (!address || address.path === '' || whyAway(this.#host, address) !== undefined) return [];
    if (typeof (await this.#find(address.path)) === 'string') return [];
    const folder = fileKey(address.repository, parentOf(address.path));
    return [{ from: folder, relation: CONTAINS, to: key, data: { title: fileNameOf(address) } }];
  }

  actions(key: Key): readonly string[] {
    return readFileKey(key)?.path === '' ? DIRECTORY_ACTIONS : FILE_ACTIONS;
  }

  subscribe(_key: Key, listener: () => void): () => void {
    const stops = [this.#host.subscribe(listener), this.#host.subscribeChanges(listener)];
    return () => stops.forEach((stop) => stop());
  }

  async #find(path: string): Promise<FileEntry | string> {
    const answer = await this.#host.request('files.stat', { path });
    return answer.ok ? answer.value : answer.error.message;
  }

  #away(key: Key, address: FileAddress, reason: string): GraphNode {
    const card = missingNode(key, reason, fileNameOf(address));
    return this.#keeper.keep({ ...card, kind: 'file', icon: 'file-text', facts: { path: address.path } });
  }

  #nodeOf({ repository }: FileAddress, entry: FileEntry): GraphNode {
    const directory = entry.type === 'directory';
    const { path, sizeBytes, modifiedMs } = entry;
    return this.#keeper.keep({
      key: fileKey(repository, path),
      title: entry.name,
      kind: directory ? 'directory' : 'file',
      icon: directory ? 'folder' : 'file-text',
      hasChildren: directory || this.#parts?.reads(entry.name) === true,
      facts: directory ? { path } : { path, sizeBytes, modifiedMs },
    });
  }
}

/** The source of `file:` keys: the folder that this machine lends. Titles come from the key, so that they show while the folder is away. */
export const createFileSource = (host: HostFiles, parts?: FileParts): Source => new FileSource(host, parts);
