import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decodeHostMessage, decodeRequest, MESSAGE_LIMIT_BYTES, OPEN_REQUESTS_LIMIT } from '../contract/index.ts';
import { connect, ORIGIN, TestHost } from './host-fixture.ts';
import { openToken } from './token.ts';

describe('messages', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(() => host.dispose());

  test.each([
    ['not JSON', '{"id":1', null, 'bad-request'],
    ['no request', '[]', null, 'bad-request'],
    ['no id', '{"method":"folder.read"}', null, 'bad-request'],
    ['an unknown method', '{"id":2,"method":"files.burn"}', 2, 'unknown-method'],
    ['a method of Object', '{"id":3,"method":"toString"}', 3, 'unknown-method'],
    ['wrong parameters', '{"id":4,"method":"files.read","params":{"path":7}}', 4, 'bad-request'],
    ['no parameters', '{"id":5,"method":"files.read"}', 5, 'bad-request'],
    ['a version that is none', '{"id":6,"method":"files.write","params":{"path":"a","text":"","expects":"x"}}', 6, 'bad-request'],
    ['bytes', Buffer.from([1, 2, 3]), null, 'bad-request'],
  ])('[M1] %s gets a refusal and the service lives', async (_what, text, id, code) => {
    const answer = await host.client.sendRaw(text, id);
    expect(answer.error).toMatchObject({ code });
    expect((await host.client.get('folder.read', {})).path).toBe(host.folder);
  });

  test('[M1] any text and any JSON decode to a request or a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const decoded = decodeRequest(text);
        expect('error' in decoded || 'method' in decoded).toBe(true);
        decodeHostMessage(text);
      }),
    );
  });

  test('[M2] a message above the limit closes that socket only', async () => {
    const loud = await connect(host.service.url);
    loud.socket.on('error', () => undefined);
    loud.socket.send('x'.repeat(MESSAGE_LIMIT_BYTES + 1));
    const [code] = await once(loud.socket, 'close');
    expect([1009, 1006]).toContain(code);
    expect((await host.client.get('folder.read', {})).path).toBe(host.folder);
  });

  test('[M3] above the limit of open requests a client is refused, another is served', async () => {
    await writeFile(host.at('big.txt'), 'x'.repeat(1_000_000));
    const greedy = await connect(host.service.url);
    const answers = Promise.all(Array.from({ length: OPEN_REQUESTS_LIMIT + 20 }, () => greedy.ask('files.read', { path: 'big.txt' })));
    expect((await host.client.get('folder.read', {})).name).not.toBe('');
    const refused = (await answers).filter((answer) => answer.error !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.error).toMatchObject({ code: 'bad-request' });
    await greedy.close();
  });

  test('[M1] the folder tells its name and the user', async () => {
    const folder = await host.client.get('folder.read', {});
    expect(host.folder.endsWith(folder.name)).toBe(true);
    expect(typeof folder.user).toBe('string');
  });
});

describe('process', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  let scratch: string;
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'space-host-process-'));
    await chmod(scratch, 0o777);
    await mkdir(join(scratch, 'folder'));
    await writeFile(join(scratch, 'folder/secret.txt'), 'x');
    await chmod(join(scratch, 'folder/secret.txt'), 0o000);
  });
  afterEach(() => {
    child?.kill('SIGKILL');
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  function start(args: readonly string[], uid?: number): ChildProcess {
    child = spawn(process.execPath, [main, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return child;
  }

  async function readReady(process: ChildProcess): Promise<string> {
    if (process.stdout === null) throw new Error('no stdout');
    const [line] = await once(createInterface({ input: process.stdout }), 'line');
    return JSON.parse(String(line)).url;
  }

  const good = (token: string): string[] => ['--folder', join(scratch, 'folder'), '--token-file', join(scratch, token), '--origin', ORIGIN];

  test('[M4] SIGTERM ends it with code 0 while a client is connected', async () => {
    const running = start(good('t1'));
    const client = await connect(await readReady(running), { token: await openToken(join(scratch, 't1')) });
    running.kill('SIGTERM');
    const [[code], [closed]] = await Promise.all([once(running, 'exit'), once(client.socket, 'close')]);
    expect([code, closed]).toEqual([0, 1001]);
  });

  test('[M4] it ends when the process that started it is gone', async () => {
    const running = start(good('t2'));
    await readReady(running);
    running.disconnect();
    expect((await once(running, 'exit'))[0]).toBe(0);
  });

  test('[F6] a file that may not be read is refused with a sentence', async () => {
    // Root may read anything: the service then runs as nobody.
    const running = start(good('t3'), process.getuid?.() === 0 ? 65_534 : undefined);
    const url = await readReady(running);
    const token = await openToken(join(scratch, 't3'));
    const client = await connect(url, { token });
    const { error } = await client.ask('files.read', { path: 'secret.txt' });
    expect(error).toMatchObject({ code: 'unreadable' });
    expect(error?.message).toMatch(/may not be read \(EACCES\)/);
    const written = await client.ask('files.write', { path: 'new.txt', text: '', expects: null });
    expect(process.getuid?.() === 0 ? written.error?.code : 'read-only').toBe('read-only');
    await client.close();
  });

  test.each([
    [['--bogus'], /Unknown option '--bogus'/],
    [[], /--folder is missing/],
    [['--folder', '/nope', '--token-file', 'x', '--origin', ORIGIN], /does not exist/],
    [['--folder', '/etc/passwd', '--token-file', 'x', '--origin', ORIGIN], /is not a folder/],
    [['--folder', '/', '--token-file', 'x', '--origin', 'localhost'], /is not an origin/],
    [['--folder', '/', '--token-file', 'x', '--origin', ORIGIN, '--port', '70000'], /is not a port/],
  ])('[M1] the command line %j is refused with a sentence and code 2', async (args, sentence) => {
    const running = start(args);
    let said = '';
    running.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect((await once(running, 'close'))[0]).toBe(2);
    expect(said).toMatch(sentence);
  });
});
