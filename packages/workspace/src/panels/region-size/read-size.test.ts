import { expect, test } from 'vitest';
import { readSize } from './read-size.ts';

const limits = { entities: 20_000, bytes: 4_000_000 };
const measure = { bytes: 25_400, structs: 100, tombstones: 10, entities: 62, links: 30, secondsToOpen: 0.01, used: 0.0044, limits };

test('[3.6] the size of a world is said as part of what it may hold, with the time it takes to open', () => {
  expect(readSize(measure)).toMatchObject({ entities: '62 of 20,000', size: '25 kB of 4.0 MB', opens: 'less than 0.1 s', tone: 'good' });
  expect(readSize(measure).used).toBe('Less than 1 % of what a world may hold');
  const full = readSize({ ...measure, bytes: 4_400_000, entities: 12_000, used: 1.1, secondsToOpen: 0.52 });
  expect(full).toMatchObject({
    size: '4.4 MB of 4.0 MB',
    opens: 'about 0.5 s',
    used: '110 % of what a world may hold',
    part: 1,
    tone: 'over',
  });
  expect(readSize({ ...measure, used: 0.9 }).tone).toBe('near');
});
