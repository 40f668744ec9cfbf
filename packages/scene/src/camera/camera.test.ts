import '../testing/dom-rect.ts';
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { landHeight } from '../land.ts';
import { homeView } from './home-pose.ts';
import { NO_INSETS, ShiftMotion, viewShift } from './insets.ts';
import { CameraRig } from './rig.ts';

describe('the view shift', () => {
  it('[C1] brings the middle of the picture to the middle of the free area', () => {
    const insets = { left: 272, right: 408, top: 64, bottom: 80 };
    const camera = new PerspectiveCamera(30, 1280 / 800, 0.1, 100);
    camera.position.set(0, 0, 10);
    camera.lookAt(0, 0, 0);
    const shift = new ShiftMotion();
    shift.aim(viewShift(insets), 0, 0);
    shift.apply(camera, 1280, 800);
    camera.updateMatrixWorld();
    const middle = new Vector3(0, 0, 0).project(camera);
    expect((middle.x * 0.5 + 0.5) * 1280).toBeCloseTo((272 + 1280 - 408) / 2, 3);
    expect((0.5 - middle.y * 0.5) * 800).toBeCloseTo((64 + 800 - 80) / 2, 3);
  });

  it('[C2] takes its time, and none when told so', () => {
    const shift = new ShiftMotion();
    shift.aim([100, 0], 0, 150);
    expect(shift.step(75)).toBe(true);
    expect(shift.x).toBeGreaterThan(50);
    expect(shift.step(150)).toBe(false);
    expect(shift.x).toBe(100);
    shift.aim([0, 0], 200, 0);
    expect(shift.x).toBe(0);
  });
});

describe('the home view', () => {
  it('[C3] steps back where the free area is narrow, and has a pose for tall windows', () => {
    const wide = homeView(1280, 800, { ...NO_INSETS, left: 272, right: 296 }, false);
    const narrow = homeView(1000, 800, { ...NO_INSETS, left: 272, right: 296 }, false);
    expect(wide.eye).toEqual([1.1, 5.6, 20]);
    expect(narrow.eye[2]).toBeGreaterThan(wide.eye[2]);
    expect(homeView(390, 844, NO_INSETS, false).fov).toBe(40);
  });
});

describe('the camera rig', () => {
  const rigAt = (eye: readonly [number, number, number], target: readonly [number, number, number]): [CameraRig, PerspectiveCamera] => {
    const camera = new PerspectiveCamera(30, 1.6, 0.1, 400);
    const rig = new CameraRig(camera);
    rig.resize(1280, 800);
    rig.look({ eye, target }, false);
    rig.step(0.016, 0);
    return [rig, camera];
  };

  it('[C4] is never under the land', () => {
    const [rig, camera] = rigAt([-11, 0.2, -9], [0, 1, 0]);
    expect(camera.position.y).toBeGreaterThan(landHeight(-11, -9));
    rig.dispose();
  });

  it('[C5] zooming keeps the point under the pointer where it is on screen', () => {
    const [rig, camera] = rigAt([0, 5, 20], [0, 1, 0]);
    rig.reducedMotion = true;
    const point = new Vector3(3, 0, 2);
    const before = point.clone().project(camera);
    rig.zoom(-2, point);
    rig.step(0.016, 0);
    const after = point.clone().project(camera);
    expect(after.x).toBeCloseTo(before.x, 3);
    expect(after.y).toBeCloseTo(before.y, 3);
    expect(rig.distance).toBeLessThan(20);
    rig.dispose();
  });

  it('[C6] turning the head leaves the eye where it is; walking keeps its height', () => {
    const [rig] = rigAt([0, 5, 20], [0, 1, 0]);
    rig.turnHead(120, -30);
    rig.go(2, 1, 0, true);
    const { eye } = rig.pose();
    expect(eye[1]).toBeCloseTo(5, 6);
    rig.dispose();
  });
});
