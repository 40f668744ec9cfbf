import { Vector3 } from 'three';

/** What the gizmo does. */
export type GizmoMode = 'move' | 'turn' | 'size';

/** One part of the gizmo a pointer can take. */
export interface Handle {
  readonly part: 'axis' | 'plane' | 'ring' | 'hub';
  /** 0 x, 1 y, 2 z: the axis along or around which it works; a plane's normal. */
  readonly axis: 0 | 1 | 2;
}

/** Where a gizmo point is on screen, CSS pixels; z over 1 is behind the camera. */
export type Project = (unit: Vector3, out: Vector3) => Vector3;

/** Reach of a pointer around a handle, CSS pixels. */
export const GRAB_PX = { mouse: 8, touch: 20 } as const;
/** The gizmo's letters and tips in its own unit (104 px). */
export const LETTER_AT = 1.26;
const ARC_RADIUS = 0.7;
const RING_RADIUS = 0.95;

const AXES = [new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)] as const;
const unit = new Vector3();
const a = new Vector3();
const b = new Vector3();

/** The unit vector of an axis; not to be changed. */
export const axisVector = (axis: 0 | 1 | 2): Vector3 => AXES[axis];

function segmentDistance(x: number, y: number, from: Vector3, to: Vector3): number {
  if (from.z > 1 || to.z > 1) return Number.POSITIVE_INFINITY;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length2));
  return Math.hypot(x - from.x - dx * t, y - from.y - dy * t);
}

function axisDistance(axis: 0 | 1 | 2, project: Project, x: number, y: number): number {
  project(unit.copy(AXES[axis]).multiplyScalar(0.2), a);
  project(unit.copy(AXES[axis]).multiplyScalar(1.12), b);
  return segmentDistance(x, y, a, b);
}

/** How far a point is from the ring around an axis; a quarter between the other axes in move mode, whole in turn mode. */
function ringDistance(axis: 0 | 1 | 2, quarter: boolean, project: Project, x: number, y: number): number {
  const radius = quarter ? ARC_RADIUS : RING_RADIUS;
  const steps = quarter ? 12 : 48;
  const span = quarter ? Math.PI / 2 : Math.PI * 2;
  const one = AXES[((axis + 1) % 3) as 0 | 1 | 2];
  const other = AXES[((axis + 2) % 3) as 0 | 1 | 2];
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= steps; step++) {
    const angle = (step / steps) * span;
    unit
      .copy(one)
      .multiplyScalar(Math.cos(angle) * radius)
      .addScaledVector(other, Math.sin(angle) * radius);
    project(unit, step % 2 === 0 ? a : b);
    if (step > 0) least = Math.min(least, segmentDistance(x, y, a, b));
  }
  return least;
}

function planeDistance(axis: 0 | 1 | 2, project: Project, x: number, y: number): number {
  const one = AXES[((axis + 1) % 3) as 0 | 1 | 2];
  const other = AXES[((axis + 2) % 3) as 0 | 1 | 2];
  let inside = 0;
  let first = 0;
  for (let corner = 0; corner < 4; corner++) {
    const at = (index: number, out: Vector3): Vector3 => {
      const s = index === 1 || index === 2 ? 0.46 : 0.26;
      const t = index >= 2 ? 0.46 : 0.26;
      return project(unit.copy(one).multiplyScalar(s).addScaledVector(other, t), out);
    };
    at(corner, a);
    at((corner + 1) % 4, b);
    if (a.z > 1 || b.z > 1) return Number.POSITIVE_INFINITY;
    const side = Math.sign((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x));
    if (corner === 0) first = side;
    if (side === first) inside++;
  }
  return inside === 4 ? 0 : Number.POSITIVE_INFINITY;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The handle under a point, or undefined. The hub wins, then what is nearest. Called per pointer move; allocates one answer. */
export function pickHandle(mode: GizmoMode, project: Project, x: number, y: number, reachPx: number): Handle | undefined {
  project(unit.set(0, 0, 0), a);
  if (a.z > 1) return undefined;
  if (mode !== 'turn' && Math.hypot(x - a.x, y - a.y) <= Math.max(8, reachPx * 0.8)) return { part: 'hub', axis: 1 };
  let best: Handle | undefined;
  let least = reachPx;
  const offer = (distance: number, part: Handle['part'], axis: 0 | 1 | 2): void => {
    if (distance >= least) return;
    least = distance;
    best = { part, axis };
  };
  for (const axis of [0, 1, 2] as const) {
    if (mode !== 'turn') offer(axisDistance(axis, project, x, y), 'axis', axis);
    if (mode === 'move') offer(planeDistance(axis, project, x, y) + 2, 'plane', axis);
    if (mode === 'turn') offer(ringDistance(axis, false, project, x, y), 'ring', axis);
  }
  if (mode === 'move') offer(best ? NEVER : ringDistance(1, true, project, x, y), 'ring', 1);
  return best;
}
