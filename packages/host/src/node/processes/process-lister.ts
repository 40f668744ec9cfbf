import { hostname } from 'node:os';
import { relative, sep } from 'node:path';
import { accept, COMMAND_LIMIT, type Outcome, PROCESS_LIMIT, type ProcessEntry, refuse, type Result } from '../../contract/index.ts';
import { type Folder, isInside } from '../files/folder.ts';
import { type RawProcess, readProc } from './read-proc.ts';
import { readPs } from './read-ps.ts';

/** Several windows that look at once share one listing. Shorter than anybody asks again, longer than they differ. */
const SHARED_MS = 500;

interface Sample {
  readonly cpuMs: number;
  readonly startedMs: number;
}

type ReadProcesses = () => Promise<readonly RawProcess[]>;

const READERS: Readonly<Record<string, ReadProcesses>> = { linux: () => readProc(), darwin: readPs };

/** Lists the machine's processes when asked, and remembers only the last listing, to tell how busy each was since. */
export class ProcessLister {
  readonly #folder: Folder;
  readonly #read: ReadProcesses | undefined;
  readonly #now: () => number;
  #before = new Map<number, Sample>();
  #beforeMs = 0;
  #shared: { readonly atMs: number; readonly answer: Promise<Outcome<Result<'processes.list'>>> } | undefined;

  constructor(folder: Folder, read: ReadProcesses | undefined = READERS[process.platform], now: () => number = Date.now) {
    this.#folder = folder;
    this.#read = read;
    this.#now = now;
  }

  /** Every process, by pid. Asked again within half a second it gives the same listing. */
  list(): Promise<Outcome<Result<'processes.list'>>> {
    const nowMs = this.#now();
    if (!this.#shared || nowMs - this.#shared.atMs >= SHARED_MS) this.#shared = { atMs: nowMs, answer: this.#list(nowMs) };
    return this.#shared.answer;
  }

  async #list(nowMs: number): Promise<Outcome<Result<'processes.list'>>> {
    if (!this.#read) {
      return refuse('unreadable', `Processes cannot be listed on ${process.platform} yet: only on Linux and macOS.`);
    }
    try {
      const raw = (await this.#read()).toSorted((a, b) => a.pid - b.pid);
      const processes = raw.slice(0, PROCESS_LIMIT).map((one) => this.#entryOf(one, nowMs));
      this.#before = new Map(raw.map(({ pid, cpuMs, startedMs }) => [pid, { cpuMs, startedMs }]));
      this.#beforeMs = nowMs;
      return accept({ machine: hostname(), processes, left: raw.length - processes.length });
    } catch (error) {
      return refuse('unreadable', `The processes of this machine could not be listed: ${String(error)}`);
    }
  }

  #entryOf(raw: RawProcess, nowMs: number): ProcessEntry {
    const { pid, parentPid, name, command, memoryBytes, startedMs } = raw;
    const known = this.#before.get(pid);
    // A pid is given out again: only the same start means the same process.
    const since = known && known.startedMs === startedMs ? { cpuMs: known.cpuMs, atMs: this.#beforeMs } : { cpuMs: 0, atMs: startedMs };
    const cpu = Math.max(0, (raw.cpuMs - since.cpuMs) / Math.max(1, nowMs - since.atMs));
    return {
      pid,
      parentPid,
      name: name.slice(0, 100),
      command: command.length > COMMAND_LIMIT ? `${command.slice(0, COMMAND_LIMIT - 1)}…` : command,
      cpu: Math.round(cpu * 1000) / 1000,
      memoryBytes,
      startedMs,
      folder: raw.cwd !== null && isInside(this.#folder, raw.cwd) ? relative(this.#folder.root, raw.cwd).replaceAll(sep, '/') : null,
    };
  }
}
