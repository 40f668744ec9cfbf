import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMAND_LIMIT, PROCESS_LIMIT } from '../../contract/index.ts';
import { TestHost } from '../host-fixture.ts';
import { ProcessLister } from './process-lister.ts';
import { type RawProcess, readStatLine } from './read-proc.ts';
import { readPs, readPsLine } from './read-ps.ts';

const raw = (part: Partial<RawProcess>): RawProcess => ({
  pid: 7,
  parentPid: 1,
  name: 'node',
  command: 'node main.ts',
  cpuMs: 0,
  memoryBytes: 1,
  startedMs: 1000,
  cwd: null,
  ...part,
});
const FOLDER = { root: '/home/mira/lantern', name: 'lantern' };

describe('real processes', () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await TestHost.start();
  });
  afterEach(() => host.dispose());

  test('[R1] a process that was started here is listed with its parent, command, memory and folder, and gone once it ended', async () => {
    mkdirSync(host.at('oil'));
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'a lantern'], { cwd: host.at('oil'), stdio: 'pipe' });
    try {
      await once(child, 'spawn');
      const seen = async () => (await host.client.get('processes.list', {})).processes.find((each) => each.pid === child.pid);
      // The system lists it under its own name only once its program is loaded.
      await expect.poll(async () => (await seen())?.command).toContain('a lantern');
      const entry = await seen();
      expect(entry).toMatchObject({ parentPid: process.pid });
      expect(Math.abs(Date.now() - (entry?.startedMs ?? 0))).toBeLessThan(60_000);
      if (process.platform === 'linux') {
        expect(entry).toMatchObject({ folder: 'oil' });
        await expect.poll(async () => (await seen())?.memoryBytes).toBeGreaterThan(1_000_000);
      }
    } finally {
      child.kill();
    }
    await once(child, 'exit');
    await expect
      .poll(async () => (await host.client.get('processes.list', {})).processes.some((each) => each.pid === child.pid))
      .toBe(false);
  });

  test('[R2] a file is told by itself, ignored or not, and one that is not there with a sentence', async () => {
    mkdirSync(host.at('oil'));
    expect(await host.client.get('files.stat', { path: 'oil' })).toMatchObject({ name: 'oil', path: 'oil', type: 'directory' });
    expect((await host.client.ask('files.stat', { path: 'wick' })).error).toMatchObject({ code: 'not-found' });
    expect((await host.client.ask('files.stat', { path: '../x' })).error).toMatchObject({ code: 'outside-folder' });
  });
});

describe('what a listing says', () => {
  test('[R3] how busy a process was counts from the listing before, and a pid given out again is another process', async () => {
    let nowMs = 11_000;
    let cpuMs = 5000;
    let startedMs = 1000;
    const lister = new ProcessLister(
      FOLDER,
      async () => [raw({ cpuMs, startedMs })],
      () => nowMs,
    );
    const cpu = async (): Promise<number | undefined> => {
      const answer = await lister.list();
      return answer.ok ? answer.value.processes[0]?.cpu : undefined;
    };
    expect(await cpu()).toBe(0.5);
    cpuMs = 6000;
    nowMs += 100;
    expect(await cpu()).toBe(0.5);
    nowMs += 900;
    expect(await cpu()).toBe(1);
    [startedMs, cpuMs] = [nowMs, 50];
    nowMs += 1000;
    expect(await cpu()).toBe(0.05);
  });

  test('[R4] thousands of processes and endless command lines are cut, and a failure is a sentence', async () => {
    const many = Array.from({ length: PROCESS_LIMIT + 5 }, (_, pid) =>
      raw({ pid, command: 'x'.repeat(10_000), cwd: '/home/mira/lantern/src' }),
    );
    const answer = await new ProcessLister(FOLDER, async () => many).list();
    expect(answer).toMatchObject({ ok: true, value: { left: 5 } });
    expect(answer.ok && answer.value.processes[0]).toMatchObject({ folder: 'src', pid: 0 });
    expect(answer.ok && answer.value.processes[0]?.command).toHaveLength(COMMAND_LIMIT);
    const failing = new ProcessLister(FOLDER, () => Promise.reject(new Error('no /proc')));
    expect(await failing.list()).toMatchObject({ ok: false, error: { message: expect.stringContaining('no /proc') } });
  });

  test('[R5] a name with spaces and brackets reads right, and what is no line reads as nothing', () => {
    const fields = ['S', '19', ...Array.from({ length: 9 }, () => '0'), '30', '12', '0', '0', '20', '0', '1', '0', '777'];
    expect(readStatLine(`42 (a) b (c)) ${fields.join(' ')}`)).toEqual({ name: 'a) b (c)', parentPid: 19, cpuTicks: 42, startTicks: 777 });
    expect(readStatLine('')).toBeUndefined();
    expect(readStatLine('42 (a) S x y')).toBeUndefined();
    const line = '  501     1   1-02:03:04 12345 Mon Nov 23 22:29:45 2026 /usr/bin/node main.ts --port 1';
    expect(readPsLine(line)).toMatchObject({ pid: 501, parentPid: 1, cpuMs: 93_784_000, memoryBytes: 12_641_280, name: 'node' });
    expect(readPsLine('PID TTY')).toBeUndefined();
  });

  test.skipIf(!existsSync('/bin/ps'))('[R5] the ps command of this machine lists this very process', async () => {
    const self = (await readPs()).find((each) => each.pid === process.pid);
    expect(self).toMatchObject({ parentPid: process.ppid });
  });
});
