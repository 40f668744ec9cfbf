import { Euler, MathUtils, Plane, Quaternion, type Ray, Vector3 } from 'three';
import { turnOf } from '../stage/place.ts';
import type { DraggedPlace, DragPreview, Vec3 } from '../world-face.ts';

/** Moves and sizes go in these steps unless Alt frees them, metres. */
export const SNAP_M = 0.25;
/** Turns go in these steps unless Alt frees them, degrees. */
export const SNAP_DEGREES = 15;
const LEAST_SCALE = 0.01;

const between = new Vector3();
const plane = new Plane();
const q = new Quaternion();
const own = new Quaternion();
const euler = new Euler();
const v = new Vector3();

/** The nearest multiple of `step`; the value itself, to a millimetre, when freed. */
export function snap(value: number, step: number, free: boolean): number {
  const snapped = free ? Math.round(value * 1000) / 1000 : Math.round(value / step) * step;
  return snapped === 0 ? 0 : Math.round(snapped * 1000) / 1000;
}

/**
 * How far along a line (unit direction) a ray passes it nearest, metres; undefined when they run so parallel that a small move of the
 * pointer would be a jump.
 */
export function alongAxis(ray: Ray, origin: Vector3, direction: Vector3): number | undefined {
  const cosine = ray.direction.dot(direction);
  const sine2 = 1 - cosine * cosine;
  if (sine2 < 0.003) return undefined;
  between.copy(origin).sub(ray.origin);
  return (ray.direction.dot(between) * cosine - direction.dot(between)) / sine2;
}

/** Where a ray meets the plane through `origin`, or undefined when it goes along or away from it. */
export function onPlane(ray: Ray, origin: Vector3, normal: Vector3, out: Vector3): Vector3 | undefined {
  if (Math.abs(ray.direction.dot(normal)) < 0.02) return undefined;
  plane.setFromNormalAndCoplanarPoint(normal, origin);
  return ray.intersectPlane(plane, out) ?? undefined;
}

/** The angle of a point around an axis through `origin`, radians, measured from a fixed side. */
export function angleAround(point: Vector3, origin: Vector3, axis: Vector3): number {
  const x = Math.abs(axis.y) > 0.5 ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
  const side = x.addScaledVector(axis, -x.dot(axis)).normalize();
  const over = new Vector3().crossVectors(axis, side);
  v.copy(point).sub(origin);
  return Math.atan2(v.dot(over), v.dot(side));
}

const plus = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const tidy = (place: Vec3): Vec3 => [round(place[0]), round(place[1]), round(place[2])];
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The delta that brings the first thing onto the grid along the axes that move. */
export function snapDelta(start: DragPreview, delta: Vec3, free: boolean): Vec3 {
  const first = start[0]?.position ?? [0, 0, 0];
  const along = (axis: 0 | 1 | 2): number => {
    const moved = delta[axis];
    return Math.abs(moved) < 1e-9 ? 0 : snap(first[axis] + moved, SNAP_M, free) - first[axis];
  };
  return [along(0), along(1), along(2)];
}

/** Every place moved by the same metres. */
export function movePlaces(start: DragPreview, delta: Vec3): DragPreview {
  return start.map((place) => ({ ...place, position: tidy(plus(place.position, delta)) }));
}

/** Every place turned by the same angle (radians) around a pivot. One alone turns where it stands. */
export function turnPlaces(start: DragPreview, pivot: Vec3, axis: Vector3, angleRad: number): DragPreview {
  q.setFromAxisAngle(axis, angleRad);
  return start.map((place) => {
    v.set(place.position[0] - pivot[0], place.position[1] - pivot[1], place.position[2] - pivot[2]).applyQuaternion(q);
    const position = start.length === 1 ? place.position : tidy([v.x + pivot[0], v.y + pivot[1], v.z + pivot[2]]);
    return { ...place, position, turn: turned(place, axis, angleRad) };
  });
}

function turned(place: DraggedPlace, axis: Vector3, angleRad: number): Vec3 {
  const [x, y, z] = place.turn;
  euler.set(x * MathUtils.DEG2RAD, y * MathUtils.DEG2RAD, z * MathUtils.DEG2RAD, 'YXZ');
  own.setFromEuler(euler).premultiply(q.setFromAxisAngle(axis, angleRad));
  return turnOf(euler.setFromQuaternion(own, 'YXZ'));
}

/** Every place grown by a factor for each axis; several also move away from the pivot when all axes grow alike. */
export function sizePlaces(start: DragPreview, pivot: Vec3, factor: Vec3): DragPreview {
  const even = factor[0] === factor[1] && factor[1] === factor[2];
  return start.map((place) => {
    const grown = ([0, 1, 2] as const).map((axis) => Math.max(LEAST_SCALE, Math.round(place.scale[axis] * factor[axis] * 1000) / 1000));
    const scale: Vec3 = [grown[0] ?? 1, grown[1] ?? 1, grown[2] ?? 1];
    if (start.length === 1 || !even) return { ...place, scale };
    const away = ([0, 1, 2] as const).map((axis) => pivot[axis] + (place.position[axis] - pivot[axis]) * factor[axis]);
    return { ...place, scale, position: tidy([away[0] ?? 0, away[1] ?? 0, away[2] ?? 0]) };
  });
}

/** The factor that brings a size onto the grid, never to nothing. */
export function snapFactor(sizeM: number, factor: number, free: boolean): number {
  if (sizeM <= 0) return Math.max(LEAST_SCALE, factor);
  const size = Math.max(free ? 0.01 : SNAP_M, snap(sizeM * factor, SNAP_M, free));
  return size / sizeM;
}
