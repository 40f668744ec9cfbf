import { expect, test } from 'vitest';
import { momentOf, timeOfDay } from './time.ts';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

test('today reads as a time, yesterday by its name, this week by its weekday, before that by its date', () => {
  const now = at(22, 12);
  expect(momentOf(at(22, 9, 41), now)).toBe('09:41');
  expect(momentOf(at(21, 23), now)).toBe('yesterday');
  expect(momentOf(at(17, 8), now)).toBe('Tue');
  expect(momentOf(at(2, 8), now)).toBe('2 Nov');
});

test('a time has two digits a part', () => {
  expect(timeOfDay(at(1, 7, 5))).toBe('07:05');
});
