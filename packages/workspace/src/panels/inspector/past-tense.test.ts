import { expect, test } from 'vitest';
import { pastTense } from './past-tense.ts';

test('a gesture reads as what someone did', () => {
  expect(pastTense('Move Lamp')).toBe('moved Lamp');
  expect(pastTense('Undo Move Lamp')).toBe('undid: Move Lamp');
  expect(pastTense('Type')).toBe('typed in the text');
});

test('a title with an unknown verb stays as it is', () => {
  expect(pastTense('Mira arrives')).toBe('Mira arrives');
});
