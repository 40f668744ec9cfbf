import { execFileSync } from 'node:child_process';
import { mkdir, open, rm, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostMethod } from '../../contract/index.ts';
import { TestHost } from '../host-fixture.ts';
import { versionOf } from './read-file.ts';

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.dispose());

async function refusal(method: HostMethod, path: string): Promise<string> {
  const params = method === 'files.write' ? { path, text: 'x', expects: null } : { path };
  const answer = await host.client.sendRaw(JSON.stringify({ id: -1, method, params }), -1);
  return answer.error?.code ?? 'none';
}

const WITH_PATHS: HostMethod[] = ['files.list', 'files.read', 'files.write', 'files.watch', 'files.unwatch'];

describe('paths', () => {
  test.each(WITH_PATHS)('[P1] %s refuses every path that could point out of the folder', async (method) => {
    for (const path of ['..', '../x', 'a/../../x', 'a/..', '/etc/passwd', '//etc', 'a\0b'])
      expect([path, await refusal(method, path)]).toEqual([path, 'outside-folder']);
  });

  test('[P2] a symlink that leads out is refused wherever it stands', async () => {
    await symlink('/etc', host.at('out'));
    await symlink('/etc/hostname', host.at('out-file'));
    for (const method of ['files.list', 'files.read', 'files.watch'] as const) expect(await refusal(method, 'out')).toBe('outside-folder');
    expect(await refusal('files.read', 'out/hostname')).toBe('outside-folder');
    expect(await refusal('files.read', 'out-file')).toBe('outside-folder');
    expect(await refusal('files.write', 'out-file')).toBe('outside-folder');
    expect(await refusal('files.write', 'out/new-file')).toBe('outside-folder');
    const { entries } = await host.client.get('files.list', { path: '' });
    expect(entries.map((one) => one.name)).not.toContain('out');
  });

  test('[P2] writing through a link to nothing is refused', async () => {
    await symlink('/tmp/space-host-never-there', host.at('dangling'));
    expect(await refusal('files.write', 'dangling')).toBe('outside-folder');
  });

  test('[P3] a symlink that stays inside works', async () => {
    await writeFile(host.at('target.txt'), 'inside');
    await symlink('target.txt', host.at('inner'));
    expect((await host.client.get('files.read', { path: 'inner' })).text).toBe('inside');
  });

  test('[P1] one path has one spelling', async () => {
    await mkdir(host.at('deep'), { recursive: true });
    await writeFile(host.at('deep/a..b.txt'), 'dots');
    expect((await host.client.get('files.read', { path: './deep//a..b.txt' })).text).toBe('dots');
  });
});

describe('listing', () => {
  test('[F1] directories come first, then names with their numbers in order', async () => {
    await mkdir(host.at('order/z-folder'), { recursive: true });
    for (const name of ['file10.txt', 'file2.txt', 'B.txt', 'a.txt']) await writeFile(host.at(`order/${name}`), 'x');
    const { entries } = await host.client.get('files.list', { path: 'order' });
    expect(entries.map((one) => one.name)).toEqual(['z-folder', 'a.txt', 'B.txt', 'file2.txt', 'file10.txt']);
    expect(entries[1]).toMatchObject({ path: 'order/a.txt', type: 'file', sizeBytes: 1 });
  });

  test('[F1] 10,000 rows arrive', async () => {
    await mkdir(host.at('many'));
    const names = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    for (let start = 0; start < names.length; start += 500)
      await Promise.all(names.slice(start, start + 500).map((name) => writeFile(host.at(`many/${name}`), '')));
    const { entries } = await host.client.get('files.list', { path: 'many' });
    expect(entries).toHaveLength(10_000);
    expect(entries.at(-1)?.name).toBe('n9999');
  });

  test('[F2] .git and what nested .gitignore files name are left out', async () => {
    await mkdir(host.at('repo/.git'), { recursive: true });
    await mkdir(host.at('repo/build/inside'), { recursive: true });
    await mkdir(host.at('repo/src/tmp'), { recursive: true });
    await writeFile(host.at('repo/.gitignore'), 'build/\n*.log\n!keep.log\n');
    await writeFile(host.at('repo/src/.gitignore'), 'tmp\n!special.log\n');
    await writeFile(host.at('repo/build/inside/.gitignore'), '!x.ts\n');
    for (const path of ['a.log', 'keep.log', 'src/b.log', 'src/special.log', 'src/main.ts', 'build/inside/x.ts'])
      await writeFile(host.at(`repo/${path}`), '');
    const names = async (path: string): Promise<string[]> => (await host.client.get('files.list', { path })).entries.map((one) => one.name);
    expect(await names('repo')).toEqual(['src', '.gitignore', 'keep.log']);
    expect(await names('repo/src')).toEqual(['.gitignore', 'main.ts', 'special.log']);
    expect(await names('repo/build/inside')).toEqual([]);
  });

  test('[F1] a file or nothing cannot be listed', async () => {
    await writeFile(host.at('plain.txt'), '');
    expect(await refusal('files.list', 'plain.txt')).toBe('not-a-directory');
    expect(await refusal('files.list', 'plain.txt/deeper')).toBe('not-a-directory');
    expect(await refusal('files.list', 'absent')).toBe('not-found');
  });
});

describe('reading', () => {
  test('[F3] a 50 MB file is refused with its size and the limit', async () => {
    const handle = await open(host.at('big.txt'), 'w');
    await handle.truncate(50_000_000);
    await handle.close();
    const { error } = await host.client.ask('files.read', { path: 'big.txt' });
    expect(error).toMatchObject({ code: 'too-large', data: { sizeBytes: 50_000_000, limitBytes: 5_000_000 } });
    expect(error?.message).toMatch(/50\.0 MB.*up to 5\.0 MB/);
    await rm(host.at('big.txt'));
  });

  test('[F3] a file of just the limit arrives, the worst case for JSON too', async () => {
    const text = '\u0001'.repeat(5_000_000);
    await writeFile(host.at('worst.txt'), text);
    expect((await host.client.get('files.read', { path: 'worst.txt' })).sizeBytes).toBe(5_000_000);
    await rm(host.at('worst.txt'));
  });

  test.each([
    ['NUL bytes', Buffer.from([65, 0, 66])],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0x41])],
    ['a cut character', Buffer.from('é').subarray(0, 1)],
  ])('[F4] a file with %s is refused as binary', async (_what, bytes) => {
    await writeFile(host.at('binary.dat'), bytes);
    const { error } = await host.client.ask('files.read', { path: 'binary.dat' });
    expect(error).toMatchObject({ code: 'binary' });
    expect(error?.message).toMatch(/is not text/);
  });

  test('[F4] text comes back byte for byte', async () => {
    const text = '\uFEFFline\r\nzwei – 三 🙂\n';
    await writeFile(host.at('text.txt'), text);
    expect(await host.client.get('files.read', { path: 'text.txt' })).toEqual({
      text,
      version: versionOf(Buffer.from(text)),
      sizeBytes: Buffer.byteLength(text),
    });
  });

  test('[F5] a directory and a pipe are no files, and nobody waits for the pipe', async () => {
    execFileSync('mkfifo', [host.at('pipe')]);
    expect(await refusal('files.read', 'pipe')).toBe('not-a-file');
    expect(await refusal('files.read', 'order')).toBe('not-a-file');
    expect(await refusal('files.read', '')).toBe('not-a-file');
    expect(await refusal('files.write', 'pipe')).toBe('not-a-file');
    expect(await refusal('files.read', 'absent')).toBe('not-found');
  });
});

describe('finding', () => {
  test('[F7] parts of paths match, the name first; ignored and deleted files do not', async () => {
    const repo = await TestHost.start();
    const git = (...args: string[]): Buffer =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: repo.folder });
    git('init', '-q');
    await mkdir(repo.at('panel'), { recursive: true });
    await writeFile(repo.at('.gitignore'), 'secret.ts\n');
    for (const path of ['panel/index.ts', 'panel.ts', 'secret.ts', 'gone.ts', 'other-panel.ts']) await writeFile(repo.at(path), '');
    git('add', '.');
    await rm(repo.at('gone.ts'));
    const find = async (text: string): Promise<readonly string[]> => (await repo.client.get('files.find', { text, limit: 10 })).paths;
    expect(await find('panel')).toEqual(['panel.ts', 'other-panel.ts', 'panel/index.ts']);
    expect(await find('PnlIdx')).toEqual(['panel/index.ts']);
    expect(await find('secret')).toEqual([]);
    expect(await find('gone')).toEqual([]);
    await repo.dispose();
  });

  test('[F7] a folder without git is walked, ignored files left out', async () => {
    const plain = await TestHost.start();
    await mkdir(plain.at('deep/er'), { recursive: true });
    await writeFile(plain.at('deep/er/needle.txt'), '');
    await writeFile(plain.at('deep/.gitignore'), 'hidden.txt');
    await writeFile(plain.at('deep/hidden.txt'), '');
    expect(await plain.client.get('files.find', { text: 'needle', limit: 5 })).toEqual({ paths: ['deep/er/needle.txt'] });
    expect(await plain.client.get('files.find', { text: 'hidden', limit: 5 })).toEqual({ paths: [] });
    await plain.dispose();
  });
});
