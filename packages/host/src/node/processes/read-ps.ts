import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { RawProcess } from './read-proc.ts';

const run = promisify(execFile);
/** What `ps` may write: a machine of some thousand processes with long command lines. */
const OUTPUT_LIMIT_BYTES = 16_000_000;
const PATIENCE_MS = 5000;

/** One line of `ps -o pid=,ppid=,time=,rss=,lstart=,args=`: `time` is [[dd-]hh:]mm:ss[.cc], `lstart` is `Mon Nov 23 22:29:45 2026`. */
const LINE = /^\s*(\d+)\s+(\d+)\s+([\d:.-]+)\s+(\d+)\s+\w{3}\s+(\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s(.*)$/;

function readTimeMs(text: string): number {
  const [clock = '', days = '0'] = text.split('-').toReversed();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

/** The process a line of `ps` tells of, or undefined for any other line. */
export function readPsLine(line: string): RawProcess | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, pid, parentPid, time = '', rss, started = '', command = ''] = match;
  const startedMs = Date.parse(started);
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    name: basename(command.split(' ')[0] ?? '') || command,
    command,
    cpuMs: readTimeMs(time),
    memoryBytes: Number(rss) * 1024,
    startedMs: Number.isFinite(startedMs) ? startedMs : 0,
    // `ps` does not tell it; asking for each process would cost more than the list.
    cwd: null,
  };
}

/** Every process by the `ps` command, for systems without `/proc`. @throws the system's error when it cannot be run. */
export async function readPs(): Promise<readonly RawProcess[]> {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,ppid=,time=,rss=,lstart=,args='], {
    maxBuffer: OUTPUT_LIMIT_BYTES,
    timeout: PATIENCE_MS,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout.split('\n').flatMap((line) => readPsLine(line) ?? []);
}
