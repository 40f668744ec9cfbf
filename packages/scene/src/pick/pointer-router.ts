import type { EntityId } from '@space/doc-schema';
import { Ray, Vector3 } from 'three';
import type { Handle } from '../gizmo/handles.ts';
import type { GizmoControl } from '../gizmo/gizmo-control.ts';
import type { Stage } from '../stage/stage.ts';
import type { Vec3 } from '../world-face.ts';
import { ClickCounter } from './click-counter.ts';
import { decideDrag, decideOwner, isFloor, slackPx, type DragDeed } from './pointer-decision.ts';
import type { Hit } from './picker.ts';
import { TouchPair } from './touch-pair.ts';

const LONG_PRESS_MS = 500;
const POINTER_TELL_MS = 100;
const LINE_PX = 16;
const NOTCH_PX = 100;
/** A click on these in a face is theirs and does not select the panel. */
const CONTROLS = 'button, a, input, textarea, select, label, summary, [contenteditable], [role=button], [role=checkbox], [role=textbox], [role=tab], [data-keeps-pointer]';

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

const vec3 = (v: Vector3): Vec3 => [v.x, v.y, v.z];

/**
 * Decides in the capture phase who gets each pointer: the gizmo, the DOM of a panel's face, or the world; and turns what the world
 * gets into looks, drags, picks and menus. One for each mounted world.
 */
export class PointerRouter {
  readonly #root: HTMLElement;
  readonly #stage: Stage;
  readonly #gizmo: GizmoControl;
  readonly #ray = new Ray();
  readonly #point = new Vector3();
  readonly #clicks = new ClickCounter();
  readonly #touches = new TouchPair();
  readonly #stops: (() => void)[] = [];
  #press: Press | undefined;
  #facePress = false;
  #swallowClick = false;
  #longPress: ReturnType<typeof setTimeout> | undefined;
  #hoverEvent: PointerEvent | undefined;
  #hoverFrame = 0;
  #hovered: EntityId | undefined;
  #toldPointMs = 0;
  readonly #onHovered: (id: EntityId | undefined) => void;

  constructor(root: HTMLElement, stage: Stage, gizmo: GizmoControl, onHovered: (id: EntityId | undefined) => void) {
    this.#root = root;
    this.#stage = stage;
    this.#gizmo = gizmo;
    this.#onHovered = onHovered;
    this.#listen(root, 'pointerdown', this.#down);
    this.#listen(window, 'pointermove', this.#move);
    this.#listen(window, 'pointerup', this.#up);
    this.#listen(window, 'pointercancel', this.#cancelled);
    this.#listen(root, 'pointerleave', this.#left);
    this.#listen(root, 'contextmenu', this.#menu);
    this.#listen(root, 'wheel', this.#wheel);
    for (const name of ['mousedown', 'click', 'dblclick', 'auxclick'] as const) this.#listen(root, name, this.#legacy);
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#longPress);
    cancelAnimationFrame(this.#hoverFrame);
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

  #local(event: MouseEvent): [number, number] {
    const box = this.#root.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #faceOf(event: Event): EntityId | undefined {
    const face = event.target instanceof Element ? event.target.closest('[data-space-face]') : null;
    return (face?.getAttribute('data-space-face') ?? undefined) as EntityId | undefined; // reason: the face layer writes ids there
  }

  #down = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-space-island]')) return;
    const [x, y] = this.#local(event);
    const touch = event.pointerType === 'touch';
    if (touch && this.#touches.down(event.pointerId, x, y)) return this.#beginPinch(event);
    const handle = event.button === 0 ? this.#gizmo.handleAt(x, y, touch) : undefined;
    const hit = this.#stage.picker.pick(this.#stage.rayAt(x, y, this.#ray));
    const owner = decideOwner({ gizmo: handle !== undefined, face: this.#faceOf(event), hit });
    this.#facePress = owner === 'face';
    if (owner === 'face') return this.#faceDown(event, x, y, hit, touch);
    this.#swallowClick = this.#faceOf(event) !== undefined;
    event.preventDefault();
    event.stopPropagation();
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
    const [x, y] = this.#local(event);
    if (event.pointerType === 'touch') {
      const pinch = this.#touches.move(event.pointerId, x, y);
      if (pinch) return this.#pinch(pinch);
    }
    const press = this.#press;
    if (!press) return this.#hoverSoon(event);
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
    if (press.handle) {
      this.#gizmo.takeHandle(press.handle, press.x, press.y);
      return 'gizmo';
    }
    const found = press.hit ? this.#stage.things.get(press.hit.id) : undefined;
    const size = found ? this.#stage.things.box(found).getSize(this.#point) : undefined;
    const { selection, mode } = this.#stage.told;
    const deed = decideDrag({
      button: press.button,
      touch: press.touch,
      mode: mode ?? 'select',
      shift: event.shiftKey,
      thing: found && size && { locked: found.locked, selected: selection.includes(found.id), floor: isFloor(size.x, size.y, size.z) },
    });
    if (deed === 'body' && press.hit) {
      this.#gizmo.takeBody(press.hit.id, press.hit.point);
      if (!selection.includes(press.hit.id)) this.#stage.told.onSelect?.([press.hit.id], { additive: false });
    }
    this.#root.style.cursor = deed === 'body' ? 'grabbing' : deed === 'pan' ? 'move' : '';
    return deed;
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
    if (spread > 0 && spread !== 1) rig.zoom(Math.log(spread) / Math.log(0.86), this.#under(x, y));
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
    const [x, y] = this.#local(event);
    if (press.button === 2) this.#askMenu(press.hit, x, y, event.clientX, event.clientY);
    else if (press.button === 0) this.#click(press, event);
  };

  #click(press: Press, event: PointerEvent): void {
    const { told } = this.#stage;
    const id = press.hit?.id;
    // A click that only touched the gizmo over nothing means nothing.
    if (press.handle && (id === undefined || !told.selection.includes(id))) return;
    const additive = event.shiftKey || event.ctrlKey || event.metaKey;
    if (id === undefined) {
      this.#clicks.reset();
      if (!additive) told.onSelect?.([], { additive: false });
      return;
    }
    const second = !this.#facePress && this.#clicks.click(id, event.timeStamp, press.x, press.y);
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
    const face = this.#faceOf(event);
    if (face && this.#facePress && event.target instanceof Element && event.target.closest(CONTROLS)) return;
    event.preventDefault();
    if (event.button === 2 || (event as PointerEvent).pointerType === 'touch') return;
    const [x, y] = this.#local(event);
    this.#askMenu(undefined, x, y, event.clientX, event.clientY);
  };

  #askMenu(hit: Hit | undefined, x: number, y: number, clientX: number, clientY: number): void {
    const ground = this.#groundUnder(x, y, hit);
    this.#stage.told.onContextMenu?.({ id: hit?.id, screen: [clientX, clientY], ground });
  }

  #groundUnder(x: number, y: number, hit: Hit | undefined): Vec3 | undefined {
    if (hit && hit.up > 0.5) return vec3(hit.point);
    const ground = this.#stage.picker.ground(this.#stage.rayAt(x, y, this.#ray), this.#point);
    return ground && vec3(ground);
  }

  #wheel = (event: WheelEvent): void => {
    const [x, y] = this.#local(event);
    const face = this.#faceOf(event);
    if (face && canScroll(event) && decideOwner({ gizmo: false, face, hit: this.#stage.picker.pick(this.#stage.rayAt(x, y, this.#ray)) }) === 'face') return;
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * LINE_PX : event.deltaMode === 2 ? event.deltaY * 400 : event.deltaY;
    const notches = Math.max(-3, Math.min(3, pixels / (event.ctrlKey ? NOTCH_PX / 8 : NOTCH_PX)));
    this.#stage.rig.zoom(notches, this.#under(x, y));
    this.#stage.wake();
  };

  /** The point a zoom goes towards: what is under the pointer, else the land, else a point at the target's distance. */
  #under(x: number, y: number): Vector3 {
    const ray = this.#stage.rayAt(x, y, this.#ray);
    const hit = this.#stage.picker.pick(ray);
    if (hit) return this.#point.copy(hit.point);
    return this.#stage.picker.ground(ray, this.#point) ?? ray.at(this.#stage.rig.distance, this.#point);
  }

  #hoverSoon(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.#hoverEvent = event;
    this.#hoverFrame ||= requestAnimationFrame(this.#hover);
  }

  #hover = (): void => {
    this.#hoverFrame = 0;
    const event = this.#hoverEvent;
    if (!event || this.#press) return;
    const inside = event.target instanceof Node && this.#root.contains(event.target);
    if (!inside) return this.#setHover(undefined, undefined);
    const [x, y] = this.#local(event);
    const handle = this.#gizmo.handleAt(x, y, false);
    if (handle?.part !== this.#gizmo.hovered?.part || handle?.axis !== this.#gizmo.hovered?.axis) {
      this.#gizmo.hovered = handle;
      this.#stage.wake();
    }
    const hit = this.#stage.picker.pick(this.#stage.rayAt(x, y, this.#ray));
    const owner = decideOwner({ gizmo: handle !== undefined, face: this.#faceOf(event), hit });
    this.#root.style.cursor = owner === 'gizmo' ? 'grab' : owner === 'world' && hit && this.#faceOf(event) ? 'default' : '';
    this.#setHover(owner === 'gizmo' ? undefined : hit?.id, hit);
    this.#tellPoint(hit, x, y);
  };

  #setHover(id: EntityId | undefined, hit: Hit | undefined): void {
    if (!hit && id === undefined && this.#hovered === undefined) return;
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#onHovered(id);
    this.#stage.told.onHover?.(id);
  }

  #tellPoint(hit: Hit | undefined, x: number, y: number): void {
    const { onPointer } = this.#stage.told;
    const now = performance.now();
    if (!onPointer || now - this.#toldPointMs < POINTER_TELL_MS) return;
    this.#toldPointMs = now;
    onPointer(hit ? vec3(hit.point) : this.#groundUnder(x, y, undefined));
  }

  #left = (event: PointerEvent): void => {
    if (event.target !== this.#root) return;
    this.#hoverEvent = undefined;
    this.#setHover(undefined, undefined);
    this.#stage.told.onPointer?.(undefined);
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

