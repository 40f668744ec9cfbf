import { fileKey, type GraphNode, type Key, missingNode, parseKey, type Source } from '@space/doc-schema';
import type { FileEntry } from '@space/host/contract';
import type { HostClient } from './host-client.ts';

/** A file's key taken apart. */
export interface FileAddress {
  readonly repository: string;
  readonly path: string;
}

/** Which folder and path a `file:` key names, or undefined for another key. */
export function readFileKey(key: string): FileAddress | undefined {
  if (!key.startsWith('file:')) return undefined;
  const { rest } = parseKey(key);
  const at = rest.indexOf('/');
  return at < 0 ? { repository: rest, path: '' } : { repository: rest.slice(0, at), path: rest.slice(at + 1) };
}

/** The last part of a path, or the folder's name for the folder itself. */
export const fileNameOf = (address: FileAddress): string => address.path.split('/').at(-1) || address.repository;

const nodeOf = (repository: string, entry: FileEntry): GraphNode => ({
  key: fileKey(repository, entry.path),
  title: entry.name,
  kind: entry.type === 'directory' ? 'directory' : 'file',
  icon: entry.type === 'directory' ? 'folder' : 'file-text',
  hasChildren: entry.type === 'directory',
  facts: { path: entry.path, sizeBytes: entry.sizeBytes, modifiedMs: entry.modifiedMs },
});

/** The source of `file:` keys: the folder that this machine lends. Titles come from the key, so that they show while the folder is away. */
export function createFileSource(host: HostClient): Source {
  const whyAway = (address: FileAddress): string | undefined => {
    const { state, folder, reason } = host.status;
    if (state !== 'ready' || !folder) return reason;
    return folder.name === address.repository
      ? undefined
      : `It is in the folder “${address.repository}”; this machine lends “${folder.name}”.`;
  };
  const read = (key: Key): GraphNode => {
    const address = readFileKey(key);
    if (!address) return missingNode(key, 'It names no file.');
    const missing = whyAway(address);
    const node: GraphNode = {
      key,
      title: fileNameOf(address),
      kind: address.path === '' ? 'directory' : 'file',
      icon: address.path === '' ? 'folder' : 'file-text',
      hasChildren: address.path === '',
      facts: { path: address.path, repository: address.repository },
    };
    return missing === undefined ? node : { ...node, missing };
  };
  return {
    scheme: 'file',
    read,
    children: async (key) => {
      const address = readFileKey(key);
      if (!address) return [];
      const answer = await host.request('files.list', { path: address.path });
      return answer.ok ? answer.value.entries.map((entry) => nodeOf(address.repository, entry)) : [missingNode(key, answer.error.message)];
    },
    subscribe: (_key, listener) => host.subscribe(listener),
  };
}
