import type { Color, Object3D } from 'three';

/** A light that wants to shine. */
export interface Lamp {
  /** Its place: the object's world position. */
  readonly at: Object3D;
  readonly colour: Color;
  /** Candela at dusk. */
  readonly intensity: number;
  readonly distanceM: number;
}

/** Every lamp of the world; only the few nearest the camera really shine. */
export class Lamps {
  readonly #lamps = new Set<Lamp>();
  /** Raised when a lamp came, went or changed. */
  version = 0;

  /** A lamp is lit; the returned call puts it out. */
  light(lamp: Lamp): () => void {
    this.#lamps.add(lamp);
    this.version++;
    return () => {
      this.#lamps.delete(lamp);
      this.version++;
    };
  }

  list(): ReadonlySet<Lamp> {
    return this.#lamps;
  }
}
