import type { EntityId } from '@space/doc-schema';
import { type Box3, type Intersection, Matrix3, type Mesh, type Object3D, Ray, Raycaster, Vector3 } from 'three';
import { landHeight } from '../land.ts';
import type { Thing, Things } from '../stage/things.ts';

/** What a ray met first. */
export interface Hit {
  readonly id: EntityId;
  readonly distance: number;
  readonly point: Vector3;
  /** The hole a panel's face is seen through. */
  readonly face: boolean;
  /** How far the met surface looks up, −1 to 1. */
  readonly up: number;
}

/** What to leave out of a pick. */
export interface PickOptions {
  /** These are looked through. */
  readonly except?: ReadonlySet<EntityId> | undefined;
  /** Nothing farther counts, metres. */
  readonly farM?: number;
  /** Only what casts shadow counts: solid things that hide. */
  readonly solid?: boolean;
}

interface Candidate {
  thing: Thing;
  distance: number;
}

const STEP_UP_M = 1.2;
const normalMatrix = new Matrix3();
const normal = new Vector3();
const entry = new Vector3();

function boxDistance(ray: Ray, box: Box3): number {
  if (box.containsPoint(ray.origin)) return 0;
  return ray.intersectBox(box, entry) ? entry.distanceTo(ray.origin) : Number.POSITIVE_INFINITY;
}

function upness(hit: Intersection): number {
  if (!hit.face) return 0;
  normalMatrix.getNormalMatrix(hit.object.matrixWorld);
  return normal.copy(hit.face.normal).applyMatrix3(normalMatrix).normalize().y;
}

/** The one picker of the world: boxes first, then the triangles of what a ray comes near. */
export class Picker {
  readonly #things: Things;
  readonly #raycaster = new Raycaster();
  readonly #candidates: Candidate[] = [];
  readonly #hits: Intersection[] = [];
  readonly #down = new Ray(new Vector3(), new Vector3(0, -1, 0));

  constructor(things: Things) {
    this.#things = things;
  }

  /** The nearest thing a ray meets, or undefined. */
  pick(ray: Ray, options: PickOptions = {}): Hit | undefined {
    const far = options.farM ?? Number.POSITIVE_INFINITY;
    this.#collect(ray, far, options.except);
    this.#raycaster.ray.copy(ray);
    this.#raycaster.near = 0;
    let best: Hit | undefined;
    for (const { thing, distance } of this.#candidates) {
      if (best && distance > best.distance) break;
      const hit = this.#meet(thing, best?.distance ?? far, options.solid === true);
      if (hit) best = hit;
    }
    this.#candidates.length = 0;
    return best;
  }

  /**
   * The height of what one can stand on at (x, z), metres: the highest upward surface not more than a step (`stepM`) above `fromM`, or the land.
   */
  support(x: number, z: number, fromM: number, except?: ReadonlySet<EntityId>, stepM: number = STEP_UP_M): number {
    const land = landHeight(x, z);
    const top = Math.max(fromM, land) + stepM;
    this.#down.origin.set(x, top, z);
    const hit = this.pick(this.#down, { except, farM: top - land, solid: true });
    return hit && hit.up > 0.5 ? Math.max(land, hit.point.y) : land;
  }

  /** Where a ray meets the land, or undefined when it goes to the sky. */
  ground(ray: Ray, out: Vector3): Vector3 | undefined {
    if (ray.direction.y > -0.01) return undefined;
    let near = 0;
    for (let step = 1; step <= 120; step++) {
      const at = step * step * 0.02;
      ray.at(at, out);
      if (out.y <= landHeight(out.x, out.z)) return this.#bisect(ray, near, at, out);
      near = at;
    }
    return undefined;
  }

  #bisect(ray: Ray, from: number, to: number, out: Vector3): Vector3 {
    let near = from;
    let far = to;
    for (let step = 0; step < 20; step++) {
      const middle = (near + far) / 2;
      ray.at(middle, out);
      if (out.y <= landHeight(out.x, out.z)) far = middle;
      else near = middle;
    }
    out.y = landHeight(out.x, out.z);
    return out;
  }

  #collect(ray: Ray, far: number, except: ReadonlySet<EntityId> | undefined): void {
    this.#candidates.length = 0;
    for (const thing of this.#things.all()) {
      if (except?.has(thing.id)) continue;
      const distance = boxDistance(ray, this.#things.box(thing));
      if (distance <= far) this.#candidates.push({ thing, distance });
    }
    this.#candidates.sort((a, b) => a.distance - b.distance);
  }

  #meet(thing: Thing, far: number, solid: boolean): Hit | undefined {
    this.#raycaster.far = far;
    this.#hits.length = 0;
    this.#cast(thing.object, solid);
    let nearest: Intersection | undefined;
    for (const hit of this.#hits) if (!nearest || hit.distance < nearest.distance) nearest = hit;
    if (!nearest) return undefined;
    return {
      id: thing.id,
      distance: nearest.distance,
      point: nearest.point,
      face: nearest.object.userData['face'] === true,
      up: upness(nearest),
    };
  }

  #cast(object: Object3D, solid: boolean): void {
    if (!object.visible || object.userData['passive']) return;
    const mesh = object as Mesh; // reason: isMesh is tested here
    if (mesh.isMesh && (!solid || mesh.castShadow)) mesh.raycast(this.#raycaster, this.#hits);
    for (const child of object.children) this.#cast(child, solid);
  }
}
