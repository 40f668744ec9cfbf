import { expect, test } from 'vitest';
import { diffLines } from './diff-lines.ts';

const short = (mine: string, disk: string): string[] =>
  diffLines(mine, disk).map(({ type, text }) => `${{ same: ' ', mine: '-', disk: '+' }[type]}${text}`);

test('what both have stands once, the rest on its side', () => {
  expect(short('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  expect(short('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']);
});

test('equal texts have no differences, and an empty one is all additions', () => {
  expect(short('a\nb', 'a\nb')).toEqual([' a', ' b']);
  expect(short('', 'a')).toEqual(['-', '+a']);
});

test('both sides can be put together again from it', () => {
  const mine = 'one\ntwo\nthree\nfour';
  const disk = 'zero\ntwo\nfour\nfive';
  const lines = diffLines(mine, disk);
  expect(
    lines
      .filter((line) => line.type !== 'disk')
      .map((line) => line.text)
      .join('\n'),
  ).toBe(mine);
  expect(
    lines
      .filter((line) => line.type !== 'mine')
      .map((line) => line.text)
      .join('\n'),
  ).toBe(disk);
});
