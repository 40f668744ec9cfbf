import type { Matrix4 } from 'three';
import { PANEL_LIFT_M, type PanelSize } from './panel-size.ts';

/** The face stands this far before the slab, metres; the hole stands there too. */
export const FACE_Z_M = 0.002;

/** How a face is seen. */
export interface FaceView {
  /** CSS `matrix3d` numbers, column by column: face pixels to pixels of the view. */
  readonly matrix: Float64Array;
  /** Screen pixels per face pixel at the middle of the face. */
  scale: number;
  /** Metres from the camera plane to the middle. */
  depth: number;
  /** Before the camera and turned towards it. */
  seen: boolean;
}

/** A view to compute into. */
export const newFaceView = (): FaceView => ({ matrix: new Float64Array(16), scale: 0, depth: 0, seen: false });

/**
 * The homography that lays a face's pixels where the camera sees its hole. `clip` is projection · view · model of the panel; width and
 * height are the view's, CSS pixels. Writes `out`; allocates nothing. The third axis is left flat, because DOM under the canvas needs
 * no depth: what hides a face is painted by the canvas.
 */
export function computeFaceView(clip: Matrix4, size: PanelSize, width: number, height: number, out: FaceView): void {
  const e = clip.elements;
  const m = size.metre;
  // Face pixel (u, v) lies at x = (u − w/2)·m, y = top − v·m, z = FACE_Z_M.
  const x0 = (-size.pixelWidth / 2) * m;
  const y0 = PANEL_LIFT_M + size.heightM;
  const row = (r: number, u: number, v: number, one: number): number =>
    (e[r] ?? 0) * (x0 * one + u * m) + (e[r + 4] ?? 0) * (y0 * one - v * m) + (e[r + 8] ?? 0) * FACE_Z_M * one + (e[r + 12] ?? 0) * one;
  const w0 = row(3, size.pixelWidth / 2, size.pixelHeight / 2, 1);
  out.depth = w0;
  out.seen = w0 > 0.05;
  if (!out.seen) return;
  const { matrix } = out;
  const put = (column: number, u: number, v: number, one: number): void => {
    const w = row(3, u, v, one);
    matrix[column * 4] = ((row(0, u, v, one) + w) / 2) * (width / w0);
    matrix[column * 4 + 1] = ((w - row(1, u, v, one)) / 2) * (height / w0);
    matrix[column * 4 + 2] = 0;
    matrix[column * 4 + 3] = w / w0;
  };
  put(0, 1, 0, 0);
  put(1, 0, 1, 0);
  matrix.set([0, 0, 1, 0], 8);
  put(3, 0, 0, 1);
  measure(size, out);
}

/** Where a face pixel is on screen; for measuring and tests. */
export function projectFacePoint(matrix: Float64Array, u: number, v: number): readonly [number, number] {
  const at = (r: number): number => (matrix[r] ?? 0) * u + (matrix[4 + r] ?? 0) * v + (matrix[12 + r] ?? 0);
  return [at(0) / at(3), at(1) / at(3)];
}

function measure(size: PanelSize, out: FaceView): void {
  const u = size.pixelWidth / 2;
  const v = size.pixelHeight / 2;
  const [ax, ay] = projectFacePoint(out.matrix, u - 1, v);
  const [bx, by] = projectFacePoint(out.matrix, u + 1, v);
  const [cx, cy] = projectFacePoint(out.matrix, u, v - 1);
  const [dx, dy] = projectFacePoint(out.matrix, u, v + 1);
  // Turned away, right and down swap their sense.
  out.seen = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx) > 0;
  out.scale = Math.hypot(dx - cx, dy - cy) / 2;
}
