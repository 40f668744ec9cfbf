import type { EntityId } from '@space/doc-schema';
import type { GizmoControl } from '../gizmo/gizmo-control.ts';
import type { Handle } from '../gizmo/handles.ts';
import type { Stage } from '../stage/stage.ts';
import type { Hit } from './picker.ts';
import { decideOwner, isFloor } from './pointer-decision.ts';
import { plainPoint, type PointerPlace } from './pointer-place.ts';

const TELL_MS = 100;

/** Follows a pointer that presses nothing: one pick an animation frame, whatever the mouse sends. */
export class HoverWatch {
  readonly #root: HTMLElement;
  readonly #stage: Stage;
  readonly #gizmo: GizmoControl;
  readonly #place: PointerPlace;
  readonly #onHovered: (id: EntityId | undefined) => void;
  #event: PointerEvent | undefined;
  #frame = 0;
  #hovered: EntityId | undefined;
  #toldMs = 0;

  constructor(root: HTMLElement, stage: Stage, gizmo: GizmoControl, place: PointerPlace, onHovered: (id: EntityId | undefined) => void) {
    this.#root = root;
    this.#stage = stage;
    this.#gizmo = gizmo;
    this.#place = place;
    this.#onHovered = onHovered;
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  /** The pointer moved. */
  move(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.#event = event;
    this.#frame ||= requestAnimationFrame(this.#look);
  }

  /** The pointer left, or presses something now. */
  stop(): void {
    this.#event = undefined;
  }

  /** The pointer left the world, or nobody looks where it is: a menu opened, the window lost the focus. */
  leave(): void {
    this.stop();
    this.#setHandle(undefined);
    this.#setHovered(undefined);
    this.#correct();
    this.#stage.told.onPointer?.(undefined);
  }

  #look = (): void => {
    this.#frame = 0;
    const event = this.#event;
    if (!event) return;
    if (!(event.target instanceof Node && this.#root.contains(event.target))) return this.#setHovered(undefined);
    const [x, y] = this.#place.local(event);
    const handle = this.#gizmo.handleAt(x, y, false);
    this.#setHandle(handle);
    const hit = this.#place.hitAt(x, y);
    const face = this.#place.faceOf(event);
    const owner = decideOwner({ gizmo: handle !== undefined, face, hit });
    this.#root.style.cursor = owner === 'gizmo' ? 'grab' : '';
    this.#setHovered(owner === 'gizmo' ? undefined : hit?.id);
    this.#correct();
    this.#tell(hit, x, y);
  };

  #setHandle(handle: Handle | undefined): void {
    const { hovered } = this.#gizmo;
    if (handle?.part === hovered?.part && handle?.axis === hovered?.axis) return;
    this.#gizmo.hovered = handle;
    this.#stage.wake();
  }

  #setHovered(id: EntityId | undefined): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    // A floor or a locked thing is always under the pointer somewhere: it is told, but not outlined.
    this.#onHovered(id !== undefined && this.#still(id) ? undefined : id);
    this.#stage.told.onHover?.(id);
  }

  /** What was pointed at elsewhere (a row that went away under the pointer) is not any more: the pointer is the world's now, or gone. */
  #correct(): void {
    const { hovered, onHover } = this.#stage.told;
    if (hovered !== undefined && hovered !== this.#hovered) onHover?.(this.#hovered);
  }

  #still(id: EntityId): boolean {
    const thing = this.#stage.things.get(id);
    if (!thing || thing.locked) return true;
    const { min, max } = this.#stage.things.box(thing);
    return isFloor(max.x - min.x, max.y - min.y, max.z - min.z);
  }

  #tell(hit: Hit | undefined, x: number, y: number): void {
    const { onPointer } = this.#stage.told;
    const nowMs = performance.now();
    if (!onPointer || nowMs - this.#toldMs < TELL_MS) return;
    this.#toldMs = nowMs;
    onPointer(hit ? plainPoint(hit.point) : this.#place.groundUnder(x, y, undefined));
  }
}
