import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { accept, type Outcome, refuse } from '../../contract/index.ts';
import { refuseErrno } from './errno.ts';

/** The folder a host lends. `root` is its real path: every path handed out has been compared with it. */
export interface Folder {
  readonly root: string;
  readonly name: string;
}

/** A checked path: `path` as clients write it, `real` where it is on disk with every symlink followed. */
export interface Place {
  readonly path: string;
  readonly real: string;
}

/** Opens a folder by any path to it. @throws the system's error when it is missing. */
export async function openFolder(path: string): Promise<Folder> {
  const root = await realpath(path);
  return { root, name: basename(root) || root };
}

function outside(path: string, why: string): Outcome<never> {
  return refuse('outside-folder', `"${path}" ${why}: only paths inside the folder can be opened.`, { path });
}

/** The path in its one spelling (`a//./b` is `a/b`), or a refusal of what could point out of the folder. Pure. */
export function readPath(path: string): Outcome<string> {
  if (path.includes('\0')) return outside(path.replaceAll('\0', '␀'), 'holds a NUL byte');
  if (path.startsWith('/')) return outside(path, 'is absolute');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return outside(path, 'goes up with ".."');
  return accept(parts.join('/'));
}

/** True for the folder itself and what is below it. Both paths are real paths. */
export function isInside(folder: Folder, real: string): boolean {
  const root = folder.root.endsWith(sep) ? folder.root : folder.root + sep;
  return real === folder.root || real.startsWith(root);
}

/** Where an existing path is on disk. A symlink is followed, and refused when it leads out of the folder. */
export async function resolvePlace(folder: Folder, path: string): Promise<Outcome<Place>> {
  const spelled = readPath(path);
  if (!spelled.ok) return spelled;
  try {
    const real = await realpath(join(folder.root, spelled.value));
    if (!isInside(folder, real)) return outside(path, 'is a link that leads out of the folder');
    return accept({ path: spelled.value, real });
  } catch (error) {
    return refuseErrno(error, spelled.value, 'read');
  }
}

/** Where a path is or would be: like resolvePlace, but its last part may be missing. Its directory must exist. */
export async function resolveNewPlace(folder: Folder, path: string): Promise<Outcome<Place>> {
  const existing = await resolvePlace(folder, path);
  if (existing.ok || existing.error.code !== 'not-found') return existing;
  const spelled = readPath(path);
  if (!spelled.ok) return spelled;
  const parent = dirname(spelled.value);
  const directory = await resolvePlace(folder, parent === '.' ? '' : parent);
  if (!directory.ok) return directory;
  const real = join(directory.value.real, basename(spelled.value));
  // A link to something missing: writing through it could make a file anywhere.
  if (
    await lstat(real).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    )
  )
    return outside(path, 'is a link to something that is not there');
  return accept({ path: spelled.value, real });
}
