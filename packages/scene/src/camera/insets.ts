import type { PerspectiveCamera } from 'three';
import type { Insets } from '../world-face.ts';

/** No island covers anything. */
export const NO_INSETS: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

/** What floats at the foot of the free area (the launcher) reaches this high, CSS pixels; insets count only what covers a whole edge. */
export const FOOT_PX = 92;

/** How far the picture is shifted so that what is looked at stays in the middle of the free area, CSS pixels. */
export function viewShift(insets: Insets): readonly [x: number, y: number] {
  return [(insets.right - insets.left) / 2, (insets.bottom - insets.top) / 2];
}

/** Moves from where the shift was to where it should be over `durationMs`, easing out. */
export class ShiftMotion {
  x = 0;
  y = 0;
  #fromX = 0;
  #fromY = 0;
  #toX = 0;
  #toY = 0;
  #startMs = 0;
  #durationMs = 0;

  /** Begins to move; at once when the duration is 0. */
  aim(shift: readonly [number, number], nowMs: number, durationMs: number): void {
    this.#fromX = this.x;
    this.#fromY = this.y;
    this.#toX = shift[0];
    this.#toY = shift[1];
    this.#startMs = nowMs;
    this.#durationMs = durationMs;
    if (durationMs <= 0) this.step(nowMs);
  }

  /** Moves on; true while there is way to go. */
  step(nowMs: number): boolean {
    const t = this.#durationMs <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - this.#startMs) / this.#durationMs));
    const eased = 1 - (1 - t) ** 3;
    this.x = this.#fromX + (this.#toX - this.#fromX) * eased;
    this.y = this.#fromY + (this.#toY - this.#fromY) * eased;
    return t < 1;
  }

  /** Gives the camera the shift. */
  apply(camera: PerspectiveCamera, width: number, height: number): void {
    if (this.x === 0 && this.y === 0) {
      if (camera.view?.enabled) camera.clearViewOffset();
      return;
    }
    camera.setViewOffset(width, height, this.x, this.y, width, height);
  }
}
