import type { Insets, Pose } from '../world-face.ts';

/** A pose with the field of view it is made for, degrees. */
export interface View extends Pose {
  readonly fov: number;
}

const WIDE: View = { eye: [1.1, 5.6, 20], target: [0.5, 1.62, -0.4], fov: 29.5 };
const TALL: View = { eye: [-2.6, 6.6, 22], target: [-0.1, 2.15, -0.8], fov: 40 };
const EMPTY: View = { eye: [0, 3.5, 13.5], target: [0, 1.7, 0], fov: 34 };
/** The free area the wide pose is composed for, CSS pixels across at 800 high. */
const COMPOSED_ASPECT = 0.85;
/** Under this the tall pose and field of view are used. */
const TALL_ASPECT = 0.72;

/** The width of the free area by the whole height. */
export function freeAspect(width: number, height: number, insets: Insets): number {
  return Math.max(1, width - insets.left - insets.right) / Math.max(1, height);
}

/** The pose a world opens with, for the free area of a window; `empty` looks at the first thing's place. */
export function homeView(width: number, height: number, insets: Insets, empty: boolean): View {
  const aspect = freeAspect(width, height, insets);
  const view = aspect < TALL_ASPECT && width < height ? TALL : empty ? EMPTY : WIDE;
  if (view === TALL) return empty ? { ...EMPTY, fov: TALL.fov } : TALL;
  if (aspect >= COMPOSED_ASPECT) return view;
  // A narrower free area steps back until the same width is seen.
  const back = COMPOSED_ASPECT / aspect;
  const eye = view.eye.map((part, axis) => (view.target[axis] ?? 0) + (part - (view.target[axis] ?? 0)) * back);
  return { ...view, eye: [eye[0] ?? 0, eye[1] ?? 0, eye[2] ?? 0] };
}
