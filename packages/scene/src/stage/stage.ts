import type { EntityId, GraphDoc } from '@space/doc-schema';
import { PerspectiveCamera, type Ray, Vector2, type Vector3 } from 'three';
import { homeView } from '../camera/home-pose.ts';
import { NO_INSETS } from '../camera/insets.ts';
import { CameraRig } from '../camera/rig.ts';
import { SharedObjects } from '../forms/shared.ts';
import { Picker } from '../pick/picker.ts';
import type { WorldViewProps } from '../world-face.ts';
import { EntityIndex } from './entity-index.ts';
import { Lamps } from './lamps.ts';
import { Things } from './things.ts';

/** What a frame is told: the camera as it will be drawn, the size in CSS pixels, the time. */
export interface FrameFacts {
  readonly camera: PerspectiveCamera;
  width: number;
  height: number;
  /** Seconds since the last frame, at most 0.1. */
  deltaS: number;
  nowMs: number;
}

/** Work of one frame after the camera stands; answers true when it needs another frame. */
export type FrameWork = (facts: FrameFacts) => boolean | undefined;

/** What a frame does first and last: people move before things that follow them, DOM is laid over when all stands. */
export const FRAME_ORDER = { people: -10, things: 0, links: 5, faces: 10, labels: 20 } as const;

/** What all parts of one world share: things, picker, shared GPU objects and the wish for a frame. */
export class Stage {
  readonly graph: GraphDoc;
  readonly entities: EntityIndex;
  readonly things: Things;
  readonly picker: Picker;
  readonly shared: SharedObjects = new SharedObjects();
  readonly lamps: Lamps = new Lamps();
  readonly camera: PerspectiveCamera = new PerspectiveCamera(30, 1, 0.1, 400);
  readonly rig: CameraRig;
  /** What the world was told last; for handlers, which must not close over a render. */
  told: WorldViewProps;
  /** Frames drawn since the world was mounted. */
  frames = 0;
  /** Nothing moves and no frame is asked for. */
  atRest = false;
  readonly size: Vector2 = new Vector2(1, 1);
  /** What casts shadow has changed since the shadows were drawn. */
  shadowsStale = true;
  /** Raised whenever anything moved or changed its form. */
  moves = 0;
  readonly #frameWork: { readonly work: FrameWork; readonly order: number }[] = [];
  readonly #touchListeners = new Set<(id: EntityId) => void>();
  #invalidate: (() => void) | undefined;

  constructor(told: WorldViewProps) {
    const { graph } = told;
    this.told = told;
    this.graph = graph;
    this.rig = new CameraRig(this.camera);
    this.entities = new EntityIndex(graph);
    this.things = new Things(this.#touched);
    this.picker = new Picker(this.things);
    this.entities.onChange = (_id, entity) => {
      if (entity) this.things.update(entity);
    };
  }

  /** Listens to the document; the returned call ends everything the stage made. */
  connect(): () => void {
    const stop = this.entities.connect();
    return () => {
      stop();
      this.shared.dispose();
    };
  }

  /** The canvas is there (or gone). */
  attachCanvas(invalidate: (() => void) | undefined): void {
    this.#invalidate = invalidate;
  }

  /** The view has another size, CSS pixels. The first time the camera goes home. */
  resize(width: number, height: number): void {
    const first = this.size.x <= 1;
    this.size.set(width, height);
    this.rig.resize(width, height);
    if (first) this.goHome(false);
    this.wake();
  }

  /** Back to the pose a world opens with. */
  goHome(smooth: boolean): void {
    const insets = this.told.insets ?? NO_INSETS;
    this.rig.look(homeView(this.size.x, this.size.y, insets, this.told.ghost !== undefined), smooth);
    this.wake();
  }

  /** One more frame, please. Cheap; call it as often as something changed. */
  readonly wake = (): void => {
    this.atRest = false;
    this.#invalidate?.();
  };

  /** Work to do in each frame, after the camera, in rising order: see `FRAME_ORDER`. */
  addFrameWork(work: FrameWork, order: number = FRAME_ORDER.things): () => void {
    const entry = { work, order };
    this.#frameWork.push(entry);
    this.#frameWork.sort((a, b) => a.order - b.order);
    this.wake();
    return () => {
      const at = this.#frameWork.indexOf(entry);
      if (at >= 0) this.#frameWork.splice(at, 1);
    };
  }

  /** Hears of every thing that moved, changed its form, came or went. */
  onTouch(listener: (id: EntityId) => void): () => void {
    this.#touchListeners.add(listener);
    return () => void this.#touchListeners.delete(listener);
  }

  /** Runs the frame's work; true when another frame is wanted. */
  runFrame(facts: FrameFacts): boolean {
    let again = false;
    for (const { work } of this.#frameWork) again = work(facts) === true || again;
    return again;
  }

  /** The ray through a point of the view, CSS pixels from its top left. */
  rayAt(x: number, y: number, out: Ray): Ray {
    out.origin.setFromMatrixPosition(this.camera.matrixWorld);
    out.direction
      .set((x / this.size.x) * 2 - 1, 1 - (y / this.size.y) * 2, 0.5)
      .unproject(this.camera)
      .sub(out.origin)
      .normalize();
    return out;
  }

  /** A world point on screen, CSS pixels from the view's top left; z over 1 is behind. Writes into `out`. */
  toScreen(point: Vector3, out: Vector3): Vector3 {
    out.copy(point).applyMatrix4(this.camera.matrixWorldInverse);
    const behind = out.z > -this.camera.near;
    out.applyMatrix4(this.camera.projectionMatrix);
    return out.set((out.x * 0.5 + 0.5) * this.size.x, (0.5 - out.y * 0.5) * this.size.y, behind ? 2 : out.z);
  }

  readonly #touched = (id: EntityId): void => {
    this.shadowsStale = true;
    this.moves++;
    for (const listener of this.#touchListeners) listener(id);
    this.wake();
  };
}
