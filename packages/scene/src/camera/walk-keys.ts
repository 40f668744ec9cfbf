import type { FrameFacts, Stage } from '../stage/stage.ts';

/** Metres a second, at the home view; near things slower, far views faster. */
const WALK_M_S = 5;
const RUN = 3.2;
/** Speed comes and goes within this, seconds. */
const EASE_S = 0.09;

const DIRECTIONS: Readonly<Record<string, readonly [forward: number, right: number, up: number]>> = {
  KeyW: [1, 0, 0],
  KeyS: [-1, 0, 0],
  KeyD: [0, 1, 0],
  KeyA: [0, -1, 0],
  KeyE: [0, 0, 1],
  KeyQ: [0, 0, -1],
};

/** Whether keys pressed now are somebody's text or widget, not the world's. */
function typing(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Element) || target === document.body || target === root) return false;
  if (target.closest('input, textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox], [role=dialog]')) return true;
  // Lists and trees find by typed letter.
  return target.closest('[role=tree], [role=listbox], [role=menu], [data-space-face]') !== null;
}

/** Walking and flying by W A S D and Q E while nobody types; Shift is faster. */
export class WalkKeys {
  readonly #stage: Stage;
  readonly #root: HTMLElement;
  readonly #escape: () => boolean;
  readonly #down = new Set<string>();
  readonly #speed = [0, 0, 0] as [number, number, number];
  #fast = false;

  constructor(stage: Stage, root: HTMLElement, escape: () => boolean) {
    this.#stage = stage;
    this.#root = root;
    this.#escape = escape;
    window.addEventListener('keydown', this.#press, true);
    window.addEventListener('keyup', this.#lift, true);
    window.addEventListener('blur', this.#forget);
  }

  dispose(): void {
    window.removeEventListener('keydown', this.#press, true);
    window.removeEventListener('keyup', this.#lift, true);
    window.removeEventListener('blur', this.#forget);
  }

  /** Goes on by a frame; true while on the move. Allocates nothing. */
  step({ deltaS }: FrameFacts): boolean {
    const { told, rig } = this.#stage;
    const fly = told.mode === 'fly';
    const pace = WALK_M_S * (this.#fast ? RUN : 1) * Math.min(3, Math.max(0.35, rig.distance / 14));
    const ease = told.reducedMotion ? 1 : 1 - Math.exp(-deltaS / EASE_S);
    let moving = this.#down.size > 0;
    for (const axis of [0, 1, 2] as const) {
      let wanted = 0;
      for (const code of this.#down) wanted += DIRECTIONS[code]?.[axis] ?? 0;
      this.#speed[axis] += (Math.max(-1, Math.min(1, wanted)) * pace - this.#speed[axis]) * ease;
      if (Math.abs(this.#speed[axis]) < 0.02 && wanted === 0) this.#speed[axis] = 0;
      else moving = true;
    }
    const [forward, right, up] = this.#speed;
    if (moving) rig.go(forward * deltaS, right * deltaS, up * deltaS, !fly);
    return moving;
  }

  #press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#escape()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.key === 'Tab') this.#root.toggleAttribute('data-pointed', false);
    this.#fast = event.shiftKey;
    if (!(event.code in DIRECTIONS) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target, this.#root)) return;
    this.#down.add(event.code);
    this.#stage.wake();
  };

  #lift = (event: KeyboardEvent): void => {
    this.#fast = event.shiftKey;
    this.#down.delete(event.code);
  };

  #forget = (): void => {
    this.#down.clear();
  };
}
