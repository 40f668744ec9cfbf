import type { EntityId } from '@space/doc-schema';
import { MathUtils, Quaternion, type Ray, Vector3 } from 'three';
import type { Stage } from '../stage/stage.ts';
import type { Thing } from '../stage/things.ts';
import type { DraggedPlace, DragPreview, Vec3 } from '../world-face.ts';
import { BodyDrag } from './body-drag.ts';
import { DragSession } from './drag-session.ts';
import { GizmoDrag, type DragState, type ReadOut } from './gizmo-drag.ts';
import { GRAB_PX, type GizmoMode, type Handle, pickHandle } from './handles.ts';

/** The gizmo's length on screen, CSS pixels. */
export const GIZMO_PX = 104;

const NO_TURN = new Quaternion();

/** The gizmo's state: where it is, what is under the pointer, what is dragged. Drawn by `Gizmo`, driven by the pointer router. */
export class GizmoControl {
  readonly anchor: Vector3 = new Vector3();
  readonly frame: Quaternion = new Quaternion();
  /** Metres of one gizmo unit in this frame. */
  unitM = 1;
  visible = false;
  hovered: Handle | undefined;
  dragged: Handle | undefined;
  readonly #stage: Stage;
  readonly #point = new Vector3();
  readonly #ray: Ray;
  #session: DragSession | undefined;
  #move: ((ray: Ray, free: boolean) => DragState | undefined) | undefined;

  constructor(stage: Stage, ray: Ray) {
    this.#stage = stage;
    this.#ray = ray;
  }

  get mode(): GizmoMode {
    const { gizmo } = this.#stage.told;
    return gizmo === undefined || gizmo === 'none' ? 'move' : gizmo;
  }

  /** Whether a drag is on its way. */
  get dragging(): boolean {
    return this.#session !== undefined;
  }

  get readOut(): readonly ReadOut[] {
    return this.#session?.readOut ?? [];
  }

  /** What the selection would move: placed, not locked. */
  movable(): Thing[] {
    const things: Thing[] = [];
    for (const id of this.#stage.told.selection) {
      const thing = this.#stage.things.get(id);
      if (thing && !thing.locked) things.push(thing);
    }
    return things;
  }

  /** Puts the gizmo at the middle of the selection at its size on screen. Per frame, over the selection only. */
  place(height: number): void {
    const things = this.movable();
    const { told } = this.#stage;
    this.visible = things.length > 0 && (told.mode ?? 'select') === 'select' && told.gizmo !== 'none';
    const [first] = things;
    if (!first) return;
    if (things.length === 1) {
      this.anchor.copy(first.object.position);
      const box = this.#stage.things.box(first);
      // A panel is held between its feet, so that the gizmo never lies over what one reads.
      const most = first.kind === 'panel' ? 0.15 : 2.4;
      this.anchor.y = MathUtils.clamp((box.min.y + box.max.y) / 2, this.anchor.y, this.anchor.y + most);
    } else {
      this.anchor.set(0, 0, 0);
      for (const thing of things) this.anchor.add(this.#stage.things.box(thing).getCenter(this.#point));
      this.anchor.multiplyScalar(1 / things.length);
    }
    this.frame.copy(this.mode === 'size' && things.length === 1 ? first.object.quaternion : NO_TURN);
    const { camera } = this.#stage;
    const depth = -this.#point.copy(this.anchor).applyMatrix4(camera.matrixWorldInverse).z;
    this.unitM = Math.max(0.01, depth) * Math.tan(MathUtils.degToRad(camera.fov / 2)) * 2 * (GIZMO_PX / height);
  }

  /** A point in the gizmo's unit, on screen. */
  readonly project = (unit: Vector3, out: Vector3): Vector3 => {
    this.#point.copy(unit).applyQuaternion(this.frame).multiplyScalar(this.unitM).add(this.anchor);
    return this.#stage.toScreen(this.#point, out);
  };

  /** The handle under a point of the view, CSS pixels. */
  handleAt(x: number, y: number, touch: boolean): Handle | undefined {
    if (!this.visible) return undefined;
    return pickHandle(this.mode, this.project, x, y, touch ? GRAB_PX.touch : GRAB_PX.mouse);
  }

  /** Begins to drag a handle. */
  takeHandle(handle: Handle, x: number, y: number): void {
    const things = this.movable();
    const [first] = things;
    if (!first) return;
    const places = placesOf(things);
    const pivot: Vec3 = things.length === 1 ? first.place.position : [this.anchor.x, this.anchor.y, this.anchor.z];
    const facing = this.#stage.camera.getWorldDirection(new Vector3()).negate();
    const drag = new GizmoDrag(
      {
        mode: this.mode,
        handle,
        places,
        anchor: this.anchor.clone(),
        pivot,
        frame: this.frame.clone(),
        sizeM: this.#sizeOf(first),
        unitM: this.unitM,
        facing,
      },
      this.#stage.rayAt(x, y, this.#ray),
    );
    this.dragged = handle;
    this.#begin(places, (ray, free) => drag.move(ray, free));
  }

  /** Begins to drag things by the body of one. */
  takeBody(id: EntityId, grab: Vector3): void {
    const selected = this.movable();
    const own = this.#stage.things.get(id);
    if (!own) return;
    const things = selected.some((thing) => thing.id === id) ? [own, ...selected.filter((thing) => thing.id !== id)] : [own];
    const places = placesOf(things);
    const drag = new BodyDrag(places, this.#stage.picker, grab);
    this.#begin(places, (ray, free) => drag.move(ray, free));
  }

  /** The pointer moved to a point of the view, CSS pixels. */
  drag(x: number, y: number, free: boolean): void {
    const state = this.#move?.(this.#stage.rayAt(x, y, this.#ray), free);
    if (state) this.#session?.show(state);
  }

  release(): void {
    this.#session?.release();
    this.#end();
  }

  cancel(): void {
    this.#session?.cancel();
    this.#end();
  }

  #begin(places: DragPreview, move: (ray: Ray, free: boolean) => DragState | undefined): void {
    this.#session = new DragSession(this.#stage, places);
    this.#move = move;
    this.#stage.wake();
  }

  #end(): void {
    this.#session = undefined;
    this.#move = undefined;
    this.dragged = undefined;
    this.#stage.wake();
  }

  /** Its size along its own axes, metres; read off its box when it stands straight, else measured turned back. */
  #sizeOf(thing: Thing): Vec3 {
    const { quaternion } = thing.object;
    const turned = Math.abs(quaternion.w) < 0.9999;
    if (turned) {
      this.#point.copy(thing.object.position);
      const keep = quaternion.clone();
      quaternion.identity();
      this.#remeasure(thing);
      const size = thing.box.getSize(this.#point).toArray() as Vec3;
      quaternion.copy(keep);
      this.#remeasure(thing);
      return size;
    }
    return this.#stage.things.box(thing).getSize(this.#point).toArray() as Vec3;
  }

  #remeasure(thing: Thing): void {
    thing.object.updateMatrix();
    thing.object.matrixWorldNeedsUpdate = true;
    thing.boxStale = true;
    this.#stage.things.box(thing);
  }
}

function placesOf(things: readonly Thing[]): DragPreview {
  return things.map((thing): DraggedPlace => ({ id: thing.id, ...thing.place }));
}
