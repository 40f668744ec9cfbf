import type { EntityId } from '@space/doc-schema';
import { Box3, Ray, Sphere, Vector3, type WebGLRenderer } from 'three';
import { NO_INSETS } from '../camera/insets.ts';
import { SNAP_M, snap } from '../gizmo/drag-maths.ts';
import type { Vec3, WorldHandle } from '../world-face.ts';
import { freeSpot } from './free-spot.ts';
import { isInFreeArea, locate } from './locate.ts';
import type { Stage } from './stage.ts';

/** What a new thing should not stand farther than, metres. */
const REACH_M = 24;
/** Kept free around what stands there, metres: half of a new thing and a little. */
const ELBOW_M = 0.55;
/** The corners a new thing stands on, and how much they may differ in height, metres. */
const CORNERS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;
const UNEVEN_M = 0.15;
const onGrid = (value: number): number => snap(value, SNAP_M, false);
/** What passes nearer than this before a new thing covers a part of it, metres. */
const ASIDE_M = 0.3;
/** How high a new thing stands, metres. */
const TALL_M = 1;
/** Where a new thing must be seen: just over its foot and at its middle, metres. */
const SEEN_AT_M = [0.1, ELBOW_M] as const;

function boxOf(stage: Stage, ids: readonly EntityId[]): Box3 {
  const box = new Box3();
  for (const id of ids) {
    const thing = stage.things.get(id);
    if (thing) box.union(stage.things.box(thing));
  }
  return box;
}

function groundAhead(stage: Stage): Vec3 {
  const insets = stage.told.insets ?? NO_INSETS;
  const x = (insets.left + stage.size.x - insets.right) / 2;
  const y = (insets.top + stage.size.y - insets.bottom) / 2;
  const point = new Vector3();
  // Under the middle: what stands there is in the middle, and before what the place is about rather than behind it.
  for (const down of [0.18, 0.26, 0.34]) {
    const ray = stage.rayAt(x, y + stage.size.y * down, new Ray());
    const ground = stage.picker.ground(ray, point);
    if (ground && ground.distanceTo(ray.origin) <= REACH_M * 1.5) return standAt(stage, ground.x, ground.z);
  }
  const ray = stage.rayAt(x, y, new Ray());
  ray.at(Math.min(stage.rig.distance, REACH_M), point);
  return standAt(stage, point.x, point.z);
}

/** Whether something that can be moved stands within reach of a new thing of about a metre. Floors are locked and stand in nobody's way. */
function isTaken(stage: Stage, x: number, z: number): boolean {
  for (const thing of stage.things.all()) {
    if (thing.locked) continue;
    const { min, max } = stage.things.box(thing);
    if (x > min.x - ELBOW_M && x < max.x + ELBOW_M && z > min.z - ELBOW_M && z < max.z + ELBOW_M) return true;
  }
  return false;
}

/** Whether what stands there would be hidden from the eye by something solid, its foot or its middle, or lie outside the free area. */
function isHidden(stage: Stage, x: number, z: number): boolean {
  const foot = stage.picker.support(x, z, 0.5);
  return SEEN_AT_M.some((up) => !isSeen(stage, new Vector3(x, foot + up, z)));
}

function isSeen(stage: Stage, point: Vector3): boolean {
  const at = stage.toScreen(point, new Vector3());
  if (!isInFreeArea(stage, at)) return false;
  const ray = new Ray(stage.camera.position.clone());
  ray.direction.copy(point).sub(ray.origin).normalize();
  return stage.picker.pick(ray, { farM: point.distanceTo(ray.origin), solid: true }) === undefined;
}

/** Whether a new thing would stand before what one reads: the face of a panel behind it. */
function hidesFace(stage: Stage, x: number, z: number): boolean {
  const top = new Vector3(x, stage.picker.support(x, z, 0.5) + TALL_M, z);
  const ray = new Ray(top, top.clone().sub(stage.camera.position).normalize());
  return stage.picker.pick(ray)?.face === true;
}

/** Whether something stands so near the way from the eye that it would cover a part of a new thing. */
function isScreened(stage: Stage, x: number, z: number): boolean {
  const eye = stage.camera.position;
  const middle = new Vector3(x, stage.picker.support(x, z, 0.5) + ELBOW_M, z);
  const ray = new Ray(eye.clone(), middle.clone().sub(eye).normalize());
  const wide = new Box3();
  const met = new Vector3();
  for (const thing of stage.things.all()) {
    if (thing.locked) continue;
    wide.copy(stage.things.box(thing)).expandByScalar(ASIDE_M);
    if (ray.intersectBox(wide, met) && met.distanceTo(eye) < middle.distanceTo(eye)) return true;
  }
  return false;
}

/** Whether a new thing would hang over an edge of what it stands on, or stick in it. */
function isUneven(stage: Stage, x: number, z: number): boolean {
  const middle = stage.picker.support(x, z, 0.5);
  return CORNERS.some(([dx, dz]) => Math.abs(stage.picker.support(x + dx * ELBOW_M, z + dz * ELBOW_M, 0.5) - middle) > UNEVEN_M);
}

/** The best spot around a wanted one, on the grid: free and in sight; if possible also level and not before what one reads. */
function standAt(stage: Stage, wantedX: number, wantedZ: number): Vec3 {
  const { x: eyeX, z: eyeZ } = stage.camera.position;
  const front = Math.atan2(eyeZ - wantedZ, eyeX - wantedX);
  const taken = (x: number, z: number): boolean => isTaken(stage, onGrid(x), onGrid(z)) || isHidden(stage, onGrid(x), onGrid(z));
  const unfit = (x: number, z: number): boolean =>
    taken(x, z) ||
    isScreened(stage, onGrid(x), onGrid(z)) ||
    isUneven(stage, onGrid(x), onGrid(z)) ||
    hidesFace(stage, onGrid(x), onGrid(z));
  const best = freeSpot(wantedX, wantedZ, front, unfit);
  const [freeX, freeZ] = unfit(...best) ? freeSpot(wantedX, wantedZ, front, taken) : best;
  const x = onGrid(freeX);
  const z = onGrid(freeZ);
  return [x, Math.round(stage.picker.support(x, z, 0.5) * 1000) / 1000, z];
}

/** What the workspace may ask of a mounted world. */
export function createWorldHandle(stage: Stage, root: () => HTMLElement | null, renderer: () => WebGLRenderer | undefined): WorldHandle {
  return {
    frame: (ids, options) => {
      const box = boxOf(stage, ids);
      if (box.isEmpty()) return;
      const ball = box.getBoundingSphere(new Sphere());
      stage.rig.frame(ball.center, ball.radius, stage.told.insets ?? NO_INSETS, options?.instant === true);
      stage.wake();
    },
    home: () => stage.goHome(true),
    groundAhead: () => groundAhead(stage),
    pick: ([x, y]) => {
      const corner = root()?.getBoundingClientRect();
      const ray = stage.rayAt(x - (corner?.left ?? 0), y - (corner?.top ?? 0), new Ray());
      const hit = stage.picker.pick(ray);
      if (hit) return { id: hit.id, point: hit.point.toArray() };
      const ground = stage.picker.ground(ray, new Vector3());
      return ground ? { point: ground.toArray() } : {};
    },
    locate: (id) => {
      const corner = root()?.getBoundingClientRect();
      const at = locate(stage, id);
      return at && [at[0] + (corner?.left ?? 0), at[1] + (corner?.top ?? 0)];
    },
    lookAt: (pose) => {
      stage.rig.look(pose, true);
      stage.wake();
    },
    stats: () => {
      const gl = renderer();
      return {
        drawCalls: gl?.info.render.calls ?? 0,
        triangles: gl?.info.render.triangles ?? 0,
        entities: stage.things.size,
        programs: gl?.info.programs?.length ?? 0,
        frames: stage.frames,
        atRest: stage.atRest,
      };
    },
  };
}
