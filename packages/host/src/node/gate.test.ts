import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { equalSecrets } from './gate.ts';
import { connect, TestHost } from './host-fixture.ts';
import { openToken } from './token.ts';

describe('gate', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await TestHost.start();
  });
  afterAll(() => host.dispose());

  test('[G1] the service listens on loopback only', async () => {
    const { port } = new URL(host.service.url);
    const outer = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((one) => !one.internal && one.family === 'IPv4');
    for (const { address } of outer) await expect(connect(`ws://${address}:${port}`)).rejects.toThrow(/ECONNREFUSED/);
    expect(new URL(host.service.url).hostname).toBe('127.0.0.1');
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '10.0.0.1:80', 'localhost.evil.example:1'])(
    '[G2] a foreign Host header %s gets 403',
    async (name) => {
      await expect(connect(host.service.url, { host: name })).rejects.toThrow(/^403: The host answers on loopback only/);
    },
  );

  test('[G2] localhost is loopback too', async () => {
    const client = await connect(host.service.url, { host: `localhost:${new URL(host.service.url).port}` });
    await client.close();
  });

  test.each(['https://evil.example', 'null', 'http://localhost:8788', 'https://localhost:8787', null])(
    "[G3] a stranger's Origin %s gets 403",
    async (origin) => {
      await expect(connect(host.service.url, { origin })).rejects.toThrow(/^403: The page at/);
    },
  );

  test.each(['', 'wrong', 'test-token-test-token-test-token-0', 'test-token-test-token-test-token-000'])(
    '[G4] the wrong token "%s" gets 401',
    async (token) => {
      await expect(connect(host.service.url, { token })).rejects.toThrow(/^401: The token is missing or wrong|Invalid/);
    },
  );

  test('[G4] secrets of any length compare', () => {
    expect(equalSecrets('a', 'a')).toBe(true);
    expect(equalSecrets('a', 'ab')).toBe(false);
    expect(equalSecrets('', '')).toBe(true);
  });

  test('[G6] a plain request gets 426 and a sentence', async () => {
    const response = await fetch(host.service.url.replace('ws:', 'http:'));
    expect(response.status).toBe(426);
    expect(await response.text()).toMatch(/host service of Space/);
  });
});

describe('token file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'space-token-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('[G5] it is made with mode 600, kept, and closed when open', async () => {
    const file = join(folder, 'deep', 'host-token');
    const token = await openToken(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(token);
    await chmod(file, 0o644);
    expect(await openToken(file)).toBe(token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('[G5] a file that holds something else stops the start with a sentence', async () => {
    const file = join(folder, 'broken');
    await writeFile(file, 'short');
    await expect(openToken(file)).rejects.toThrow(/does not hold a host token: delete it/);
  });
});
