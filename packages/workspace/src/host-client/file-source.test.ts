import { type Key } from '@space/doc-schema';
import { describeSource } from '@space/doc-schema/testing/source-contract';
import { expect, test } from 'vitest';
import { TestFolder } from './folder-fixture.ts';
import { createFileSource, fileNameOf, readFileKey } from './file-source.ts';

test('a file key reads as its folder and path', () => {
  expect(readFileKey('file:space/src/main.ts')).toEqual({ repository: 'space', path: 'src/main.ts' });
  expect(readFileKey('file:space/')).toEqual({ repository: 'space', path: '' });
  expect(readFileKey('entity:abc')).toBeUndefined();
});

test('the name is the last part, or the folder for the folder itself', () => {
  expect(fileNameOf({ repository: 'space', path: 'src/main.ts' })).toBe('main.ts');
  expect(fileNameOf({ repository: 'space', path: '' })).toBe('space');
});

test('[3.8] a directory of ten thousand files comes in pages', async () => {
  const folder = new TestFolder({});
  for (let i = 0; i < 10_000; i++) folder.files.set(`many/${String(i).padStart(5, '0')}.txt`, '');
  const source = createFileSource(folder.host);
  const page = await source.children('file:space/many' as Key, { limit: 500 });
  expect(page).toMatchObject({ total: 10_000, next: '500' });
  expect(page.nodes).toHaveLength(500);
});

describeSource('files of the folder', () => {
  const folder = new TestFolder({ 'README.md': '# Lantern', 'src/wick.ts': 'export const light = 1;', 'src/oil.ts': '' });
  return {
    source: createFileSource(folder.host),
    known: 'file:space/src/wick.ts' as Key,
    parent: 'file:space/src' as Key,
    unknown: 'file:space/src/gone.ts' as Key,
    change: () => folder.write('src/wick.ts', 'export const light = 2; // brighter'),
    listeners: () => folder.listeners(),
    breakDown: () => folder.goAway(),
    dispose: () => undefined,
  };
});
