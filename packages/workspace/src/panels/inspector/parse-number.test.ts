import { expect, test } from 'vitest';
import { parseNumber, stepNumber, writeNumber } from './parse-number.ts';

test('numbers read as people type them', () => {
  expect(parseNumber('2,5')).toBe(2.5);
  expect(parseNumber('−3.10')).toBe(-3.1);
  expect(parseNumber('12°')).toBe(12);
  expect(parseNumber('1.5 m')).toBe(1.5);
  expect(parseNumber('1.5+0.25')).toBe(1.75);
  expect(parseNumber('10/4')).toBe(2.5);
});

test('what is no number reads as none', () => {
  for (const text of ['', 'abc', '1.2.3', '1/0', '--2', '1e9']) expect(parseNumber(text), text).toBeUndefined();
});

test('numbers are written short and with the true minus', () => {
  expect(writeNumber(-3.1)).toBe('−3.1');
  expect(writeNumber(0.1 + 0.2)).toBe('0.3');
  expect(writeNumber(-0)).toBe('0');
});

test('steps stay between the bounds and gather no dust', () => {
  expect(stepNumber(0.1, 2, { step: 0.1 })).toBe(0.3);
  expect(stepNumber(19.9, 3, { step: 0.2, max: 20 })).toBe(20);
  expect(stepNumber(0, -1, { step: 1, min: 0 })).toBe(0);
});
