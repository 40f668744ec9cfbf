import { Canvas, type EventManager, type RootState } from '@react-three/fiber';
import type { EntityId } from '@space/doc-schema';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { WebGLRenderer } from 'three';
import { NO_INSETS } from './camera/insets.ts';
import { usePoseTelling } from './camera/use-pose-telling.ts';
import { WalkKeys } from './camera/walk-keys.ts';
import { Environment } from './environment/environment.tsx';
import { FaceLayer } from './faces/face-layer.tsx';
import { SharedContext } from './forms/shared.ts';
import { Gizmo } from './gizmo/gizmo.tsx';
import { LabelLayer } from './labels/label-layer.tsx';
import { WORLD_STYLES } from './labels/label-styles.ts';
import { useStandingNames } from './labels/standing-names.ts';
import { useWorldLabels } from './labels/world-labels.ts';
import { Ghost } from './marks/ghost.tsx';
import { Links } from './marks/links.tsx';
import { Outlines } from './marks/outlines.tsx';
import { PastThings } from './marks/past-things.tsx';
import { Avatars } from './peers/avatars.tsx';
import { usePeers } from './peers/use-peers.ts';
import { YouBesideGhost } from './peers/you-beside-ghost.tsx';
import { PointerRouter } from './pick/pointer-router.ts';
import { canDraw, pixelRatio, rendererOptions, SHADOWS } from './stage/canvas-options.ts';
import { readColours, type WorldColours } from './stage/colours.ts';
import { Director } from './stage/director.tsx';
import { PictureBoundary } from './stage/picture-boundary.tsx';
import { quietClock } from './stage/quiet-clock.ts';
import { StageContext, type StageFacts } from './stage/stage-context.ts';
import { createWorldHandle } from './stage/world-handle.ts';
import { createWorldParts, type WorldParts } from './stage/world-parts.ts';
import { Entities } from './view/entity-node.tsx';
import { type Trouble, WorldNotice } from './world-notice.tsx';
import type { PastThing, Peer, WorldViewProps } from './world-face.ts';

// Once for the page, before any canvas is made.
quietClock();

/** The world takes its pointers itself; the canvas has none. */
const noEvents = (): EventManager<HTMLElement> => ({ enabled: false, priority: 0 });

/**
 * The world of one document: land, sky, everything placed, everyone here, with picking, gizmo, labels and camera. Draws only when
 * something changed. Fills its container; needs the tokens of the theme around it. Mount it anew for another document.
 */
export function WorldView(props: WorldViewProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const [colours, setColours] = useState<WorldColours>();
  // Read again whenever the theme changes; the attribute that changes it is set before this effect.
  useLayoutEffect(() => {
    if (root.current) setColours(readColours(root.current, props.theme));
  }, [props.theme]);
  // the parts stand on the document alone; the rest is told in each render
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const parts = useMemo(() => createWorldParts(props), [props.graph]);
  useLayoutEffect(() => parts.stage.connect(), [parts]);
  useLayoutEffect(() => {
    parts.stage.told = props;
    parts.stage.wake();
  });
  const facts = useMemo<StageFacts | undefined>(
    () => colours && { stage: parts.stage, colours, reducedMotion: props.reducedMotion ?? false },
    [colours, parts, props.reducedMotion],
  );
  return (
    <div ref={root} className="space-world" role="application" aria-label="World" tabIndex={0}>
      <style href="space-world" precedence="medium">
        {WORLD_STYLES}
      </style>
      {facts && (
        <StageContext value={facts}>
          <SharedContext value={parts.stage.shared}>
            <Layers {...props} parts={parts} root={root} />
          </SharedContext>
        </StageContext>
      )}
    </div>
  );
}

const NO_PAST: readonly PastThing[] = [];

interface LayersProps extends WorldViewProps {
  readonly parts: WorldParts;
  readonly root: RefObject<HTMLDivElement | null>;
}

function Layers(props: LayersProps): ReactNode {
  const { parts, root, selection, ghost, past = NO_PAST } = props;
  const { stage, gizmo, tracker, links, tops } = parts;
  const [pointed, setPointed] = useState<EntityId>();
  const peers = usePeers(stage, tracker, props.peers);
  const standing = useStandingNames(stage);
  const hovered = props.hovered ?? pointed;
  const labels = useWorldLabels({ stage, selection, hovered, peers, standing, tracker, links, gizmo, ghost, past, tops });
  const steer = useSteering(parts, root, setPointed);
  const { trouble, setTrouble, created, renderer } = useCanvasHealth();
  usePoseTelling(stage);
  useInsets(props);
  useImperativeHandle(
    props.handle,
    () =>
      createWorldHandle(
        stage,
        () => root.current,
        () => renderer.current,
      ),
    [stage, root, renderer],
  );
  return (
    <>
      <FaceLayer renderFace={props.renderFace} />
      {trouble !== 'no-webgl' && (
        <PictureBoundary onFail={() => setTrouble('failed')}>
          <Picture {...props} steer={steer} peers={peers} hovered={hovered} created={created} />
        </PictureBoundary>
      )}
      <LabelLayer labels={labels} />
      {trouble && <WorldNotice trouble={trouble} />}
    </>
  );
}

interface PictureProps extends Omit<LayersProps, 'peers' | 'hovered'> {
  readonly steer: ReturnType<typeof useSteering>;
  readonly peers: readonly Peer[];
  readonly hovered: EntityId | undefined;
  readonly created: (state: RootState) => void;
}

function Picture(props: PictureProps): ReactNode {
  const { parts, selection, peers, ghost, past = NO_PAST } = props;
  const quality = props.quality ?? 'normal';
  const options = useMemo(() => rendererOptions(quality), [quality]);
  return (
    <Canvas
      frameloop="demand"
      camera={parts.stage.camera}
      gl={options}
      shadows={SHADOWS}
      dpr={pixelRatio(quality)}
      events={noEvents}
      onCreated={props.created}
      style={CANVAS_STYLE}
    >
      <Environment quality={quality} />
      <Entities />
      <Links keeper={parts.links} selection={selection} />
      <Avatars tracker={parts.tracker} peers={peers} />
      <PastThings past={past} tops={parts.tops} />
      {ghost !== undefined && <Ghost />}
      {ghost !== undefined && <YouBesideGhost />}
      <Outlines selection={selection} hovered={props.hovered} peers={peers} />
      <Gizmo control={parts.gizmo} mode={props.gizmo === undefined || props.gizmo === 'none' ? 'move' : props.gizmo} />
      <Director steer={props.steer} />
    </Canvas>
  );
}

// Over the faces, so that what stands before a face is painted over it; it takes no pointer.
const CANVAS_STYLE = { position: 'absolute', inset: 0, pointerEvents: 'none' } as const;

/** Pointers and keys of a mounted world; the returned work moves the walker in each frame. */
function useSteering(
  { stage, gizmo }: WorldParts,
  root: RefObject<HTMLDivElement | null>,
  setPointed: (id: EntityId | undefined) => void,
): (facts: Parameters<WalkKeys['step']>[0]) => boolean {
  const keys = useRef<WalkKeys>(undefined);
  useEffect(() => {
    if (!root.current) return undefined;
    const router = new PointerRouter(root.current, stage, gizmo, setPointed);
    const walk = new WalkKeys(stage, root.current, () => router.escape());
    keys.current = walk;
    return () => {
      router.dispose();
      walk.dispose();
    };
  }, [stage, gizmo, root, setPointed]);
  return useCallback((facts) => keys.current?.step(facts) ?? false, []);
}

function useInsets({ parts: { stage }, insets = NO_INSETS }: LayersProps): void {
  const { left, right, top, bottom } = insets;
  useLayoutEffect(() => {
    stage.rig.setInsets({ left, right, top, bottom }, performance.now());
    stage.wake();
  }, [stage, left, right, top, bottom]);
}

interface CanvasHealth {
  readonly trouble: Trouble | undefined;
  readonly setTrouble: (trouble: Trouble | undefined) => void;
  readonly created: (state: RootState) => void;
  readonly renderer: RefObject<WebGLRenderer | undefined>;
}

/** Whether the picture can be drawn, with the context's going and coming back. */
function useCanvasHealth(): CanvasHealth {
  const [trouble, setTrouble] = useState<Trouble | undefined>(() => (canDraw() ? undefined : 'no-webgl'));
  const renderer = useRef<WebGLRenderer>(undefined);
  const created = useCallback(({ gl, invalidate }: RootState) => {
    renderer.current = gl;
    gl.shadowMap.needsUpdate = true;
    gl.domElement.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      setTrouble('context-lost');
    });
    gl.domElement.addEventListener('webglcontextrestored', () => {
      setTrouble(undefined);
      gl.shadowMap.needsUpdate = true;
      invalidate();
    });
  }, []);
  return { trouble, setTrouble, created, renderer };
}
