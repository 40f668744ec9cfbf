import type { Stage } from '../stage/stage.ts';
import type { DragPreview } from '../world-face.ts';
import type { DragState, ReadOut } from './gizmo-drag.ts';

/** At most 20 previews a second go out. */
const TELL_MS = 50;

/** One drag from press to release: shown at once, told at most 20 times a second, written once. */
export class DragSession {
  readonly #stage: Stage;
  readonly #start: DragPreview;
  readonly #now: () => number;
  #places: DragPreview;
  #toldMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The numbers that change, for the pill under the gizmo. */
  readOut: readonly ReadOut[] = [];

  constructor(stage: Stage, start: DragPreview, now: () => number = () => performance.now()) {
    this.#stage = stage;
    this.#start = start;
    this.#places = start;
    this.#now = now;
  }

  get places(): DragPreview {
    return this.#places;
  }

  /** Shows a new state of the drag. */
  show(state: DragState): void {
    this.#places = state.places;
    this.readOut = state.readOut;
    for (const place of state.places) this.#stage.things.preview(place.id, place);
    this.#tellSoon();
  }

  /** Ends the drag: the new places are written by whoever listens, once, and only if something changed. */
  release(): void {
    this.#stop();
    if (this.#changed()) this.#stage.told.onTransform?.(this.#places);
    this.#clear();
  }

  /** Ends the drag as if it had not been. */
  cancel(): void {
    this.#stop();
    this.#clear();
  }

  #tellSoon(): void {
    const wait = this.#toldMs + TELL_MS - this.#now();
    if (wait <= 0) this.#tell();
    else this.#timer ??= setTimeout(() => this.#tell(), wait);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#toldMs = this.#now();
    this.#stage.told.onDrag?.(this.#places);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #clear(): void {
    for (const place of this.#start) this.#stage.things.preview(place.id, undefined);
    this.#stage.told.onDrag?.(undefined);
    this.#stage.wake();
  }

  #changed(): boolean {
    const same = (a: readonly number[], b: readonly number[]): boolean => a.every((part, i) => part === b[i]);
    return this.#places.some((place, i) => {
      const from = this.#start[i];
      return !from || !same(place.position, from.position) || !same(place.turn, from.turn) || !same(place.scale, from.scale);
    });
  }
}
