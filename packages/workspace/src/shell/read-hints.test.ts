import { expect, test } from 'vitest';
import { readHints } from './read-hints.ts';

const state = { mode: 'select', linking: false, count: 0, typing: false } as const;

test('typing comes before every mode', () => {
  expect(readHints({ ...state, mode: 'fly', linking: true, typing: true })[0]).toEqual(['Esc', 'leave the text']);
});

test('link mode says how to end it', () => {
  expect(readHints({ ...state, linking: true }).map(([keys]) => keys)).toContain('Esc');
});

test('one thing offers what opens it, several what changes them', () => {
  expect(readHints({ ...state, count: 1 })[0]?.[1]).toBe('open');
  expect(readHints({ ...state, count: 2 }).map(([, what]) => what)).toContain('duplicate');
});

test('a map and a list that have the keyboard offer their own keys, with the words for taking out', () => {
  expect(readHints({ ...state, count: 1, within: 'map' }).map(([, what]) => what)).toContain('take out of this map');
  expect(readHints({ ...state, count: 2, within: 'list' }).map(([keys]) => keys)).toContain('Alt+ArrowUp');
});
