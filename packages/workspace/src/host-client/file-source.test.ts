import { expect, test } from 'vitest';
import { fileNameOf, readFileKey } from './file-source.ts';

test('a file key reads as its folder and path', () => {
  expect(readFileKey('file:space/src/main.ts')).toEqual({ repository: 'space', path: 'src/main.ts' });
  expect(readFileKey('file:space/')).toEqual({ repository: 'space', path: '' });
  expect(readFileKey('entity:abc')).toBeUndefined();
});

test('the name is the last part, or the folder for the folder itself', () => {
  expect(fileNameOf({ repository: 'space', path: 'src/main.ts' })).toBe('main.ts');
  expect(fileNameOf({ repository: 'space', path: '' })).toBe('space');
});
