import { expect, test } from 'vitest';
import { chooseColour } from './person-colour.ts';

test('the first person of a world gets the first colour', () => {
  expect(chooseColour([])).toBe(1);
});

test('a colour nobody has comes before any that somebody has', () => {
  expect(
    chooseColour([
      { colour: 1, joined: 5 },
      { colour: 3, joined: 6 },
    ]),
  ).toBe(2);
});

test('when all are taken, the one given out longest ago comes again', () => {
  const people = Array.from({ length: 12 }, (_, i) => ({ colour: i + 1, joined: i === 4 ? 1 : 100 + i }));
  expect(chooseColour(people)).toBe(5);
  expect(chooseColour([...people, { colour: 5, joined: 500 }])).toBe(1);
});
