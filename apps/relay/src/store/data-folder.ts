import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { textOf } from './store-failure.ts';

/** A data directory held by this process alone. */
export interface DataFolder {
  readonly path: string;
  /** Says in `relay.address` where the relay of this folder is reached, for programs on this machine that know the folder. */
  announce(address: string): void;
  /** Lets another relay have it. */
  release(): void;
}

/** Why a data directory could not be taken. */
export interface FolderRefusal {
  readonly code: 'unwritable' | 'in-use';
  readonly message: string;
}

const SQLITE_BUSY = 5;

/**
 * Takes a data directory, making it if need be. The lock is a lock of the operating system on `relay.lock`, so that it ends with
 * the process however that ends; `relay.pid` only says who holds it.
 */
export function takeDataFolder(path: string): DataFolder | FolderRefusal {
  const refusal = makeWritable(path);
  if (refusal) return refusal;
  const pidPath = join(path, 'relay.pid');
  const lock = new DatabaseSync(join(path, 'relay.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    writeFileSync(pidPath, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    if ((error as { errcode?: unknown }).errcode !== SQLITE_BUSY) return unwritable(path, textOf(error));
    return { code: 'in-use', message: inUse(path, pidPath) };
  }
  const addressPath = join(path, 'relay.address');
  const announce = (address: string): void => writeFileSync(addressPath, `${address}\n`, { mode: 0o600 });
  const release = (): void => {
    rmSync(addressPath, { force: true });
    lock.close();
    rmSync(pidPath, { force: true });
  };
  return { path, announce, release };
}

function makeWritable(path: string): FolderRefusal | undefined {
  try {
    makeFolder(resolve(path));
    accessSync(path, constants.W_OK);
    // `access` says yes to root even on a read-only file system: only writing tells.
    const probe = join(path, '.relay-probe');
    writeFileSync(probe, '');
    rmSync(probe);
    return undefined;
  } catch (error) {
    return unwritable(path, textOf(error));
  }
}

/** One level at a time: Node's own recursive mkdir never returns where a file system answers ENOENT to it, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

const unwritable = (path: string, why: string): FolderRefusal => ({
  code: 'unwritable',
  message: `The data folder ${path} cannot be written (${why}). Choose another with --data, or mend its rights.`,
});

function inUse(path: string, pidPath: string): string {
  const pid = existsSync(pidPath) ? readFileSync(pidPath, 'utf8').trim() : '';
  const who = pid === '' ? 'Another relay' : `Another relay (process ${pid})`;
  return `${who} is using the data folder ${path}. Stop it first, or choose another folder with --data.`;
}
