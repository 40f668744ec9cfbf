import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const ADDRESS = /^Space is open at http:\/\/localhost:(\d+)\/w\/\w+#key=\S+&host=\S+$/m;

/** One `npm start`, and what it said so far. */
class Started {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  #told: (() => void) | undefined;

  constructor(args: readonly string[], uid?: number) {
    const env = { ...process.env, INIT_CWD: '', XDG_DATA_HOME: join(scratch, 'home') };
    this.child = spawn(process.execPath, [SCRIPT, '--no-open', ...args], {
      env,
      cwd: folder,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
      this.#told?.();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
      this.#told?.();
    });
    this.child.on('close', () => this.#told?.());
    running.push(this);
  }

  /** Waits until what it said fits; fails with all it said when it ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stdout) ?? pattern.exec(this.stderr);
      if (found !== null) return found;
      if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode}: ${this.stdout}${this.stderr}`);
      await new Promise<void>((resolve) => {
        this.#told = resolve;
      });
    }
  }

  async ends(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }
}

const running: Started[] = [];
let scratch: string;
let folder: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'space-start-'));
  chmodSync(scratch, 0o777);
  folder = join(scratch, 'folder');
  mkdirSync(folder);
});
afterEach(async () => {
  for (const started of running.splice(0)) {
    started.child.kill('SIGTERM');
    await started.ends();
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function refusal(args: readonly string[], uid?: number): Promise<{ code: number | null; said: string }> {
  const started = new Started(args, uid);
  const code = await started.ends();
  return { code, said: started.stderr };
}

describe('flags', () => {
  test('[1] an unknown flag is refused with the known ones', async () => {
    expect(await refusal(['--colour', 'red'])).toEqual({
      code: 2,
      said: 'Unknown flag "--colour". Known flags: --folder --port --data --no-open --help.\n',
    });
  });

  test.each([
    [['--port'], /--port needs a value/],
    [['--port', 'eighty'], /"eighty" is not a port: give a number from 0 to 65535/],
    [['--port', '70000'], /is not a port/],
    [['--folder', 'absent'], /The folder .*absent does not exist: check the spelling/],
    [['--folder', '/etc/passwd'], /\/etc\/passwd is a file, not a folder/],
    [['--data', '/etc/passwd'], /The data place \/etc\/passwd cannot be used/],
    [['--data', '/dev/null/x'], /The data place .* cannot be used \(ENOTDIR\): choose another with --data/],
  ])('%j is refused with a sentence and code 2', async (args, sentence) => {
    const { code, said } = await refusal(args);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });

  test('[1] an unreadable folder is refused with a sentence', async () => {
    const locked = join(scratch, 'locked');
    mkdirSync(locked, { mode: 0o000 });
    // Root may read anything: then it starts as nobody.
    const { code, said } = await refusal(['--folder', locked], process.getuid?.() === 0 ? 65_534 : undefined);
    expect(said).toMatch(/may not be read: change its permissions or choose another with --folder/);
    expect(code).toBe(2);
  });

  test('[1] --help names every flag', async () => {
    const started = new Started(['--help']);
    expect(await started.ends()).toBe(0);
    for (const flag of ['--folder', '--port', '--data', '--no-open']) expect(started.stdout).toContain(flag);
  });
});

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('running', () => {
  test('[1] one line with the address, data outside the folder, Ctrl-C ends all with code 0', async () => {
    const started = new Started(['--port', '0', '--data', join(scratch, 'data-one')]);
    const [line, port] = await started.says(ADDRESS);
    expect(started.stdout).toBe(`${line}\n`);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    expect(existsSync(join(scratch, 'data-one/host-token'))).toBe(true);
    started.child.kill('SIGINT');
    expect(await started.ends()).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('[1] a second start gives the same region and token', async () => {
    const args = ['--port', '0', '--data', join(scratch, 'data-two')];
    const lines: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const started = new Started(args);
      const [line] = await started.says(ADDRESS);
      lines.push(line.replace(/:\d+/, ''));
      started.child.kill('SIGINT');
      await started.ends();
    }
    expect(lines[0]).toBe(lines[1]);
  });

  test('[1] a busy port is said, with one that is free', async () => {
    const server = await occupy(0);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, said } = await refusal(['--port', String(port), '--data', join(scratch, 'data-three')]);
    expect(said).toMatch(new RegExp(`Port ${port} is in use\\. Port (\\d+) is free: npm start -- --port \\1`));
    expect(code).not.toBe(0);
    server.close();
  });

  test('[1] a child that is killed is started again, on the port it had', async () => {
    const started = new Started(['--port', '0', '--data', join(scratch, 'data-four')]);
    const [, port] = await started.says(ADDRESS);
    const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const mine = processes.filter((line) => line.trim().split(/\s+/)[1] === String(started.child.pid));
    const relay = Number.parseInt(mine.find((line) => line.includes('apps/relay/src/main.ts')) ?? '', 10);
    process.kill(relay, 'SIGKILL');
    await started.says(/The relay ended unexpectedly \(SIGKILL\): starting it again/);
    await started.says(/The relay runs again\./);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  test('[1] a starter that is killed leaves no server behind', async () => {
    const started = new Started(['--port', '0', '--data', join(scratch, 'data-six')]);
    const [, port] = await started.says(ADDRESS);
    started.child.kill('SIGKILL');
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 10_000 }).toBe(false);
  });

  test('[1] a broken token file stops the start with its sentence', async () => {
    const data = join(scratch, 'data-five');
    mkdirSync(data);
    writeFileSync(join(data, 'host-token'), 'x');
    const { code, said } = await refusal(['--port', '0', '--data', data]);
    expect(said).toMatch(/does not hold a host token: delete it and start again/);
    expect(code).not.toBe(0);
  });
});
