import { expect, test } from 'vitest';
import { freeSpot } from './free-spot.ts';

test('a new thing stands where it was wanted, unless something stands there: then beside it, and things made in a row never share a spot', () => {
  expect(freeSpot(1, 2, 0, () => false)).toEqual([1, 2]);
  const placed: (readonly [number, number])[] = [];
  const taken = (x: number, z: number): boolean => placed.some(([px, pz]) => Math.hypot(px - x, pz - z) < 1);
  for (let i = 0; i < 20; i++) placed.push(freeSpot(0, 0, 0, taken));
  const gaps = placed.flatMap(([x, z], i) => placed.slice(0, i).map(([px, pz]) => Math.hypot(px - x, pz - z)));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...placed.map(([x, z]) => Math.hypot(x, z)))).toBeLessThanOrEqual(5.01);
});

test('where everything around is taken, the wanted spot is kept, in sight', () => {
  expect(freeSpot(3, 4, 0, () => true)).toEqual([3, 4]);
});

test('it goes beside and towards the viewer first, and behind only when all else is taken', () => {
  const [x, z] = freeSpot(0, 0, Math.PI / 2, (atX, atZ) => atX === 0 && atZ === 0);
  expect(x).toBeCloseTo(1.083, 2);
  expect(z).toBeCloseTo(0.625, 2);
  expect(freeSpot(0, 0, Math.PI / 2, (_x, depth) => depth > -1.2)[1]).toBeCloseTo(-1.25);
});
