import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accept, type Outcome, type Params } from '../../contract/index.ts';
import type { Folder } from './folder.ts';
import { listDirectory } from './list-directory.ts';

const run = promisify(execFile);
/** A folder without git is walked, and no further than this: a search must answer while somebody types. */
const WALK_LIMIT = 20_000;
/** How long a list of paths serves: one burst of typing. */
const FRESH_MS = 3000;

async function listByGit(folder: Folder): Promise<readonly string[] | undefined> {
  // core.fsmonitor off: a repository's own settings could name a program to run.
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '-co', '--exclude-standard', '--deduplicate', '-z'];
  try {
    const { stdout } = await run('git', args, {
      cwd: folder.root,
      maxBuffer: 64_000_000,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
    return stdout.split('\0').filter((path) => path !== '');
  } catch {
    // reason: no git here, or not a repository: the walk answers instead.
    return undefined;
  }
}

async function listByWalk(folder: Folder): Promise<readonly string[]> {
  const paths: string[] = [];
  const waiting = [''];
  for (let next = waiting.shift(); next !== undefined && paths.length < WALK_LIMIT; next = waiting.shift()) {
    const listing = await listDirectory(folder, next);
    if (!listing.ok) continue;
    for (const entry of listing.value.entries) (entry.type === 'file' ? paths : waiting).push(entry.path);
  }
  return paths.slice(0, WALK_LIMIT);
}

/**
 * How well a path answers a text; higher is better, undefined is not at all. In the name beats in the path, together beats
 * scattered letters in order, short beats long. `wanted` is lower case. Pure.
 */
export function scorePath(path: string, wanted: string): number | undefined {
  const lower = path.toLowerCase();
  const nameStart = lower.lastIndexOf('/') + 1;
  const inName = lower.indexOf(wanted, nameStart);
  if (inName >= 0) return (inName === nameStart ? 4000 : 3000) - path.length;
  if (lower.includes(wanted)) return 2000 - path.length;
  let from = 0;
  for (const letter of wanted) {
    const at = lower.indexOf(letter, from);
    if (at < 0) return undefined;
    from = at + 1;
  }
  return 1000 - path.length;
}

/** Finds files of one folder by parts of their path. */
export class PathFinder {
  readonly #folder: Folder;
  #listed: Promise<readonly string[]> | undefined;
  #listedMs = 0;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  #list(): Promise<readonly string[]> {
    const nowMs = performance.now();
    if (this.#listed === undefined || nowMs - this.#listedMs > FRESH_MS) {
      this.#listedMs = nowMs;
      this.#listed = listByGit(this.#folder).then((paths) => paths ?? listByWalk(this.#folder));
    }
    return this.#listed;
  }

  /** The best `limit` paths for a text, best first; an empty text gives the first ones. Walks every path of the folder. */
  async find({ text, limit }: Params<'files.find'>): Promise<Outcome<{ paths: readonly string[] }>> {
    const wanted = text.trim().toLowerCase().replaceAll(/\s+/g, '');
    const scored: { path: string; score: number }[] = [];
    for (const path of await this.#list()) {
      const score = scorePath(path, wanted);
      if (score !== undefined) scored.push({ path, score });
    }
    scored.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
    return accept({ paths: await this.#keepExisting(scored, limit) });
  }

  /** git also names files that are deleted and not yet committed. */
  async #keepExisting(scored: readonly { path: string }[], limit: number): Promise<string[]> {
    const kept: string[] = [];
    for (const { path } of scored) {
      if (kept.length === limit) break;
      const exists = await lstat(join(this.#folder.root, path)).then(
        () => true,
        () => false,
      );
      if (exists) kept.push(path);
    }
    return kept;
  }
}
