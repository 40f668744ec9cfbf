import type { EntityId } from '@space/doc-schema';
import { Ray, Vector3 } from 'three';
import type { Stage } from '../stage/stage.ts';
import type { Vec3 } from '../world-face.ts';
import type { Hit } from './picker.ts';

/** A three.js point as plain numbers. */
export const plainPoint = (v: Vector3): Vec3 => [v.x, v.y, v.z];

/** Where pointers are: in the view, over a face, over the world. */
export class PointerPlace {
  readonly #root: HTMLElement;
  readonly #stage: Stage;
  readonly #ray = new Ray();
  readonly #point = new Vector3();

  constructor(root: HTMLElement, stage: Stage) {
    this.#root = root;
    this.#stage = stage;
  }

  /** CSS pixels from the view's top left. */
  local(event: MouseEvent): [number, number] {
    const box = this.#root.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** The panel whose face's DOM an event is in. */
  faceOf(event: Event): EntityId | undefined {
    const face = event.target instanceof Element ? event.target.closest('[data-space-face]') : null;
    return (face?.getAttribute('data-space-face') ?? undefined) as EntityId | undefined; // reason: the face layer writes ids there
  }

  /** The nearest thing under a point of the view. */
  hitAt(x: number, y: number): Hit | undefined {
    return this.#stage.picker.pick(this.#stage.rayAt(x, y, this.#ray));
  }

  /** What one could stand something on under a point: the top that was hit, else the land. */
  groundUnder(x: number, y: number, hit: Hit | undefined): Vec3 | undefined {
    if (hit && hit.up > 0.5) return plainPoint(hit.point);
    const ground = this.#stage.picker.ground(this.#stage.rayAt(x, y, this.#ray), this.#point);
    return ground && plainPoint(ground);
  }

  /** The point a zoom goes towards: what is under the pointer, else the land, else a point at the target's distance. The same vector each time. */
  under(x: number, y: number): Vector3 {
    const hit = this.hitAt(x, y);
    if (hit) return this.#point.copy(hit.point);
    const ray = this.#stage.rayAt(x, y, this.#ray);
    return this.#stage.picker.ground(ray, this.#point) ?? ray.at(this.#stage.rig.distance, this.#point);
  }
}
