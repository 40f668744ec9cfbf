import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A process as the system tells it, before anything is worked out. */
export interface RawProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly command: string;
  /** Processor time used since it started, in milliseconds. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly startedMs: number;
  /** The directory it works in; null where it may not be known. */
  readonly cwd: string | null;
}

/** Linux counts a process's time in hundredths of a second on every architecture it tells user space about. */
const TICK_MS = 10;
/** Processes read at once: enough to hide latency, few enough to leave the thread pool to others. */
const BATCH = 32;

/** Reads `pid (name) state ppid …`; the name may hold spaces and brackets. Undefined for what is no such line. */
export function readStatLine(text: string): { name: string; parentPid: number; cpuTicks: number; startTicks: number } | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const rest = text.slice(close + 2).split(' ');
  // The fields after the name, counted from 0: 1 parent, 11 and 12 time in user and kernel mode, 19 start since boot.
  const numbers = [rest[1], rest[11], rest[12], rest[19]].map(Number);
  const [parentPid = Number.NaN, user = 0, kernel = 0, startTicks = 0] = numbers;
  if (numbers.some((number) => !Number.isFinite(number))) return undefined;
  return { name: text.slice(open + 1, close), parentPid, cpuTicks: user + kernel, startTicks };
}

async function readOne(root: string, pid: number, bootMs: number): Promise<RawProcess | undefined> {
  const folder = join(root, String(pid));
  try {
    const [stat, status, arguments_] = await Promise.all([
      readFile(join(folder, 'stat'), 'utf8'),
      readFile(join(folder, 'status'), 'utf8'),
      readFile(join(folder, 'cmdline'), 'utf8'),
    ]);
    const line = readStatLine(stat);
    if (!line) return undefined;
    const cwd = await readlink(join(folder, 'cwd')).catch(() => null);
    const command = arguments_.replaceAll('\0', ' ').trim();
    return {
      pid,
      parentPid: line.parentPid,
      // The system's own name is cut at 15 letters and may be that of a thread: what was started says more.
      name: basename(arguments_.split('\0')[0] ?? '') || line.name,
      command: command === '' ? `[${line.name}]` : command,
      cpuMs: line.cpuTicks * TICK_MS,
      memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
      startedMs: bootMs + line.startTicks * TICK_MS,
      cwd,
    };
  } catch {
    // reason: it ended while it was read, or hides from this user; the others stand.
    return undefined;
  }
}

/** Every process under `/proc`. What ends meanwhile is left out. @throws the system's error when there is no `/proc`. */
export async function readProc(root: string = '/proc'): Promise<readonly RawProcess[]> {
  const stat = await readFile(join(root, 'stat'), 'utf8');
  const bootMs = Number(/^btime (\d+)$/m.exec(stat)?.[1] ?? 0) * 1000;
  const pids = (await readdir(root)).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: RawProcess[] = [];
  for (let start = 0; start < pids.length; start += BATCH) {
    const batch = pids.slice(start, start + BATCH).map((pid) => readOne(root, pid, bootMs));
    for (const one of await Promise.all(batch)) if (one) found.push(one);
  }
  return found;
}
