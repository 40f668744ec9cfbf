import type { Entity, EntityId } from '@space/doc-schema';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Matrix4 } from 'three';
import { useStage } from '../stage/stage-context.ts';
import { FRAME_ORDER, type FrameFacts, type Stage } from '../stage/stage.ts';
import { computeFaceView, type FaceView, newFaceView } from './face-matrix.ts';
import { panelSize } from './panel-size.ts';
import { isReadable, MOST_FACES } from './readable.ts';

interface KeptFace {
  readonly id: EntityId;
  readonly element: HTMLElement;
  readonly view: FaceView;
  far: boolean;
  live: boolean;
  css: string;
  readonly setLive: (live: boolean) => void;
}

/** Lays the faces where the camera sees their holes, nearest on top, and mounts one content a frame. */
class FaceKeeper {
  readonly #stage: Stage;
  readonly #faces: KeptFace[] = [];
  readonly #clip = new Matrix4();
  readonly #toClip = new Matrix4();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  add(face: KeptFace): () => void {
    this.#faces.push(face);
    this.#stage.wake();
    return () => void this.#faces.splice(this.#faces.indexOf(face), 1);
  }

  step({ camera, width, height }: FrameFacts): boolean {
    this.#toClip.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    for (const face of this.#faces) this.#place(face, width, height);
    this.#faces.sort((a, b) => b.view.depth - a.view.depth);
    return this.#choose();
  }

  #place(face: KeptFace, width: number, height: number): void {
    const thing = this.#stage.things.get(face.id);
    const { view, element } = face;
    if (thing) {
      thing.object.updateWorldMatrix(true, false);
      this.#clip.multiplyMatrices(this.#toClip, thing.object.matrixWorld);
      computeFaceView(this.#clip, panelSize(this.#stage.graph.read(face.id)), width, height, view);
    } else view.seen = false;
    const css = view.seen ? `matrix3d(${view.matrix.join(',')})` : '';
    if (css === face.css) return;
    face.css = css;
    element.style.visibility = view.seen ? 'visible' : '';
    if (view.seen) element.style.transform = css;
  }

  /** Far to near: the last ones may be live. One new content a frame; true while more wait. */
  #choose(): boolean {
    let wanting = 0;
    const first = this.#faces.length - MOST_FACES;
    for (let i = 0; i < this.#faces.length; i++) {
      const face = this.#faces[i];
      if (!face) continue;
      const order = String(i);
      if (face.element.style.zIndex !== order) face.element.style.zIndex = order;
      if (this.#chooseOne(face, i >= first, wanting === 0)) wanting++;
    }
    return wanting > 0;
  }

  /** Whether a face wants content it has not. */
  #chooseOne(face: KeptFace, among: boolean, mayMount: boolean): boolean {
    const near = face.view.seen && among && isReadable(face.view.scale, !face.far);
    const wants = near && !face.live;
    if (wants && mayMount) this.#mount(face);
    if (!among && face.live) this.#unmount(face);
    this.#setFar(face, !near || !face.live);
    return wants;
  }

  #setFar(face: KeptFace, far: boolean): void {
    if (!face.view.seen || far === face.far) return;
    face.far = far;
    face.element.toggleAttribute('data-far', far);
  }

  #mount(face: KeptFace): void {
    face.live = true;
    face.setLive(true);
  }

  #unmount(face: KeptFace): void {
    face.live = false;
    face.setLive(false);
  }
}

interface FaceProps {
  readonly id: EntityId;
  readonly keeper: FaceKeeper;
  readonly renderFace: ((entity: Entity) => ReactNode) | undefined;
}

function Face({ id, keeper, renderFace }: FaceProps): ReactNode {
  const { stage } = useStage();
  const subscribe = useCallback((listener: () => void) => stage.entities.subscribe(id, listener), [stage, id]);
  const entity = useSyncExternalStore(subscribe, () => stage.graph.read(id));
  const element = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState(false);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    element.current.toggleAttribute('data-far', true);
    return keeper.add({ id, element: element.current, view: newFaceView(), far: true, live: false, css: '', setLive });
  }, [keeper, id]);
  // another reading may have other measures
  useEffect(() => stage.wake(), [stage, entity]);
  if (!entity) return null;
  const { pixelWidth, pixelHeight } = panelSize(entity);
  return (
    <div
      ref={element}
      className="space-face"
      data-space-face={id}
      role="group"
      aria-label={entity.title}
      style={{ width: pixelWidth, height: pixelHeight }}
    >
      <div className="space-face-content">{live && renderFace?.(entity)}</div>
      <div className="space-face-far" aria-hidden="true">
        {entity.title}
      </div>
    </div>
  );
}

/** The faces of all panels: real DOM under the canvas, seen through the holes of their slabs. */
export function FaceLayer({ renderFace }: { readonly renderFace: ((entity: Entity) => ReactNode) | undefined }): ReactNode {
  const { stage } = useStage();
  const keeper = useMemo(() => new FaceKeeper(stage), [stage]);
  const placed = useSyncExternalStore(stage.entities.subscribeList, stage.entities.placed);
  const panels = useMemo(() => placed.filter((id) => stage.graph.read(id)?.kind === 'panel'), [stage, placed]);
  useLayoutEffect(() => stage.addFrameWork((facts) => keeper.step(facts), FRAME_ORDER.faces), [stage, keeper]);
  return (
    <div className="space-faces">
      {panels.map((id) => (
        <Face key={id} id={id} keeper={keeper} renderFace={renderFace} />
      ))}
    </div>
  );
}
