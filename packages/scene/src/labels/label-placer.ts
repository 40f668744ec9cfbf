import { Ray, Vector3 } from 'three';
import { NO_INSETS } from '../camera/insets.ts';
import type { FrameFacts, Stage } from '../stage/stage.ts';
import type { Label, LabelLook } from './label.ts';
import { besideGizmo, layOutLabels, type Wish } from './label-layout.ts';

/** Labels looked behind for something solid in one frame; the others keep their last answer. */
const OCCLUSION_CHECKS = 4;
/** Something this near before the anchor is the thing itself, metres. */
const OWN_DEPTH_M = 0.4;

interface Shown {
  label: Label;
  readonly element: HTMLElement;
  readonly wish: Wish;
  readonly at: Vector3;
  /** Where it was looked behind last. */
  readonly lookedAt: Vector3;
  /** Its anchor is somewhere. */
  placed: boolean;
  occluded: boolean;
  checked: boolean;
  stale: boolean;
  drawn: string;
}

/** An anchor that went this far is looked behind anew, metres. */
const MOVED_M = 0.02;

/** What no drawing ever is: an element may carry what an earlier label left on it. */
const UNDRAWN = 'not drawn yet';

const newWish = (): Wish => ({ x: 0, y: 0, width: 0, height: 0, distance: 0, rank: 0, hidden: true, free: false, shown: false });

/** Places the label elements over the world in each frame. */
export class LabelPlacer {
  readonly #stage: Stage;
  readonly #byKey = new Map<string, Shown>();
  readonly #all: Shown[] = [];
  readonly #wishes: Wish[] = [];
  readonly #screen = new Vector3();
  readonly #eye = new Vector3();
  readonly #ray = new Ray();
  #next = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  put(label: Label, element: HTMLElement): void {
    const known = this.#byKey.get(label.key);
    if (known?.element === element) {
      known.label = label;
      known.stale = true;
      return;
    }
    if (known) this.drop(label.key, known.element);
    const shown: Shown = {
      label,
      element,
      wish: newWish(),
      at: new Vector3(),
      lookedAt: new Vector3(),
      placed: false,
      occluded: true,
      checked: false,
      stale: true,
      drawn: UNDRAWN,
    };
    this.#byKey.set(label.key, shown);
    this.#all.push(shown);
    this.#wishes.push(shown.wish);
  }

  drop(key: string, element: HTMLElement): void {
    const shown = this.#byKey.get(key);
    if (shown?.element !== element) return;
    this.#byKey.delete(key);
    this.#all.splice(this.#all.indexOf(shown), 1);
    this.#wishes.splice(this.#wishes.indexOf(shown.wish), 1);
  }

  /** Lays out one frame; true while some label still waits to be looked behind. */
  step(facts: FrameFacts, moved: boolean): boolean {
    this.#eye.setFromMatrixPosition(facts.camera.matrixWorld);
    for (const shown of this.#all) {
      if (moved) shown.checked = false;
      this.#measure(shown, facts);
    }
    const waiting = this.#lookBehind();
    layOutLabels(this.#wishes);
    for (const shown of this.#all) draw(shown);
    return waiting;
  }

  #measure(shown: Shown, facts: FrameFacts): void {
    const { label, wish, element } = shown;
    if (label.live) writeLive(shown, label.live());
    if (shown.stale) {
      wish.width = element.offsetWidth;
      wish.height = element.offsetHeight;
      shown.stale = false;
    }
    wish.rank = label.rank;
    wish.free = label.free === true;
    wish.hidden = true;
    shown.placed = label.anchor(shown.at);
    if (!shown.placed) return;
    // People come to their place after their label does, and walk: nothing else says that what is before them may be other now.
    if (shown.at.distanceToSquared(shown.lookedAt) > MOVED_M ** 2) shown.checked = false;
    const { x, y, z } = this.#stage.toScreen(shown.at, this.#screen);
    if (z > 1) return;
    wish.x = x - wish.width * SHIFT_X[label.look];
    wish.y = y - wish.height * SHIFT_Y[label.look];
    if (label.dropPx !== undefined) wish.y = besideGizmo(y, label.dropPx, wish.height, facts.height, this.#stage.told.insets ?? NO_INSETS);
    wish.distance = shown.at.distanceTo(this.#eye);
    wish.hidden = wish.free ? offScreen(x, y, facts) : shown.occluded || this.#cut(wish, facts);
  }

  /** Whether a label would be cut by the edge of the free area: half a word says less than none. */
  #cut({ x, y, width, height }: Wish, facts: FrameFacts): boolean {
    const { left, right } = this.#stage.told.insets ?? NO_INSETS;
    return x < left || x + width > facts.width - right || y < 0 || y + height > facts.height;
  }

  #lookBehind(): boolean {
    let checks = 0;
    let waiting = false;
    for (let i = 0; i < this.#all.length; i++) {
      const shown = this.#all[(this.#next + i) % this.#all.length];
      if (!shown?.placed || shown.checked || shown.wish.free) continue;
      if (checks >= OCCLUSION_CHECKS) {
        waiting = true;
        continue;
      }
      checks++;
      shown.checked = true;
      shown.lookedAt.copy(shown.at);
      const was = shown.occluded;
      shown.occluded = this.#occluded(shown.at);
      if (was !== shown.occluded) waiting = true;
    }
    this.#next++;
    return waiting;
  }

  #occluded(at: Vector3): boolean {
    this.#ray.origin.copy(this.#eye);
    this.#ray.direction.copy(at).sub(this.#eye);
    const distance = this.#ray.direction.length();
    this.#ray.direction.multiplyScalar(1 / Math.max(distance, 1e-6));
    return this.#stage.picker.pick(this.#ray, { farM: Math.max(0, distance - OWN_DEPTH_M), solid: true }) !== undefined;
  }
}

/** How much of its width and height a label lies left of and over its anchor. */
const SHIFT_X: Readonly<Record<LabelLook, number>> = { name: 0.5, tag: 0.5, person: 0.5, relation: 0.5, read: 0.5, axis: 0.5, cursor: 0 };
const SHIFT_Y: Readonly<Record<LabelLook, number>> = { name: 1, tag: 1, person: 1, relation: 0.5, read: 0, axis: 0.5, cursor: 0 };

const offScreen = (x: number, y: number, { width, height }: FrameFacts): boolean => x < -80 || y < -20 || x > width + 80 || y > height + 20;

function writeLive(shown: Shown, text: string): void {
  if (shown.element.textContent === text) return;
  shown.element.textContent = text;
  shown.stale = true;
}

function draw(shown: Shown): void {
  const { wish, element } = shown;
  const x = Math.round(wish.x);
  const y = Math.round(wish.y);
  const next = wish.shown ? `translate(${x}px, ${y}px)` : '';
  if (shown.drawn === next) return;
  shown.drawn = next;
  element.style.opacity = wish.shown ? '1' : '0';
  if (wish.shown) element.style.transform = next;
}
