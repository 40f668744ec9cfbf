import { MathUtils, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { DraggedPlace, Vec3 } from '../world-face.ts';
import { alongAxis, angleAround, movePlaces, onPlane, sizePlaces, snap, snapDelta, snapFactor, turnPlaces } from './drag-maths.ts';

const X = new Vector3(1, 0, 0);
const Y = new Vector3(0, 1, 0);
const place = (id: string, position: Vec3, turn: Vec3 = [0, 0, 0]): DraggedPlace => ({ id: id as never, position, turn, scale: [1, 1, 1] });
const ray = (origin: Vec3, towards: Vec3): Ray => {
  const from = new Vector3(...origin);
  return new Ray(from, new Vector3(...towards).sub(from).normalize());
};

describe('drag maths', () => {
  it('[G1] snaps to steps unless freed', () => {
    expect(snap(1.1, 0.25, false)).toBe(1);
    expect(snap(1.13, 0.25, false)).toBe(1.25);
    expect(snap(1.1304, 0.25, true)).toBe(1.13);
    expect(Object.is(snap(-0.01, 0.25, false), 0)).toBe(true);
  });

  it('[G2] finds how far along an axis a ray passes', () => {
    expect(alongAxis(ray([3, 5, 5], [3, 0, 0]), new Vector3(), X)).toBeCloseTo(3, 9);
    expect(alongAxis(ray([-2, 0, 8], [-2, 0, 0]), new Vector3(1, 0, 0), X)).toBeCloseTo(-3, 9);
  });

  it('[G3] gives no answer for a ray along the axis or the plane', () => {
    expect(alongAxis(ray([9, 0, 0], [0, 0.0001, 0]), new Vector3(), X)).toBeUndefined();
    expect(onPlane(ray([0, 1, 0], [10, 1.01, 0]), new Vector3(), Y, new Vector3())).toBeUndefined();
  });

  it('[G4] brings the first thing onto the grid and the others along', () => {
    const start = [place('a', [2.1, 0.28, 1.95]), place('b', [4, 0.28, 0.6])];
    const delta = snapDelta(start, [0, 0, 0.5], false);
    const [first, second] = movePlaces(start, delta);
    expect(first?.position).toEqual([2.1, 0.28, 2.5]);
    expect(second?.position[2]).toBeCloseTo(0.6 + 0.55, 6);
  });

  it('[G5] turns one thing where it stands and several around their middle', () => {
    const [alone] = turnPlaces([place('a', [3, 0, 1], [0, 30, 0])], [0, 0, 0], Y, MathUtils.degToRad(45));
    expect(alone?.position).toEqual([3, 0, 1]);
    expect(alone?.turn).toEqual([0, 75, 0]);
    const [left] = turnPlaces([place('a', [1, 0, 0]), place('b', [-1, 0, 0])], [0, 0, 0], Y, Math.PI / 2);
    expect(left?.position[0]).toBeCloseTo(0, 4);
    expect(left?.position[2]).toBeCloseTo(-1, 4);
  });

  it('[G6] keeps turns within half a circle', () => {
    const [turned] = turnPlaces([place('a', [0, 0, 0], [0, 170, 0])], [0, 0, 0], Y, MathUtils.degToRad(30));
    expect(turned?.turn[1]).toBeCloseTo(-160, 2);
  });

  it('[G7] grows to sizes on the grid and never to nothing', () => {
    expect(snapFactor(1, 1.3, false)).toBeCloseTo(1.25);
    expect(snapFactor(1, 0.01, false)).toBeCloseTo(0.25);
    const [grown] = sizePlaces([place('a', [1, 0, 0])], [0, 0, 0], [2, 1, 1]);
    expect(grown?.scale).toEqual([2, 1, 1]);
    expect(grown?.position).toEqual([1, 0, 0]);
  });

  it('[G8] measures angles around any axis', () => {
    const quarter = angleAround(new Vector3(0, 0, -1), new Vector3(), Y) - angleAround(new Vector3(1, 0, 0), new Vector3(), Y);
    expect(Math.abs(quarter)).toBeCloseTo(Math.PI / 2, 9);
  });
});
