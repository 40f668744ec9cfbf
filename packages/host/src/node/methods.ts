import { userInfo } from 'node:os';
import { accept, type HostRequest, type Outcome, refuse, type Result, WATCH_LIMIT } from '../contract/index.ts';
import { PathFinder } from './files/find-paths.ts';
import { type Folder, readPath } from './files/folder.ts';
import { listDirectory, statFile } from './files/list-directory.ts';
import { readFileText } from './files/read-file.ts';
import { type VersionListener, WatchedPaths } from './files/watched-paths.ts';
import { writeFileText } from './files/write-file.ts';
import { ProcessLister } from './processes/process-lister.ts';

/** What all clients of one folder share. */
export interface FolderServices {
  readonly folder: Folder;
  readonly finder: PathFinder;
  readonly watched: WatchedPaths;
  readonly processes: ProcessLister;
}

/** One client's side: the paths it watches and where its events go. */
export interface Client {
  readonly watching: Set<string>;
  readonly listener: VersionListener;
}

function readUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // reason: a container's user may have no name; the page then asks for one.
    return process.env['USER'] ?? '';
  }
}

async function watchPath(services: FolderServices, client: Client, path: string): Promise<Outcome<Result<'files.watch'>>> {
  const spelled = readPath(path);
  if (!spelled.ok) return spelled;
  if (client.watching.size >= WATCH_LIMIT && !client.watching.has(spelled.value)) {
    return refuse('bad-request', `You watch ${WATCH_LIMIT} paths already: close some files first.`, { limit: WATCH_LIMIT });
  }
  client.watching.add(spelled.value);
  const outcome = await services.watched.watch(spelled.value, client.listener);
  if (!outcome.ok) client.watching.delete(spelled.value);
  return outcome;
}

function unwatchPath(services: FolderServices, client: Client, path: string): Outcome<Result<'files.unwatch'>> {
  const spelled = readPath(path);
  if (!spelled.ok) return spelled;
  client.watching.delete(spelled.value);
  services.watched.unwatch(spelled.value, client.listener);
  return accept({});
}

/** Creates what all clients of a folder share. Dispose `watched`. */
export function createFolderServices(folder: Folder, report: (problem: string) => void): FolderServices {
  return { folder, finder: new PathFinder(folder), watched: new WatchedPaths(folder, report), processes: new ProcessLister(folder) };
}

/** Does what a checked request asks. */
export async function answerRequest(services: FolderServices, client: Client, request: HostRequest): Promise<Outcome<unknown>> {
  const { folder, finder } = services;
  switch (request.method) {
    case 'folder.read':
      return accept({ name: folder.name, path: folder.root, user: readUserName() });
    case 'files.list':
      return listDirectory(folder, request.params.path);
    case 'files.stat':
      return statFile(folder, request.params.path);
    case 'files.find':
      return finder.find(request.params);
    case 'files.read':
      return readFileText(folder, request.params.path);
    case 'files.write':
      return writeFileText(folder, request.params);
    case 'files.watch':
      return watchPath(services, client, request.params.path);
    case 'files.unwatch':
      return unwatchPath(services, client, request.params.path);
    case 'processes.list':
      return services.processes.list();
  }
}
