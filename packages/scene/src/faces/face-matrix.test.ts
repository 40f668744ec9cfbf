import { Matrix4, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { computeFaceView, FACE_Z_M, newFaceView, projectFacePoint } from './face-matrix.ts';
import { PANEL_LIFT_M, panelSize } from './panel-size.ts';
import { isReadable } from './readable.ts';

const WIDTH = 1280;
const HEIGHT = 800;
const size = panelSize(undefined);

function cameraAt(x: number, y: number, z: number): PerspectiveCamera {
  const camera = new PerspectiveCamera(30, WIDTH / HEIGHT, 0.1, 100);
  camera.position.set(x, y, z);
  camera.lookAt(0, 1.5, 0);
  camera.setViewOffset(WIDTH, HEIGHT, 40, -20, WIDTH, HEIGHT);
  camera.updateMatrixWorld();
  return camera;
}

describe('the matrix of a face', () => {
  const model = new Matrix4().makeRotationY(0.3).setPosition(-1, 0.28, 0.5);

  it('[F1] lays every face pixel where the camera sees its point of the hole, view offset included', () => {
    const camera = cameraAt(2, 3, 12);
    const clip = camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse).multiply(model);
    const view = newFaceView();
    computeFaceView(clip, size, WIDTH, HEIGHT, view);
    for (const [u, v] of [
      [0, 0],
      [412, 0],
      [412, 372],
      [0, 372],
      [200, 100],
    ] as const) {
      const local = new Vector3((u - size.pixelWidth / 2) * size.metre, PANEL_LIFT_M + size.heightM - v * size.metre, FACE_Z_M);
      const seen = local.applyMatrix4(model).project(camera);
      const [x, y] = projectFacePoint(view.matrix, u, v);
      expect(x).toBeCloseTo((seen.x * 0.5 + 0.5) * WIDTH, 4);
      expect(y).toBeCloseTo((0.5 - seen.y * 0.5) * HEIGHT, 4);
    }
    expect(view.seen).toBe(true);
    expect(view.scale).toBeGreaterThan(0.5);
  });

  it('[F2] is not seen from behind or when behind the camera', () => {
    const view = newFaceView();
    for (const camera of [cameraAt(0, 2, -12), cameraAt(0, 2, 12)]) {
      const away = camera.position.z > 0 ? new Matrix4().makeTranslation(0, 0, 40) : new Matrix4();
      computeFaceView(camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse).multiply(away), size, WIDTH, HEIGHT, view);
      expect(view.seen).toBe(false);
    }
  });

  it('[F3] a face shows while its heading can be read, and a little longer', () => {
    expect(isReadable(0.47, false)).toBe(true);
    expect(isReadable(0.45, false)).toBe(false);
    expect(isReadable(0.45, true)).toBe(true);
    expect(isReadable(0.4, true)).toBe(false);
  });
});
