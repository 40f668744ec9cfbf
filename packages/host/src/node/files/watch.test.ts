import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, TestHost } from '../host-fixture.ts';
import { versionOf } from './read-file.ts';

let host: TestHost;
beforeEach(async () => {
  host = await TestHost.start();
});
afterEach(() => host.dispose());

const version = (text: string): string => versionOf(Buffer.from(text));

test('[E1] a change on disk is told with its new version, and once per burst', async () => {
  await writeFile(host.at('a.txt'), 'one');
  expect(await host.client.get('files.watch', { path: 'a.txt' })).toEqual({ version: version('one'), watching: 'folder' });
  for (const text of ['two', 'three', 'four']) await writeFile(host.at('a.txt'), text);
  await host.client.waitEvent((event) => event.version === version('four'));
  expect(host.client.events.length).toBeLessThanOrEqual(2);
});

test('[E1] a save by renaming, a deletion and a return are told', async () => {
  await writeFile(host.at('a.txt'), 'one');
  await host.client.get('files.watch', { path: './a.txt' });
  await writeFile(host.at('a.tmp'), 'two');
  await rename(host.at('a.tmp'), host.at('a.txt'));
  expect(await host.client.waitEvent((event) => event.version === version('two'))).toEqual({ path: 'a.txt', version: version('two') });
  await rm(host.at('a.txt'));
  await host.client.waitEvent((event) => event.version === null);
  await writeFile(host.at('a.txt'), 'three');
  await host.client.waitEvent((event) => event.version === version('three'));
});

test('[E1] a save that changes nothing is not told', async () => {
  for (const name of ['a.txt', 'b.txt']) {
    await writeFile(host.at(name), 'one');
    await host.client.get('files.watch', { path: name });
  }
  await writeFile(host.at('a.txt'), 'one');
  // Events come in order, in batches: once the second text of `b.txt` is told, `a.txt` would have been.
  for (const text of ['two', 'three']) {
    await writeFile(host.at('b.txt'), text);
    await host.client.waitEvent((event) => event.version === version(text));
  }
  expect(host.client.events.filter((event) => event.path === 'a.txt')).toEqual([]);
});

test("[E1] a directory's version follows the names in it", async () => {
  await mkdir(host.at('docs'));
  const before = await host.client.get('files.watch', { path: 'docs' });
  await writeFile(host.at('docs/new.md'), '');
  const event = await host.client.waitEvent((one) => one.path === 'docs');
  expect(event.version).not.toBe(before.version);
});

test('[E1] one client’s save reaches another that watches', async () => {
  await writeFile(host.at('a.txt'), 'one');
  const other = await connect(host.service.url);
  await other.get('files.watch', { path: 'a.txt' });
  await host.client.get('files.write', { path: 'a.txt', text: 'two', expects: version('one') });
  await other.waitEvent((event) => event.version === version('two'));
  await other.close();
});

test('[E2] unwatched paths are silent', async () => {
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await writeFile(host.at(name), 'one');
  await host.client.get('files.watch', { path: 'a.txt' });
  await host.client.get('files.watch', { path: 'b.txt' });
  await host.client.get('files.unwatch', { path: 'b.txt' });
  await writeFile(host.at('c.txt'), 'two');
  await writeFile(host.at('b.txt'), 'two');
  await writeFile(host.at('a.txt'), 'two');
  await host.client.waitEvent((event) => event.path === 'a.txt');
  expect(host.client.events.every((event) => event.path === 'a.txt')).toBe(true);
});

test('[E3] a path where the folder is not watched is watched by itself', async () => {
  await mkdir(host.at('node_modules/x'), { recursive: true });
  await writeFile(host.at('node_modules/x/index.js'), 'one');
  expect(await host.client.get('files.watch', { path: 'node_modules/x/index.js' })).toMatchObject({ watching: 'path' });
  await writeFile(host.at('node_modules/x/index.js'), 'two');
  await host.client.waitEvent((event) => event.version === version('two'));
});

test('[E1] watching what is not there is refused', async () => {
  expect((await host.client.ask('files.watch', { path: 'absent' })).error?.code).toBe('not-found');
});
