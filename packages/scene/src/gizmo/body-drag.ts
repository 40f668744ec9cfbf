import type { EntityId } from '@space/doc-schema';
import { type Ray, Vector3 } from 'three';
import type { Picker } from '../pick/picker.ts';
import type { DragPreview, Vec3 } from '../world-face.ts';
import { movePlaces, onPlane, SNAP_M, snap } from './drag-maths.ts';
import { type DragState, formatNumber } from './gizmo-drag.ts';

const UP = new Vector3(0, 1, 0);
/** A thing this little above what it stands on stands on it, metres. */
const STANDS_M = 0.03;

/** Dragging a thing by its body: it slides over the land and steps onto what it meets, keeping its height over what it stands on. */
export class BodyDrag {
  readonly #places: DragPreview;
  readonly #picker: Picker;
  readonly #except: ReadonlySet<EntityId>;
  readonly #grab: Vector3;
  readonly #lift: number;
  readonly #at = new Vector3();
  #standing: number;

  constructor(places: DragPreview, picker: Picker, grab: Vector3) {
    this.#places = places;
    this.#picker = picker;
    this.#except = new Set(places.map((place) => place.id));
    this.#grab = grab.clone();
    const [x, y, z] = places[0]?.position ?? [0, 0, 0];
    this.#standing = picker.support(x, z, y, this.#except, STANDS_M);
    const lift = y - this.#standing;
    this.#lift = Math.abs(lift) < STANDS_M ? 0 : lift;
  }

  /** Where the drag brings everything for a ray; undefined when the ray goes to the sky. */
  move(ray: Ray, free: boolean): DragState | undefined {
    if (!onPlane(ray, this.#grab, UP, this.#at)) return undefined;
    const first = this.#places[0]?.position ?? [0, 0, 0];
    const x = snap(first[0] + this.#at.x - this.#grab.x, SNAP_M, free);
    const z = snap(first[2] + this.#at.z - this.#grab.z, SNAP_M, free);
    this.#standing = this.#picker.support(x, z, this.#standing, this.#except);
    const y = Math.round((this.#standing + this.#lift) * 1000) / 1000;
    const delta: Vec3 = [x - first[0], y - first[1], z - first[2]];
    return {
      places: movePlaces(this.#places, delta),
      readOut: [
        { letter: 'x', value: formatNumber(x) },
        { letter: 'z', value: formatNumber(z) },
      ],
    };
  }
}
