import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { accept, FILE_LIMIT_BYTES, type FileText, type Outcome, refuse } from '../../contract/index.ts';
import { refuseErrno } from './errno.ts';
import { type Folder, type Place, resolvePlace } from './folder.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// NONBLOCK: opening a named pipe must not wait for its other end. NOFOLLOW: the real path was checked, a link put there since was not.
const READ_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** The version of some bytes: their SHA-256 in hex. */
export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function showMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The refusal of a text of `sizeBytes` when it is above the limit, else undefined. */
export function refuseSize(path: string, sizeBytes: number): Outcome<never> | undefined {
  if (sizeBytes <= FILE_LIMIT_BYTES) return undefined;
  const message = `"${path}" is ${showMegabytes(sizeBytes)}, Space opens and saves up to ${showMegabytes(FILE_LIMIT_BYTES)}: use another program for it.`;
  return refuse('too-large', message, { path, sizeBytes, limitBytes: FILE_LIMIT_BYTES });
}

function decodeText(path: string, bytes: Uint8Array): Outcome<string> {
  const binary = refuse('binary', `"${path}" is not text (it is not UTF-8, or holds NUL bytes): Space cannot edit it.`, { path });
  if (bytes.includes(0)) return binary;
  try {
    return accept(UTF8.decode(bytes));
  } catch {
    return binary;
  }
}

async function readOpened(path: string, handle: FileHandle): Promise<Outcome<FileText>> {
  const stats = await handle.stat();
  if (stats.isDirectory()) return refuse('not-a-file', `"${path}" is a directory: open what is in it.`, { path });
  if (!stats.isFile()) return refuse('not-a-file', `"${path}" is a device, a pipe or a socket: only files can be opened.`, { path });
  const tooLarge = refuseSize(path, stats.size);
  if (tooLarge !== undefined) return tooLarge;
  const bytes = await handle.readFile();
  // It may have grown between the two calls.
  const grown = refuseSize(path, bytes.length);
  if (grown !== undefined) return grown;
  const text = decodeText(path, bytes);
  return text.ok ? accept({ text: text.value, version: versionOf(bytes), sizeBytes: bytes.length }) : text;
}

/** The text of a file in the folder, with the version a later write can expect. */
export async function readFileText(folder: Folder, path: string): Promise<Outcome<FileText>> {
  const place = await resolvePlace(folder, path);
  if (!place.ok) return place;
  let handle: FileHandle | undefined;
  try {
    handle = await open(place.value.real, READ_FLAGS);
    return await readOpened(place.value.path, handle);
  } catch (error) {
    return refuseErrno(error, place.value.path, 'read');
  } finally {
    await handle?.close();
  }
}

async function hashFile(real: string): Promise<string> {
  const hash = createHash('sha256');
  // Streamed: a watched or overwritten file may be far above the limit for reading.
  for await (const chunk of createReadStream(real)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * What a version is compared with: of a file the hash of its bytes, of a directory the hash of its sorted names; null when
 * it is missing. Reads the whole file.
 */
export async function readVersion(place: Place): Promise<Outcome<string | null>> {
  try {
    const stats = await stat(place.real);
    if (stats.isFile()) return accept(await hashFile(place.real));
    if (!stats.isDirectory()) return refuse('not-a-file', `"${place.path}" is neither a file nor a directory.`, { path: place.path });
    const names = await readdir(place.real);
    return accept(versionOf(Buffer.from(names.toSorted().join('\0'))));
  } catch (error) {
    const refusal = refuseErrno(error, place.path, 'read');
    return refusal.error.code === 'not-found' ? accept(null) : refusal;
  }
}
