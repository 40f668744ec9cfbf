import { request } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { untilSaved, untilStatus } from '@space/providers/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Relay, startRelay } from '../relay.ts';
import { Workbench } from '../testing/workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks exactly for `path`, which `fetch` would tidy up first. */
function ask(relay: Pick<Relay, 'address'>, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(relay.address);
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers: { Host: `localhost:${port}`, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('latin1') }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

function builtClient(): string {
  const folder = bench.folder();
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Space</title>');
  writeFileSync(join(folder, 'dist', 'sw.js'), '// worker');
  writeFileSync(join(folder, 'dist', 'assets', 'main-B3xk29Qz.mjs'), 'export {};');
  writeFileSync(join(folder, 'dist', 'assets', 'main-B3xk29Qz.mjs.gz'), gzipSync('export {};'));
  writeFileSync(join(folder, 'dist', 'assets', 'rapier-C3xk29Qz.wasm'), 'wasm');
  return join(folder, 'dist');
}

describe('the relay serves the web client', () => {
  it('[H1] under the strict policy, with the host service in it', async () => {
    const relay = await bench.relay({ client: builtClient(), hostService: 'ws://127.0.0.1:9999' });
    const { port } = new URL(relay.address);
    const page = await ask(relay, '/w/abc');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html;charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self' blob: data: ws://localhost:${port} wss://localhost:${port} ws://127.0.0.1:9999; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect((await ask(relay, '/')).body).toBe(page.body);
  });

  it('[H2] with the right types, caching and compressed files', async () => {
    const relay = await bench.relay({ client: builtClient() });
    const script = await ask(relay, '/assets/main-B3xk29Qz.mjs?v=1', { 'Accept-Encoding': 'gzip' });
    expect(script.headers).toMatchObject({ 'content-type': 'text/javascript', 'content-encoding': 'gzip' });
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await ask(relay, '/assets/rapier-C3xk29Qz.wasm')).headers['content-type']).toBe('application/wasm');
    expect((await ask(relay, '/sw.js')).headers['cache-control']).toBe('no-cache');
    expect((await ask(relay, '/assets/gone.js')).status).toBe(404);
    expect((await ask(relay, '/sw.js', { Range: 'bytes=5-2' })).status).toBe(200);
  });

  it('[H3] and nothing outside its folder, however the path is written', async () => {
    const relay = await bench.relay({ client: builtClient() });
    const paths = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/..\\secret.txt',
      '/%2e%2e%5csecret.txt',
      '/%00',
      '/%E0%A4%A',
    ];
    for (const path of paths) {
      const answer = await ask(relay, path);
      expect([path, answer.status, answer.body.includes('secret')]).toEqual([path, 404, false]);
    }
    expect((await ask(relay, '/w/../../secret.txt')).body).not.toContain('secret');
  });

  it('[H4] or says how to build it', async () => {
    const relay = await bench.relay({ client: join(bench.folder(), 'dist') });
    const page = await ask(relay, '/w/abc');
    expect(page.status).toBe(503);
    expect(page.body).toContain('npm run build');
  });

  it('[H5] tells about its world and its health, and answers nothing but GET', async () => {
    const relay = await bench.relay({ open: false });
    expect(JSON.parse((await ask(relay, '/healthz')).body)).toEqual({ status: 'ok', saving: 'ok', rooms: 0, people: 0 });
    expect(JSON.parse((await ask(relay, '/world.json')).body)).toEqual({ region: relay.region, title: 'Home', host: null, open: false });
    const tab = bench.tab(relay, relay.region, { params: { key: relay.key } });
    await tab.provider.whenReady;
    const world = tab.graph.worldId;
    if (world) tab.graph.edit({ title: 'Rename' }, (edit) => edit.set(world, 'title', 'Our place'));
    await untilSaved(tab.provider);
    expect(JSON.parse((await ask(relay, '/world.json')).body)).toMatchObject({ title: 'Our place' });
    expect((await ask(relay, '/', {}, 'POST')).status).toBe(405);
  });
});

describe('the relay lets in who may', () => {
  it('[A1] a page of another site is refused with 403, its own and allowed ones are not', async () => {
    const relay = await bench.relay({ origins: ['https://space.example'] });
    const stranger = bench.raw(relay, '/sync/a', { origin: 'https://evil.example' });
    expect((await stranger.closed).reason).toContain('403');
    for (const origin of [relay.address, 'https://space.example']) await bench.raw(relay, '/sync/a', { origin }).opened();
    expect((await bench.raw(relay, '/sync/a', { origin: 'null' }).closed).reason).toContain('403');
  });

  it('[A2] on loopback, a name that someone else pointed here is refused', async () => {
    const relay = await bench.relay();
    const { port } = new URL(relay.address);
    expect((await ask(relay, '/world.json', { Host: `evil.example:${port}` })).status).toBe(403);
    const rebound = bench.raw(relay, '/sync/a', { host: `evil.example:${port}`, origin: `http://evil.example:${port}` });
    expect((await rebound.closed).reason).toContain('403');
  });

  it('[A3] a missing or wrong key is closed with 4401, which the browser sees, and is not tried again', async () => {
    const relay = await bench.relay({ open: false });
    for (const path of ['/sync/a', '/sync/a?key=wrong', `/sync/${relay.region}?key=`]) {
      expect((await bench.raw(relay, path).closed).code).toBe(4401);
    }
    const tab = bench.tab(relay, relay.region, { params: { key: 'wrong' } });
    const refused = await untilStatus(tab.provider, (status) => status.connection === 'refused');
    expect(refused.problem).toMatchObject({ code: 'bad-key' });
    const good = bench.tab(relay, relay.region, { params: { key: relay.key } });
    await good.provider.whenReady;
    expect(good.graph.list().length).toBeGreaterThan(5);
  });

  it('[A4] what is not the name of a region is closed with 4404', async () => {
    const relay = await bench.relay();
    for (const path of ['/sync/', '/sync/a/b', '/other', `/sync/${'x'.repeat(65)}`, '/sync/%2e%2e']) {
      expect([path, (await bench.raw(relay, path).closed).code]).toEqual([path, 4404]);
    }
  });

  it('[A5] a port in use is refused with its number, and the data folder is free again', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    bench.later(() => new Promise<void>((resolve) => holder.close(() => resolve())));
    const { port } = holder.address() as AddressInfo;
    const data = bench.folder();
    const refusal = await startRelay({ port, data });
    expect(refusal).toMatchObject({ code: 'port-in-use' });
    expect('message' in refusal && refusal.message).toContain(`Port ${port} is in use`);
    await bench.relay({ data });
  });
});
