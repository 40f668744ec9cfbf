import { Group, PointLight, Vector3 } from 'three';
import type { Lamp, Lamps } from '../stage/lamps.ts';

/** Real point lights at once; a fixed number, because another number compiles every material anew. */
const POOL = 4;

/** The few real lights of a world, lent to the lamps nearest the camera. */
export class LampPool {
  readonly root: Group = new Group();
  readonly #lights: PointLight[] = [];
  readonly #chosen: (Lamp | undefined)[] = [];
  readonly #distances = new Float64Array(POOL);
  readonly #eye = new Vector3(Number.NaN, 0, 0);
  readonly #at = new Vector3();
  #version = -1;
  #moves = -1;

  constructor() {
    for (let i = 0; i < POOL; i++) {
      const light = new PointLight('#ffffff', 0, 1, 2);
      this.#lights.push(light);
      this.root.add(light);
    }
  }

  /** Lends the lights anew if the camera went a metre, a lamp changed or something moved. Allocates nothing. */
  choose(lamps: Lamps, eye: Vector3, moves: number): void {
    if (this.#version === lamps.version && this.#moves === moves && this.#eye.distanceToSquared(eye) < 1) return;
    this.#version = lamps.version;
    this.#moves = moves;
    this.#eye.copy(eye);
    this.#chosen.fill(undefined, 0, POOL);
    this.#distances.fill(Number.POSITIVE_INFINITY);
    for (const lamp of lamps.list()) this.#consider(lamp);
    for (let i = 0; i < POOL; i++) this.#lend(this.#lights[i], this.#chosen[i]);
  }

  dispose(): void {
    for (const light of this.#lights) light.dispose();
  }

  #consider(lamp: Lamp): void {
    lamp.at.getWorldPosition(this.#at);
    const distance = this.#at.distanceToSquared(this.#eye);
    let slot = POOL - 1;
    if (distance >= (this.#distances[slot] ?? 0)) return;
    while (slot > 0 && distance < (this.#distances[slot - 1] ?? 0)) {
      this.#distances[slot] = this.#distances[slot - 1] ?? 0;
      this.#chosen[slot] = this.#chosen[slot - 1];
      slot--;
    }
    this.#distances[slot] = distance;
    this.#chosen[slot] = lamp;
  }

  #lend(light: PointLight | undefined, lamp: Lamp | undefined): void {
    if (!light) return;
    light.intensity = lamp?.intensity ?? 0;
    if (!lamp) return;
    lamp.at.getWorldPosition(light.position);
    light.color.copy(lamp.colour);
    light.distance = lamp.distanceM;
  }
}
