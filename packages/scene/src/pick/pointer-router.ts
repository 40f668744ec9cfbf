import type { EntityId } from '@space/doc-schema';
import { Vector3 } from 'three';
import type { Handle } from '../gizmo/handles.ts';
import type { GizmoControl } from '../gizmo/gizmo-control.ts';
import type { Stage } from '../stage/stage.ts';
import { ClickCounter } from './click-counter.ts';
import { type DragDeed, type DragFacts, decideDrag, decideOwner, isFloor, slackPx } from './pointer-decision.ts';
import { HoverWatch } from './hover-watch.ts';
import { PointerPlace } from './pointer-place.ts';
import type { Hit } from './picker.ts';
import { TouchPair } from './touch-pair.ts';

const LONG_PRESS_MS = 500;
const LINE_PX = 16;
const NOTCH_PX = 100;
/** A click on these in a face is theirs and does not select the panel. */
const CONTROLS =
  'button, a, input, textarea, select, label, summary, [contenteditable], [role=button], [role=checkbox], [role=textbox], [role=tab], [data-keeps-pointer]';

interface Press {
  readonly id: number;
  readonly button: number;
  readonly touch: boolean;
  /** Text in a face is selected, not dragged. */
  readonly drags: boolean;
  readonly x: number;
  readonly y: number;
  readonly hit: Hit | undefined;
  lastX: number;
  lastY: number;
  /** The gizmo's handle pressed on; taken once the pointer moves, so that clicks pass through the gizmo. */
  handle: Handle | undefined;
  deed: DragDeed | 'gizmo' | undefined;
}

/**
 * Decides in the capture phase who gets each pointer: the gizmo, the DOM of a panel's face, or the world; and turns what the world
 * gets into looks, drags, picks and menus. One for each mounted world.
 */
export class PointerRouter {
  readonly #root: HTMLElement;
  readonly #stage: Stage;
  readonly #gizmo: GizmoControl;
  readonly #place: PointerPlace;
  readonly #hover: HoverWatch;
  readonly #size = new Vector3();
  readonly #clicks = new ClickCounter();
  readonly #touches = new TouchPair();
  readonly #stops: (() => void)[] = [];
  #press: Press | undefined;
  #facePress = false;
  #swallowClick = false;
  #longPress: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, stage: Stage, gizmo: GizmoControl, onHovered: (id: EntityId | undefined) => void) {
    this.#root = root;
    this.#stage = stage;
    this.#gizmo = gizmo;
    this.#place = new PointerPlace(root, stage);
    this.#hover = new HoverWatch(root, stage, gizmo, this.#place, onHovered);
    this.#listen(root, 'pointerdown', this.#down);
    this.#listen(window, 'pointermove', this.#move);
    this.#listen(window, 'pointerup', this.#up);
    this.#listen(window, 'pointercancel', this.#cancelled);
    this.#listen(root, 'pointerleave', this.#left);
    // Some browsers tell only the document when the pointer leaves the window.
    this.#listen(document.documentElement, 'pointerleave', this.#left);
    this.#listen(window, 'blur', this.#blurred);
    this.#listen(root, 'contextmenu', this.#menu);
    this.#listen(root, 'wheel', this.#wheel);
    for (const name of ['mousedown', 'click', 'dblclick', 'auxclick'] as const) this.#listen(root, name, this.#legacy);
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#longPress);
    this.#hover.dispose();
  }

  /** Whether a drag, look or pan is on its way. */
  get busy(): boolean {
    return this.#press?.deed !== undefined || this.#touches.active;
  }

  #listen<E extends Event>(target: EventTarget, name: string, handler: (event: E) => void): void {
    const listener = handler as (event: Event) => void; // reason: the name decides the event's class
    target.addEventListener(name, listener, { capture: true, passive: false });
    this.#stops.push(() => target.removeEventListener(name, listener, { capture: true }));
  }

  #down = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-space-island]')) return;
    const [x, y] = this.#place.local(event);
    const touch = event.pointerType === 'touch';
    if (touch && this.#touches.down(event.pointerId, x, y)) return this.#beginPinch(event);
    const handle = event.button === 0 ? this.#gizmo.handleAt(x, y, touch) : undefined;
    const hit = this.#place.hitAt(x, y);
    const owner = decideOwner({ gizmo: handle !== undefined, face: this.#place.faceOf(event), hit });
    this.#facePress = owner === 'face';
    if (owner === 'face') return this.#faceDown(event, x, y, hit, touch);
    this.#swallowClick = this.#place.faceOf(event) !== undefined;
    event.preventDefault();
    event.stopPropagation();
    // Focus that came by pointer shows no ring; the next Tab takes the mark away.
    this.#root.toggleAttribute('data-pointed', true);
    this.#root.focus({ preventScroll: true });
    this.#begin(event, x, y, hit, touch, true);
    if (this.#press) this.#press.handle = handle;
  };

  /** A face keeps its press; one on its bare ground also selects the panel, and its head drags it. */
  #faceDown(event: PointerEvent, x: number, y: number, hit: Hit | undefined, touch: boolean): void {
    if (!(event.target instanceof Element) || event.target.closest(CONTROLS) || event.button === 1) return;
    this.#begin(event, x, y, hit, touch, event.target.closest('[data-panel-head]') !== null);
  }

  #begin(event: PointerEvent, x: number, y: number, hit: Hit | undefined, touch: boolean, drags: boolean): void {
    const button = event.button === 0 && event.ctrlKey && /Mac/.test(navigator.platform) ? 2 : event.button;
    this.#press = { id: event.pointerId, button, touch, drags, x, y, hit, lastX: x, lastY: y, handle: undefined, deed: undefined };
    clearTimeout(this.#longPress);
    if (touch) this.#longPress = setTimeout(() => this.#heldLong(event.clientX, event.clientY), LONG_PRESS_MS);
  }

  #heldLong(clientX: number, clientY: number): void {
    const press = this.#press;
    if (!press || press.deed) return;
    this.#press = undefined;
    this.#askMenu(press.hit, press.x, press.y, clientX, clientY);
  }

  #beginPinch(event: PointerEvent): void {
    clearTimeout(this.#longPress);
    if (this.#gizmo.dragging) this.#gizmo.cancel();
    this.#press = undefined;
    event.preventDefault();
    event.stopPropagation();
  }

  #move = (event: PointerEvent): void => {
    const [x, y] = this.#place.local(event);
    if (event.pointerType === 'touch') {
      const pinch = this.#touches.move(event.pointerId, x, y);
      if (pinch) return this.#pinch(pinch);
    }
    const press = this.#press;
    if (!press) return this.#hover.move(event);
    if (press.id !== event.pointerId) return;
    if (press.deed === undefined && Math.hypot(x - press.x, y - press.y) < slackPx(press.touch, press.handle !== undefined)) return;
    if (!press.drags) return;
    event.preventDefault();
    press.deed ??= this.#startDrag(press, event);
    this.#drag(press, x, y, event);
    press.lastX = x;
    press.lastY = y;
  };

  #startDrag(press: Press, event: PointerEvent): DragDeed | 'gizmo' {
    clearTimeout(this.#longPress);
    this.#hover.stop();
    if (press.handle) {
      this.#gizmo.takeHandle(press.handle, press.x, press.y);
      return 'gizmo';
    }
    const { mode } = this.#stage.told;
    const thing = this.#pressedThing(press);
    const deed = decideDrag({ button: press.button, touch: press.touch, mode: mode ?? 'select', shift: event.shiftKey, thing });
    if (deed === 'body' && press.hit) {
      this.#gizmo.takeBody(press.hit.id, press.hit.point);
      if (!thing?.selected) this.#stage.told.onSelect?.([press.hit.id], { additive: false });
    }
    this.#root.style.cursor = deed === 'body' ? 'grabbing' : deed === 'pan' ? 'move' : '';
    return deed;
  }

  #pressedThing({ hit }: Press): DragFacts['thing'] {
    const found = hit && this.#stage.things.get(hit.id);
    if (!found) return undefined;
    const size = this.#stage.things.box(found).getSize(this.#size);
    return { locked: found.locked, selected: this.#stage.told.selection.includes(found.id), floor: isFloor(size.x, size.y, size.z) };
  }

  #drag(press: Press, x: number, y: number, event: PointerEvent): void {
    const dx = x - press.lastX;
    const dy = y - press.lastY;
    const { rig } = this.#stage;
    if (press.deed === 'orbit') rig.orbit(dx, dy);
    else if (press.deed === 'pan') rig.pan(dx, dy);
    else if (press.deed === 'look') rig.turnHead(dx, dy);
    else this.#gizmo.drag(x, y, event.altKey);
    this.#stage.wake();
  }

  #pinch({ dx, dy, spread, x, y }: { dx: number; dy: number; spread: number; x: number; y: number }): void {
    const { rig } = this.#stage;
    rig.pan(dx, dy);
    if (spread > 0 && spread !== 1) rig.zoom(Math.log(spread) / Math.log(0.86), this.#place.under(x, y));
    this.#stage.wake();
  }

  #up = (event: PointerEvent): void => {
    this.#touches.up(event.pointerId);
    clearTimeout(this.#longPress);
    const press = this.#press;
    if (!press || press.id !== event.pointerId) return;
    this.#press = undefined;
    this.#root.style.cursor = '';
    if (this.#gizmo.dragging) return this.#gizmo.release();
    if (press.deed) return;
    const [x, y] = this.#place.local(event);
    if (press.button === 2) this.#askMenu(press.hit, x, y, event.clientX, event.clientY);
    else if (press.button === 0) this.#click(press, event);
  };

  #click(press: Press, event: PointerEvent): void {
    const { told } = this.#stage;
    const additive = event.shiftKey || event.ctrlKey || event.metaKey;
    if (press.hit) return this.#clickThing(press, press.hit.id, additive, event.timeStamp);
    this.#clicks.reset();
    if (!additive && !press.handle) told.onSelect?.([], { additive: false });
  }

  #clickThing(press: Press, id: EntityId, additive: boolean, timeMs: number): void {
    const { told } = this.#stage;
    // A click that only touched the gizmo beside the selection means nothing.
    if (press.handle && !told.selection.includes(id)) return;
    const second = !this.#facePress && this.#clicks.click(id, timeMs, press.x, press.y);
    if (second) told.onOpen?.(id);
    else told.onSelect?.([id], { additive });
  }

  #cancelled = (event: PointerEvent): void => {
    this.#touches.up(event.pointerId);
    clearTimeout(this.#longPress);
    if (this.#press?.id !== event.pointerId) return;
    this.#press = undefined;
    this.#root.style.cursor = '';
    if (this.#gizmo.dragging) this.#gizmo.cancel();
  };

  /** Keyboard events of drags: whether Esc had a drag to end. */
  escape(): boolean {
    if (!this.#gizmo.dragging) return false;
    this.#gizmo.cancel();
    this.#press = undefined;
    this.#root.style.cursor = '';
    return true;
  }

  /** What follows a press the world took must not reach the face under it. */
  #legacy = (event: Event): void => {
    if (this.#facePress || !this.#swallowClick) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #menu = (event: MouseEvent): void => {
    const face = this.#place.faceOf(event);
    if (face && this.#facePress && event.target instanceof Element && event.target.closest(CONTROLS)) return;
    event.preventDefault();
    if (event.button === 2 || (event as PointerEvent).pointerType === 'touch') return;
    const [x, y] = this.#place.local(event);
    this.#askMenu(undefined, x, y, event.clientX, event.clientY);
  };

  #askMenu(hit: Hit | undefined, x: number, y: number, clientX: number, clientY: number): void {
    const ground = this.#place.groundUnder(x, y, hit);
    this.#hover.leave();
    this.#stage.told.onContextMenu?.({ id: hit?.id, screen: [clientX, clientY], ground });
  }

  #wheel = (event: WheelEvent): void => {
    const [x, y] = this.#place.local(event);
    const face = this.#place.faceOf(event);
    if (face && canScroll(event) && decideOwner({ gizmo: false, face, hit: this.#place.hitAt(x, y) }) === 'face') return;
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * LINE_PX : event.deltaMode === 2 ? event.deltaY * 400 : event.deltaY;
    const notches = Math.max(-3, Math.min(3, pixels / (event.ctrlKey ? NOTCH_PX / 8 : NOTCH_PX)));
    this.#stage.rig.zoom(notches, this.#place.under(x, y));
    this.#stage.wake();
  };

  #left = (event: PointerEvent): void => {
    if (event.target === this.#root || event.target === document.documentElement) this.#hover.leave();
  };

  #blurred = (event: FocusEvent): void => {
    // Captured on the window, the blur of every element passes here.
    if (event.target === window) this.#hover.leave();
  };
}

/** Whether something in the face under the pointer scrolls that way. */
function canScroll(event: WheelEvent): boolean {
  let element = event.target instanceof Element ? event.target : null;
  while (element && !element.hasAttribute('data-space-face')) {
    const room = event.deltaY > 0 ? element.scrollHeight - element.clientHeight - element.scrollTop : element.scrollTop;
    if (room > 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)) return true;
    element = element.parentElement;
  }
  return false;
}
