import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test('two names give their first letters, one name its first two', () => {
  expect(initialsOf('Nadia Duarte')).toBe('ND');
  expect(initialsOf('Mira')).toBe('MI');
  expect(initialsOf('ana maria de souza')).toBe('AS');
});

test('an empty name gives a question mark', () => {
  expect(initialsOf('  ')).toBe('?');
});
