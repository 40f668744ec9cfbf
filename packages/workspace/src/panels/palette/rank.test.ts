import { expect, test } from 'vitest';
import { markHits, rankText } from './rank.ts';

test('a hit at the start beats one at a word, which beats one inside, which beats one elsewhere', () => {
  const ranks = [
    rankText('link', 'Link to…'),
    rankText('link', 'Copy link'),
    rankText('link', 'Unlink…'),
    rankText('link', 'Connect', 'link'),
  ];
  expect(ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? 0) > rank)).toBe(true);
});

test('every word has to be there', () => {
  expect(rankText('link box', 'Link to…')).toBe(0);
  expect(rankText('box red', 'Red box')).toBeGreaterThan(0);
});

test('what was typed is marked and the text stays whole', () => {
  const parts = markHits('link', 'Unlink the LINK');
  expect(parts.map((part) => part.text).join('')).toBe('Unlink the LINK');
  expect(parts.filter((part) => part.hit).map((part) => part.text)).toEqual(['link', 'LINK']);
});
