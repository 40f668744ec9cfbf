import * as v from 'valibot';
import { FIND_LIMIT } from './limits.ts';

/** One row of a directory listing. `path` is relative to the folder, POSIX, without a leading slash. */
export interface FileEntry {
  readonly name: string;
  readonly path: string;
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/**
 * One process of the machine, as it was when listed. `cpu` is the share of one core it used since the listing before (1 is a whole
 * core), or since it started when it was not listed before. `folder` is where it works, relative to the lent folder; null elsewhere.
 */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  /** With its arguments, at most COMMAND_LIMIT signs. */
  readonly command: string;
  readonly cpu: number;
  readonly memoryBytes: number;
  readonly startedMs: number;
  readonly folder: string | null;
}

/** A file's text and what it was when read. `version` is the SHA-256 of its bytes, in hex. */
export interface FileText {
  readonly text: string;
  readonly version: string;
  readonly sizeBytes: number;
}

/**
 * Parameters and result of each method. Paths are relative to the folder, POSIX; `''` is the folder itself.
 * - `files.list` reads one directory, directories first; `.git` and what `.gitignore` names are left out.
 * - `files.stat` tells one row without listing its directory.
 * - `files.write` replaces the whole text at once, or nothing; `expects` is the version last read, null for a new file.
 *   Of two people who save at once, the second gets `conflict` with the version now on disk.
 * - `files.watch` makes the host send `files.changed` whenever the path's version becomes another. `watching` says whether
 *   the whole folder is watched or, where that failed, only this path.
 * - `processes.list` tells every process of the machine that its user may see, by pid; at most PROCESS_LIMIT, and `left` says how
 *   many were left out. Nothing is sent unasked.
 */
export interface HostMethods {
  'folder.read': { params: Record<never, never>; result: { readonly name: string; readonly path: string; readonly user: string } };
  'files.list': { params: { readonly path: string }; result: { readonly entries: readonly FileEntry[] } };
  'files.stat': { params: { readonly path: string }; result: FileEntry };
  'files.find': { params: { readonly text: string; readonly limit: number }; result: { readonly paths: readonly string[] } };
  'files.read': { params: { readonly path: string }; result: FileText };
  'files.write': {
    params: { readonly path: string; readonly text: string; readonly expects: string | null };
    result: { readonly version: string };
  };
  'files.watch': { params: { readonly path: string }; result: { readonly version: string; readonly watching: 'folder' | 'path' } };
  'files.unwatch': { params: { readonly path: string }; result: Record<never, never> };
  'processes.list': {
    params: Record<never, never>;
    result: { readonly machine: string; readonly processes: readonly ProcessEntry[]; readonly left: number };
  };
}

/** A method's name. */
export type HostMethod = keyof HostMethods;

/** What a method is asked with. */
export type Params<M extends HostMethod> = HostMethods[M]['params'];

/** What a method answers with. */
export type Result<M extends HostMethod> = HostMethods[M]['result'];

/** What the host sends unasked. `version` is null once the path is gone. */
export interface HostEvents {
  'files.changed': { readonly path: string; readonly version: string | null };
}

type Check<T> = v.GenericSchema<unknown, T>;

const path = v.pipe(v.string(), v.maxLength(4096));
const version = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is not a version: 64 hex digits, as files.read gave it'));
const entry = v.object({
  name: v.string(),
  path: v.string(),
  type: v.picklist(['file', 'directory']),
  sizeBytes: v.number(),
  modifiedMs: v.number(),
});

const processEntry = v.object({
  pid: v.number(),
  parentPid: v.number(),
  name: v.string(),
  command: v.string(),
  cpu: v.number(),
  memoryBytes: v.number(),
  startedMs: v.number(),
  folder: v.nullable(v.string()),
});

/** The method table: what each side checks before it believes the other. */
export const METHODS: { readonly [M in HostMethod]: { readonly params: Check<Params<M>>; readonly result: Check<Result<M>> } } = {
  'folder.read': { params: v.object({}), result: v.object({ name: v.string(), path: v.string(), user: v.string() }) },
  'files.list': { params: v.object({ path }), result: v.object({ entries: v.array(entry) }) },
  'files.stat': { params: v.object({ path }), result: entry },
  'files.find': {
    params: v.object({
      text: v.pipe(v.string(), v.maxLength(200)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(FIND_LIMIT)),
    }),
    result: v.object({ paths: v.array(v.string()) }),
  },
  'files.read': { params: v.object({ path }), result: v.object({ text: v.string(), version, sizeBytes: v.number() }) },
  'files.write': { params: v.object({ path, text: v.string(), expects: v.nullable(version) }), result: v.object({ version }) },
  'files.watch': { params: v.object({ path }), result: v.object({ version, watching: v.picklist(['folder', 'path']) }) },
  'files.unwatch': { params: v.object({ path }), result: v.object({}) },
  'processes.list': {
    params: v.object({}),
    result: v.object({ machine: v.string(), processes: v.array(processEntry), left: v.number() }),
  },
};

/** The checks of what the host sends unasked. */
export const EVENTS: { readonly [E in keyof HostEvents]: Check<HostEvents[E]> } = {
  'files.changed': v.object({ path: v.string(), version: v.nullable(version) }),
};

/** True for a name the method table holds. */
export function isHostMethod(name: string): name is HostMethod {
  return Object.hasOwn(METHODS, name);
}
