import { expect, test } from 'vitest';
import { findPlace } from './find-place.ts';

test('[S4] a place is found again after the text around it changed, the nearest where it stands twice, and nowhere when it is gone', () => {
  const place = { from: 4, to: 8, quote: 'lamp' };
  expect(findPlace('the lamp', place)).toEqual([4, 8]);
  expect(findPlace('now the lamp', place)).toEqual([8, 12]);
  expect(findPlace('lamp', place)).toEqual([0, 4]);
  expect(findPlace('lamp and much later a lamp', place)).toEqual([0, 4]);
  expect(findPlace('the lantern', place)).toBeUndefined();
  expect(findPlace('', { from: 0, to: 0, quote: '' })).toBeUndefined();
});
