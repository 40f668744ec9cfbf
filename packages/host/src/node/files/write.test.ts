import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestHost } from '../host-fixture.ts';
import { versionOf } from './read-file.ts';

let host: TestHost;
beforeAll(async () => {
  host = await TestHost.start();
});
afterAll(() => host.dispose());

const version = (text: string): string => versionOf(Buffer.from(text));
const isRoot = process.getuid?.() === 0;

function canMount(folder: string): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('writing', () => {
  test('[W3] a new file is made, an existing one is refused', async () => {
    expect(await host.client.get('files.write', { path: 'new.txt', text: 'ü', expects: null })).toEqual({ version: version('ü') });
    expect(await readFile(host.at('new.txt'), 'utf8')).toBe('ü');
    const { error } = await host.client.ask('files.write', { path: 'new.txt', text: 'other', expects: null });
    expect(error).toMatchObject({ code: 'conflict', data: { version: version('ü') } });
    expect(await readFile(host.at('new.txt'), 'utf8')).toBe('ü');
  });

  test('[W2] another program’s change is a conflict, never overwritten', async () => {
    await writeFile(host.at('shared.txt'), 'one');
    const read = await host.client.get('files.read', { path: 'shared.txt' });
    await writeFile(host.at('shared.txt'), 'theirs');
    const { error } = await host.client.ask('files.write', { path: 'shared.txt', text: 'mine', expects: read.version });
    expect(error).toMatchObject({ code: 'conflict', data: { version: version('theirs') } });
    expect(await readFile(host.at('shared.txt'), 'utf8')).toBe('theirs');
    await rm(host.at('shared.txt'));
    const gone = await host.client.ask('files.write', { path: 'shared.txt', text: 'mine', expects: read.version });
    expect(gone.error).toMatchObject({ code: 'conflict', data: { version: null } });
  });

  test('[W2] of twenty writes at once that expect one version, one wins', async () => {
    await writeFile(host.at('race.txt'), 'start');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        host.client.ask('files.write', { path: 'race.txt', text: `writer ${index}`, expects: version('start') }),
      ),
    );
    const winners = answers.flatMap((answer, index) => (answer.error === undefined ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(await readFile(host.at('race.txt'), 'utf8')).toBe(`writer ${winners[0]}`);
    expect(answers.filter((answer) => answer.error !== undefined).every((answer) => answer.error?.code === 'conflict')).toBe(true);
  });

  test('[W1] whoever reads while it is written sees the old text or the new one', async () => {
    const texts = ['a', 'b'].map((letter) => letter.repeat(2_000_000));
    await host.client.get('files.write', { path: 'atomic.txt', text: String(texts[0]), expects: null });
    let writing = true;
    const seen = new Set<string>();
    const reader = (async () => {
      while (writing) seen.add(version(await readFile(host.at('atomic.txt'), 'utf8')));
    })();
    for (let round = 0; round < 10; round += 1) {
      const [before, after] = [texts[round % 2], texts[(round + 1) % 2]].map(String);
      await host.client.get('files.write', { path: 'atomic.txt', text: after ?? '', expects: version(before ?? '') });
    }
    writing = false;
    await reader;
    for (const one of seen) expect(texts.map(version)).toContain(one);
  });

  test('[W1] mode and owner stay, nothing is left beside the file', async () => {
    await mkdir(host.at('kept'));
    await writeFile(host.at('kept/script.sh'), 'old');
    await chmod(host.at('kept/script.sh'), 0o751);
    await host.client.get('files.write', { path: 'kept/script.sh', text: 'new', expects: version('old') });
    expect((await stat(host.at('kept/script.sh'))).mode & 0o7777).toBe(0o751);
    expect(await readdir(host.at('kept'))).toEqual(['script.sh']);
  });

  test('[P3] writing through a link that stays inside keeps the link', async () => {
    await writeFile(host.at('real.txt'), 'old');
    await symlink('real.txt', host.at('link.txt'));
    await host.client.get('files.write', { path: 'link.txt', text: 'new', expects: version('old') });
    expect((await lstat(host.at('link.txt'))).isSymbolicLink()).toBe(true);
    expect(await readFile(host.at('real.txt'), 'utf8')).toBe('new');
  });

  test('[P4] nothing is written inside .git', async () => {
    await mkdir(host.at('.git/hooks'), { recursive: true });
    const { error } = await host.client.ask('files.write', { path: '.git/hooks/pre-commit', text: '#!/bin/sh', expects: null });
    expect(error).toMatchObject({ code: 'read-only' });
    await symlink('.git/hooks', host.at('innocent'));
    expect((await host.client.ask('files.write', { path: 'innocent/pre-commit', text: 'x', expects: null })).error?.code).toBe('read-only');
  });

  test('[W5] a file marked read-only stays as it is', async () => {
    await writeFile(host.at('locked.txt'), 'old');
    await chmod(host.at('locked.txt'), 0o444);
    const { error } = await host.client.ask('files.write', { path: 'locked.txt', text: 'new', expects: version('old') });
    expect(error).toMatchObject({ code: 'read-only' });
    expect(await readFile(host.at('locked.txt'), 'utf8')).toBe('old');
  });

  test('[W4] a full disk is refused, the old text stays and nothing is left over', async (context) => {
    await mkdir(host.at('full'));
    if (!canMount(host.at('full'))) return context.skip('only root can mount a small disk');
    try {
      await writeFile(host.at('full/note.txt'), 'old');
      const { error } = await host.client.ask('files.write', { path: 'full/note.txt', text: 'x'.repeat(200_000), expects: version('old') });
      expect(error).toMatchObject({ code: 'disk-full' });
      expect(error?.message).toMatch(/free some space/);
      expect(await readFile(host.at('full/note.txt'), 'utf8')).toBe('old');
      expect(await readdir(host.at('full'))).toEqual(['note.txt']);
    } finally {
      execFileSync('umount', [host.at('full')]);
    }
  });

  test('[F3] a text above the limit and half a character are refused', async () => {
    expect((await host.client.ask('files.write', { path: 'big.txt', text: 'x'.repeat(5_000_001), expects: null })).error?.code).toBe(
      'too-large',
    );
    expect((await host.client.ask('files.write', { path: 'half.txt', text: '\uD800', expects: null })).error?.code).toBe('bad-request');
    expect((await host.client.ask('files.write', { path: 'no/such/folder.txt', text: '', expects: null })).error?.code).toBe('not-found');
    expect((await host.client.ask('files.write', { path: '', text: '', expects: null })).error?.code).toBe('not-a-file');
  });
});
