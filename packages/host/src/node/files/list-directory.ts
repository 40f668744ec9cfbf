import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { accept, type FileEntry, type Outcome, refuse } from '../../contract/index.ts';
import { refuseErrno } from './errno.ts';
import { type Folder, isInside, type Place, resolvePlace } from './folder.ts';
import { readIgnoreRules } from './ignore-rules.ts';

/** Stats in flight at once: enough to hide the disk's latency, few enough to leave the thread pool to others. */
const BATCH = 64;
const ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Its stats, or undefined for what is not shown: a link out of the folder or to nothing, a pipe, what just vanished. */
async function readShown(folder: Folder, place: Place, found: Dirent): Promise<Stats | undefined> {
  const real = join(place.real, found.name);
  try {
    if (found.isSymbolicLink() && !isInside(folder, await realpath(real))) return undefined;
    const stats = await stat(real);
    return stats.isFile() || stats.isDirectory() ? stats : undefined;
  } catch {
    // reason: a row that cannot be read cannot be opened either; the rest of the listing stands.
    return undefined;
  }
}

function compareEntries(a: FileEntry, b: FileEntry): number {
  if (a.type !== b.type) return a.type === 'directory' ? -1 : 1;
  return ORDER.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

async function readEntries(folder: Folder, place: Place): Promise<FileEntry[]> {
  const rules = await readIgnoreRules(folder, place.path);
  const found = (await readdir(place.real, { withFileTypes: true })).filter((one) => one.name !== '.git');
  const entries: FileEntry[] = [];
  for (let start = 0; start < found.length; start += BATCH) {
    const batch = found.slice(start, start + BATCH);
    const stats = await Promise.all(batch.map((one) => readShown(folder, place, one)));
    for (const [index, one] of batch.entries()) {
      const stat = stats[index];
      if (stat === undefined) continue;
      const type = stat.isDirectory() ? 'directory' : 'file';
      const path = place.path === '' ? one.name : `${place.path}/${one.name}`;
      if (rules.ignores(path, type)) continue;
      entries.push({ name: one.name, path, type, sizeBytes: type === 'file' ? stat.size : 0, modifiedMs: Math.round(stat.mtimeMs) });
    }
  }
  return entries.sort(compareEntries);
}

/** One row of a listing by itself, whether git ignores it or not: whoever names it wants to know of it. */
export async function statFile(folder: Folder, path: string): Promise<Outcome<FileEntry>> {
  const place = await resolvePlace(folder, path);
  if (!place.ok) return place;
  try {
    const stats = await stat(place.value.real);
    const type = stats.isDirectory() ? 'directory' : 'file';
    if (type === 'file' && !stats.isFile())
      return refuse('not-a-file', `"${place.value.path}" is a device or a pipe, not a file.`, { path });
    const sizeBytes = type === 'file' ? stats.size : 0;
    const name = place.value.path.split('/').at(-1) || folder.name;
    return accept({ name, path: place.value.path, type, sizeBytes, modifiedMs: Math.round(stats.mtimeMs) });
  } catch (error) {
    return refuseErrno(error, place.value.path, 'read');
  }
}

/** The rows of one directory, directories first, without `.git` and what git ignores. Never goes deeper. */
export async function listDirectory(folder: Folder, path: string): Promise<Outcome<{ entries: readonly FileEntry[] }>> {
  const place = await resolvePlace(folder, path);
  if (!place.ok) return place;
  try {
    if (!(await stat(place.value.real)).isDirectory()) {
      return refuse('not-a-directory', `"${place.value.path}" is a file: open it instead of listing it.`, { path: place.value.path });
    }
    return accept({ entries: await readEntries(folder, place.value) });
  } catch (error) {
    return refuseErrno(error, place.value.path, 'read');
  }
}
