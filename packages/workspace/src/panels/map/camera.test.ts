import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitCamera, nearestToward, type Point, toMap, toView, zoomAt } from './camera.ts';

const size = { width: 800, height: 600 };

test('[3.11] a point of the view and the map point under it are a round trip, and zooming keeps what is under the pointer', () => {
  const number = fc.double({ min: -1000, max: 1000, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.06, max: 2.9, noNaN: true }), number, number, (x, y, zoom, px, py) => {
      const camera = { x, y, zoom };
      const back = toView(camera, size, toMap(camera, size, [px, py]));
      expect(back[0]).toBeCloseTo(px, 4);
      expect(back[1]).toBeCloseTo(py, 4);
      const under = toMap(camera, size, [px, py]);
      const after = toMap(zoomAt(camera, size, [px, py], 1.5), size, [px, py]);
      expect(after[0]).toBeCloseTo(under[0], 3);
      expect(after[1]).toBeCloseTo(under[1], 3);
    }),
  );
});

test('[3.11] fitting shows every point and does not blow up a few', () => {
  const points: Point[] = [
    [-900, 40],
    [1200, 800],
    [0, -300],
  ];
  const camera = fitCamera(points, size);
  for (const point of points) {
    const [x, y] = toView(camera, size, point);
    expect(x >= 0 && x <= 800 && y >= 0 && y <= 600).toBe(true);
  }
  expect(fitCamera([[5, 5]], size)).toEqual({ x: 5, y: 5, zoom: 1.25 });
  expect(fitCamera([], size)).toEqual({ x: 0, y: 0, zoom: 1 });
});

test('[3.11] an arrow goes to the nearest thing in its direction, not to a nearer one off to the side', () => {
  const things = [
    { name: 'right', at: [100, 10] as Point },
    { name: 'far right', at: [300, 0] as Point },
    { name: 'above', at: [10, -60] as Point },
  ];
  expect(nearestToward(things, [0, 0], [1, 0])?.name).toBe('right');
  expect(nearestToward(things, [100, 10], [1, 0])?.name).toBe('far right');
  expect(nearestToward(things, [0, 0], [0, -1])?.name).toBe('above');
  expect(nearestToward(things, [0, 0], [-1, 0])).toBeUndefined();
});
