import { type Quaternion, type Ray, Vector3 } from 'three';
import type { DragPreview, Vec3 } from '../world-face.ts';
import {
  alongAxis,
  angleAround,
  movePlaces,
  onPlane,
  SNAP_DEGREES,
  sizePlaces,
  snap,
  snapDelta,
  snapFactor,
  turnPlaces,
} from './drag-maths.ts';
import { axisVector, type GizmoMode, type Handle } from './handles.ts';

/** One changing number of a drag. */
export interface ReadOut {
  readonly letter: string;
  readonly value: string;
}

/** What a drag shows now. */
export interface DragState {
  readonly places: DragPreview;
  readonly readOut: readonly ReadOut[];
}

/** What a gizmo drag starts from. */
export interface GizmoStart {
  readonly mode: GizmoMode;
  readonly handle: Handle;
  readonly places: DragPreview;
  /** Where the gizmo is, metres. */
  readonly anchor: Vector3;
  /** What several turn and grow around. */
  readonly pivot: Vec3;
  /** The gizmo's own turn: the thing's for sizes, else none. */
  readonly frame: Quaternion;
  /** The size of the first thing along each of its axes, metres. */
  readonly sizeM: Vec3;
  /** Metres of one gizmo unit when the drag began. */
  readonly unitM: number;
  /** Away from the camera: the plane of the hub. */
  readonly facing: Vector3;
}

const LETTERS = ['x', 'y', 'z'] as const;

/** A number of a drag: two places, the true minus. */
export function formatNumber(value: number, places = 2): string {
  const text = Math.abs(value).toFixed(places);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

/** One drag of a gizmo handle: rays in, places out. Keeps no reference to the world. */
export class GizmoDrag {
  readonly #start: GizmoStart;
  readonly #direction: Vector3;
  readonly #at = new Vector3();
  readonly #from = new Vector3();
  readonly #fromAlong: number;
  #angle = 0;
  #lastAngle = 0;

  constructor(start: GizmoStart, ray: Ray) {
    this.#start = start;
    this.#direction = axisVector(start.handle.axis).clone().applyQuaternion(start.frame);
    this.#fromAlong = alongAxis(ray, start.anchor, this.#direction) ?? 0;
    const met = onPlane(ray, start.anchor, this.#normal(), this.#from);
    if (!met) this.#from.copy(start.anchor);
    this.#lastAngle = angleAround(this.#from, start.anchor, this.#direction);
  }

  /** What the drag shows for a ray; undefined when the ray says nothing (along the axis). */
  move(ray: Ray, free: boolean): DragState | undefined {
    const { mode, handle } = this.#start;
    if (handle.part === 'ring') return this.#turn(ray, free);
    if (mode === 'size') return this.#size(ray, free);
    return handle.part === 'axis' ? this.#slide(ray, free) : this.#slip(ray, free);
  }

  #normal(): Vector3 {
    const { handle, mode, facing } = this.#start;
    if (handle.part === 'hub') return mode === 'move' ? axisVector(1) : facing;
    return this.#direction;
  }

  #slide(ray: Ray, free: boolean): DragState | undefined {
    const along = alongAxis(ray, this.#start.anchor, this.#direction);
    if (along === undefined) return undefined;
    this.#at.copy(this.#direction).multiplyScalar(along - this.#fromAlong);
    return this.#moved([this.#at.x, this.#at.y, this.#at.z], free);
  }

  #slip(ray: Ray, free: boolean): DragState | undefined {
    if (!onPlane(ray, this.#start.anchor, this.#normal(), this.#at)) return undefined;
    this.#at.sub(this.#from);
    return this.#moved([this.#at.x, this.#at.y, this.#at.z], free);
  }

  #moved(delta: Vec3, free: boolean): DragState {
    const places = movePlaces(this.#start.places, snapDelta(this.#start.places, delta, free));
    const first = places[0]?.position ?? this.#start.pivot;
    const moving = ([0, 1, 2] as const).filter((axis) => Math.abs(delta[axis]) > 1e-9);
    return { places, readOut: moving.map((axis) => ({ letter: LETTERS[axis], value: formatNumber(first[axis]) })) };
  }

  #turn(ray: Ray, free: boolean): DragState | undefined {
    const { anchor, places, pivot, handle } = this.#start;
    if (!onPlane(ray, anchor, this.#direction, this.#at)) return undefined;
    const now = angleAround(this.#at, anchor, this.#direction);
    // Summed in small steps, so that several turns round count as several.
    this.#angle += Math.atan2(Math.sin(now - this.#lastAngle), Math.cos(now - this.#lastAngle));
    this.#lastAngle = now;
    const first = places[0]?.turn ?? [0, 0, 0];
    const upright = handle.axis === 1 && first[0] === 0 && first[2] === 0 && places.length === 1;
    const base = upright ? first[1] : 0;
    const degrees = snap(base + (this.#angle * 180) / Math.PI, SNAP_DEGREES, free) - base;
    const turned = turnPlaces(places, pivot, this.#direction, (degrees * Math.PI) / 180);
    const shown = upright ? (turned[0]?.turn[1] ?? 0) : degrees;
    return {
      places: turned,
      readOut: [{ letter: LETTERS[handle.axis], value: `${formatNumber(shown, Number.isInteger(shown) ? 0 : 1)}°` }],
    };
  }

  #size(ray: Ray, free: boolean): DragState | undefined {
    const { handle, places, pivot, sizeM } = this.#start;
    const whole = handle.part === 'hub';
    const factor = whole ? this.#hubFactor(ray) : this.#axisFactor(ray);
    if (factor === undefined) return undefined;
    const axis = whole ? sizeM.indexOf(Math.max(...sizeM)) : handle.axis;
    const exact = snapFactor(sizeM[axis as 0 | 1 | 2], factor, free);
    const factors: Vec3 = whole ? [exact, exact, exact] : [axis === 0 ? exact : 1, axis === 1 ? exact : 1, axis === 2 ? exact : 1];
    const shown = ([0, 1, 2] as const).filter((index) => whole || index === axis);
    return {
      places: sizePlaces(places, pivot, factors),
      readOut: shown.map((index) => ({ letter: LETTERS[index], value: formatNumber(sizeM[index] * factors[index]) })),
    };
  }

  #axisFactor(ray: Ray): number | undefined {
    const along = alongAxis(ray, this.#start.anchor, this.#direction);
    if (along === undefined || this.#fromAlong <= 0) return undefined;
    return Math.max(0.02, along / this.#fromAlong);
  }

  #hubFactor(ray: Ray): number | undefined {
    if (!onPlane(ray, this.#start.anchor, this.#start.facing, this.#at)) return undefined;
    // Up grows and down shrinks; one gizmo length doubles.
    return 2 ** ((this.#at.y - this.#from.y) / this.#start.unitM);
  }
}
