import { expect, test } from 'vitest';
import { gatherFiles, isImport } from './gather-files.ts';

function fileOf(path: string): File {
  const file = new File(['x'], path.split('/').at(-1) ?? path);
  Object.defineProperty(file, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
  return file;
}

test('[3.13] chosen files are grouped: a folder by its name, data one by one, notes together, other texts apart', () => {
  const { gathered, rest } = gatherFiles(['Vault/a.md', 'Vault/in/b.md', 'world.json', 'x.md', 'y.md', 'z.txt'].map(fileOf));
  expect(gathered.map(({ name, files }) => [name, files.map((file) => file.path)])).toEqual([
    ['world.json', ['world.json']],
    ['Vault', ['a.md', 'in/b.md']],
    ['Markdown files', ['x.md', 'y.md']],
  ]);
  expect(rest.map((file) => file.name)).toEqual(['z.txt']);
});

test('[3.13] one note alone is a text to place, more or a table is an import', () => {
  expect(isImport(gatherFiles([fileOf('x.md')]).gathered)).toBe(false);
  expect(isImport(gatherFiles([fileOf('x.md'), fileOf('y.md')]).gathered)).toBe(true);
  expect(isImport(gatherFiles([fileOf('x.csv')]).gathered)).toBe(true);
  expect(isImport(gatherFiles([fileOf('Vault/in/x.md')]).gathered)).toBe(true);
});
