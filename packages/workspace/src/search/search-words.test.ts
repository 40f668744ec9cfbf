import { expect, test } from 'vitest';
import { countSentence, levelSentence, progressSentence } from './search-words.ts';

test('what is not indexed yet is told in numbers, and nothing is said when all is well', () => {
  expect(progressSentence({ phase: 'reading', done: 12_400, total: 20_000, problem: undefined })).toBe('Indexed 12,400 of 20,000');
  expect(progressSentence({ phase: 'ready', done: 5, total: 5, problem: undefined })).toBeUndefined();
  expect(progressSentence({ phase: 'stopped', done: 0, total: 0, problem: 'Search stopped.' })).toBe('Search stopped.');
});

test('results that are only near say so', () => {
  const answer = { hits: [], kinds: {}, total: 2, level: 'typo' } as const;
  expect(levelSentence(answer)).toContain('Near spellings');
  expect(levelSentence({ ...answer, level: 'any' })).toContain('some of them');
  expect(levelSentence({ ...answer, total: 0 })).toBeUndefined();
  expect(countSentence(1)).toBe('1 thing');
});
