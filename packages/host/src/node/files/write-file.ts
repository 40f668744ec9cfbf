import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { accept, type Outcome, type Params, refuse } from '../../contract/index.ts';
import { refuseErrno } from './errno.ts';
import { type Folder, type Place, resolveNewPlace } from './folder.ts';
import { readVersion, refuseSize, versionOf } from './read-file.ts';

interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Writes in flight by real path: two saves of one file take turns, so the second sees the first's version. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(real: string, act: () => Promise<T>): Promise<T> {
  const before = turns.get(real) ?? Promise.resolve();
  const mine = before.then(act, act);
  turns.set(real, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(real) === mine) turns.delete(real);
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function fillTemporary(handle: FileHandle, bytes: Uint8Array, owner: Ownership | undefined): Promise<void> {
  // FileHandle.writeFile goes on after a short write, so a full disk is an error here and never a cut file.
  await handle.writeFile(bytes);
  if (owner !== undefined) {
    const mine = await handle.stat();
    if (mine.uid !== owner.uid || mine.gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
    await handle.chmod(owner.mode & 0o7777);
  }
  await handle.sync();
}

async function replaceFile(real: string, bytes: Uint8Array, owner: Ownership | undefined): Promise<void> {
  const temporary = join(dirname(real), `.${basename(real).slice(0, 100)}.${randomBytes(6).toString('hex')}.space-new`);
  const handle = await open(temporary, 'wx');
  try {
    try {
      await fillTemporary(handle, bytes, owner);
    } finally {
      await handle.close();
    }
    await rename(temporary, real);
  } catch (error) {
    await unlink(temporary);
    throw error;
  }
  await syncDirectory(dirname(real));
}

async function readOwnership(place: Place): Promise<Outcome<Ownership | undefined>> {
  try {
    const stats = await stat(place.real);
    if (!stats.isFile()) return refuse('not-a-file', `"${place.path}" is not a file: choose another name.`, { path: place.path });
    // No write bit at all: its owner said so, though replacing it would be allowed.
    if ((stats.mode & 0o222) === 0)
      return refuse('read-only', `"${place.path}" is marked read-only: change its permissions, or save under another name.`, {
        path: place.path,
      });
    return accept(stats);
  } catch (error) {
    const refusal = refuseErrno(error, place.path, 'write');
    return refusal.error.code === 'not-found' ? accept(undefined) : refusal;
  }
}

function explainConflict(path: string, expects: string | null, found: string | null): Outcome<never> {
  if (found === null)
    return refuse('conflict', `"${path}" was deleted since it was read: save it as a new file, or leave it.`, { path, version: null });
  const what = expects === null ? 'is already there' : 'was changed by another program since it was read';
  return refuse('conflict', `"${path}" ${what}: read it again and decide what to keep.`, { path, version: found });
}

async function writePlace(place: Place, bytes: Uint8Array, expects: string | null): Promise<Outcome<{ version: string }>> {
  const owner = await readOwnership(place);
  if (!owner.ok) return owner;
  const found = await readVersion(place);
  if (!found.ok) return found;
  if (found.value !== expects) return explainConflict(place.path, expects, found.value);
  try {
    await replaceFile(place.real, bytes, owner.value);
    return accept({ version: versionOf(bytes) });
  } catch (error) {
    return refuseErrno(error, place.path, 'write');
  }
}

/**
 * Replaces a file's text as a whole, or leaves it as it was: a new file is written beside it, flushed to the disk and renamed
 * over it. Mode and owner stay. Of two writes that expect the same version, one is refused with `conflict`.
 */
export async function writeFileText(folder: Folder, { path, text, expects }: Params<'files.write'>): Promise<Outcome<{ version: string }>> {
  if (!text.isWellFormed())
    return refuse('bad-request', `The text for "${path}" holds half a character (a lone surrogate): it cannot be saved as UTF-8.`, {
      path,
    });
  const bytes = Buffer.from(text, 'utf8');
  const tooLarge = refuseSize(path, bytes.length);
  if (tooLarge !== undefined) return tooLarge;
  const place = await resolveNewPlace(folder, path);
  if (!place.ok) return place;
  if (place.value.real === folder.root) return refuse('not-a-file', 'The folder itself cannot be written: name a file in it.', { path });
  // What lies in .git runs (hooks, filters) or breaks history: git writes there, nobody else.
  if (place.value.real.slice(folder.root.length).split('/').includes('.git'))
    return refuse('read-only', `"${path}" belongs to git: use git to change it.`, { path });
  return inTurn(place.value.real, () => writePlace(place.value, bytes, expects));
}
