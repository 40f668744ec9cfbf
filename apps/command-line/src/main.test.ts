import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runLine } from './run-line.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const BIN = join(import.meta.dirname, '../bin/space.mjs');
const RELAY = join(import.meta.dirname, '../../relay/src/main.ts');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let base: string;
let data: string;
let relay: ChildProcess;
let ready: { readonly address: string; readonly region: string; readonly key: string };

async function startRelay(): Promise<void> {
  relay = spawn(process.execPath, [RELAY, '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!relay.stdout) throw new Error('no output');
  const [line] = (await once(createInterface(relay.stdout), 'line')) as [string];
  ready = JSON.parse(line) as typeof ready;
}

async function stopRelay(): Promise<void> {
  relay.kill('SIGTERM');
  await once(relay, 'exit');
}

/** Runs a line against the real relay within this process: starting Node sixty times would only heat the machine. */
async function space(...args: string[]): Promise<Ran> {
  const said = { out: '', err: '' };
  const env = { SPACE_DATA: data, SPACE_NAME: 'Ada', USER: 'ada' };
  const code = await runLine(args, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    isTty: false,
    env,
    cwd: base,
  });
  return { code, ...said };
}

/** Runs the real command as a shell would, in the folder of the test. */
function realSpace(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, SPACE_DATA: data, SPACE_URL: '', SPACE_NAME: 'Ada', USER: 'ada' };
    execFile(process.execPath, [BIN, ...args], { cwd: base, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

async function json<T>(...args: string[]): Promise<T> {
  const ran = await space(...args, '--json');
  if (ran.code !== 0) throw new Error(ran.err);
  return JSON.parse(ran.out) as T;
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'space-cli-'));
  data = join(base, 'data');
  await startRelay();
});
afterAll(async () => {
  await stopRelay();
  rmSync(base, { recursive: true, force: true });
});

describe('[3.14] a running world on the command line', () => {
  test('[S1] what is written is on the relay’s disk when the command ends: it survives the relay’s death', async () => {
    const made = await realSpace('create', 'task', '--title', 'Buy oil', 'due=2026-12-24', 'tags=home, lamp', '--text', 'Two litres.');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^Made task "Buy oil" \(entity:\w{12}\)\. Saved on the relay\.\n$/);
    relay.kill('SIGKILL');
    await once(relay, 'exit');
    await startRelay();
    expect(await json('show', 'buy oil')).toMatchObject({
      kind: 'task',
      properties: { due: '2026-12-24', tags: ['home', 'lamp'], state: 'open' },
      texts: { body: 'Two litres.' },
    });
  });

  test('[S2] things are set, linked, unlinked, trashed and restored by title or key', async () => {
    expect((await space('set', 'Buy oil', 'state', 'done')).out).toBe('Buy oil: state is now done. Saved on the relay.\n');
    expect((await space('set', 'Buy oil', 'body', 'Three litres.')).code).toBe(0);
    expect((await space('set', 'Buy oil', 'position', '[1, 0, 2.5]')).code).toBe(0);
    expect((await space('link', 'Buy oil', 'blocks', 'Welcome board')).out).toContain('Buy oil blocks Welcome board. Saved');
    const { key } = await json<{ key: string }>('show', 'Buy oil');
    const board = await json<{ to: readonly { relation: string; from: string }[] }>('show', 'Welcome board');
    expect(board.to).toEqual([{ relation: 'blocks', from: key, data: {} }]);
    expect((await space('unlink', key, 'blocks', 'Welcome board')).code).toBe(0);
    expect(await space('unlink', key, 'blocks', 'Welcome board')).toMatchObject({
      code: 4,
      err: 'space: There is no link: Buy oil blocks Welcome board.\n',
    });
    expect((await space('trash', key)).out).toBe('Moved "Buy oil" to the trash. Saved on the relay.\n');
    expect(await space('show', 'Buy oil')).toMatchObject({ code: 4 });
    expect((await space('restore', 'Buy oil')).out).toBe('Took "Buy oil" out of the trash. Saved on the relay.\n');
    expect(await json('show', 'Buy oil')).toMatchObject({ properties: { position: [1, 0, 2.5] }, texts: { body: 'Three litres.' } });
  });

  test('[S3] list, query and history answer in aligned lines, without colour in a pipe, and as JSON', async () => {
    const { out } = await space('query', 'kind:task state:done');
    expect(out).toMatch(/^entity:\w{12} {2}task {2}Buy oil {2}done due 2026-12-24 #home #lamp\n$/);
    expect(out).not.toContain('\u001b');
    expect((await json<readonly { title: string }[]>('list', 'light')).map((row) => row.title)).toEqual(['Lamp', 'Lamp', 'Lamp']);
    expect((await space('query', 'kind:task state:done', '--csv')).out).toMatch(
      /^key,kind,title,state,due,tags,.*\r\nentity:\w{12},task,Buy oil,done,/,
    );
    const flushes = await json<readonly { title: string; name: string; tool: string }[]>('history');
    expect(flushes.find((flush) => flush.title === 'Set state of Buy oil')).toMatchObject({ name: 'Ada', tool: 'command line' });
    const { changes } = await json<{ changes: readonly { property?: string; type: string; name: string }[] }>('history', 'Buy oil');
    expect(changes.at(-1)).toMatchObject({ type: 'entity', name: 'Ada' });
    const told = await space('history', 'Buy oil');
    expect(told.out).toMatch(/Ada {2}state: "?open"? → "?done"? +command line\n|Ada {2}state: nothing → done +command line\n/);
    expect(told.out).toContain('moved to the trash');
  });

  test('[S7] [3.4] a thing is brought back as it was at a time, as an ordinary edit', async () => {
    await space('create', 'note', '--title', 'Plan', '--text', 'First, light.');
    const at = Date.now();
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(at + 2));
    await space('set', 'Plan', 'body', 'Last, dark.');
    await space('set', 'Plan', 'colour', '#000000');
    expect((await space('restore', 'Plan', '--at', new Date(at).toISOString())).out).toMatch(
      /^"Plan" is as it was at \S+ \S+: 2 values\. Saved on the relay\.\n$/,
    );
    expect(await json('show', 'Plan')).toMatchObject({ texts: { body: 'First, light.' }, properties: { colour: '#f0d48c' } });
    expect(await space('restore', 'Plan', '--at', '2001-01-01')).toMatchObject({ code: 4 });
    expect(await space('restore', 'Plan', '--at', 'yesterday')).toMatchObject({ code: 2 });
  });

  test('[S4] a folder is brought in, written out byte for byte, and brought in again as an update', async () => {
    const vault = join(base, 'vault');
    mkdirSync(join(vault, 'in'), { recursive: true });
    const files = { 'One.md': '---\ntags: [x]\n---\r\nTo [[Two]]\r\n', 'in/Two.md': 'Back to [One](../One.md)', 'bad.md': '\0' };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(vault, path), text);
    const first = await space('import', 'vault');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('skipped  bad.md  It is not UTF-8 text');
    expect(first.out).toContain('Brought in vault: 4 new, 1 skipped; 5 links. Saved on the relay.');
    expect((await space('export', 'out', '--only', 'vault', '--plain')).code).toBe(0);
    for (const path of ['One.md', 'in/Two.md'] as const) expect(readFileSync(join(base, 'out', path), 'utf8')).toBe(files[path]);
    writeFileSync(join(vault, 'in/Two.md'), 'Changed');
    expect((await space('import', 'vault', '--dry-run')).out).toContain('Would bring in vault: 1 changed, 3 same, 1 skipped.');
    expect((await space('import', 'vault')).code).toBe(0);
    expect(await json('show', 'Two')).toMatchObject({ texts: { body: 'Changed' } });
  });

  test('[S4] the world as JSON goes to standard output, and comes in again', async () => {
    const { out } = await space('export');
    expect(JSON.parse(out)).toMatchObject({ format: 'space-world', version: 1, region: ready.region });
    writeFileSync(join(base, 'world.json'), out);
    const again = await space('import', 'world.json');
    expect(again.out).toMatch(/^Brought in \w+: \d+ same; 0 links\. Saved on the relay\.\n$/);
  });

  test('[S5] whatever is wrong is one sentence and its own exit code', async () => {
    const wrong = async (...args: string[]): Promise<[number, string]> => {
      const { code, err, out } = await space(...args);
      expect([out, err.split('\n')]).toEqual(['', [err.trimEnd(), '']]);
      return [code, err];
    };
    expect(await wrong('shew')).toEqual([2, 'space: There is no command "shew". All of them: space help\n']);
    expect(await wrong('set', 'x')).toEqual([2, 'space: It goes: space set KEY PROPERTY VALUE\n']);
    expect(await wrong('list', '--nope')).toEqual([2, "space: Unknown option '--nope'. See: space help list\n"]);
    expect((await wrong('show', 'Lamp'))[1]).toMatch(/^space: "Lamp" may be entity:\w+ \(light, Lamp\) or /);
    expect((await wrong('set', 'Buy oil', 'state', 'half'))[1]).toContain('choose one of open, done');
    expect((await wrong('set', 'Buy oil', 'weight', '3'))[1]).toContain('no property "weight"');
    expect((await wrong('query', 'kind:('))[0]).toBe(2);
    expect((await wrong('list', '--data', join(base, 'nowhere')))[0]).toBe(3);
    expect(await realSpace('show', 'nothing')).toEqual({
      code: 4,
      out: '',
      err: 'space: Nothing here is called "nothing". Look with: space list\n',
    });
    expect((await wrong('list', '--url', 'http://127.0.0.1:9'))[0]).toBe(3);
    expect((await wrong('list', '--url', `${ready.address}/w/${ready.region}#key=wrong-wrong-wrong`))[0]).toBe(3);
    expect((await wrong('import', 'absent'))[0]).toBe(4);
  });

  test('[S5] every command tells how it goes', async () => {
    const { out } = await space('help');
    const names = [...out.matchAll(/^ {2}space (\w+)/gm)].map((match) => match[1] ?? '');
    expect(names).toEqual(['list', 'query', 'show', 'create', 'set', 'link', 'unlink', 'trash', 'restore', 'history', 'export', 'import']);
    for (const name of names) {
      const help = await space(name, '--help');
      expect(help.code).toBe(0);
      expect(help.out).toContain(`space ${name} `);
      expect(help.out).toContain('Examples:');
    }
  });

  test('[S6] a share link names a world, too', async () => {
    const { code, out } = await realSpace('list', 'world', '--url', `${ready.address}/w/${ready.region}#key=${ready.key}`);
    expect([code, out]).toEqual([0, expect.stringContaining('world  Home') as string]);
  });
});
