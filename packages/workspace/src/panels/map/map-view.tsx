import { type EntityId, entityIdOf, type Key } from '@space/doc-schema';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { finishLinking } from '../../commands/links.ts';
import { moveOnMap, putOnMap, sizeOnMap, takeOffMap } from './map-acts.ts';
import { openKey } from '../../commands/open.ts';
import { carriesKeys, readCarried } from '../../parts/key-drag.ts';
import type { Session } from '../../session/session.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { nearestToward, type Point } from './camera.ts';
import { MapHands, type Marquee } from './map-hands.ts';
import { MapNode } from './map-node.tsx';
import { MapStage } from './map-stage.ts';
import { pick, readPicked, usePicked } from './pick.ts';
import type { MapScene } from './read-scene.ts';

interface ViewProps {
  readonly map: Key;
  readonly title: string;
  readonly scene: MapScene;
  readonly dimmed: ReadonlySet<Key>;
  readonly stage: MapStage | undefined;
  readonly onStage: (stage: MapStage | undefined) => void;
  /** Whether a layout runs: then the document does not move anything. */
  readonly arranging: boolean;
}

const TOWARD: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 16;
const ZOOM_STEP = 1.25;

/** The things to draw as elements: all of a small map, those near the view of a large one. */
function useMounted(stage: MapStage | undefined, scene: MapScene, moves: number): ReadonlySet<Key> {
  return useMemo(() => new Set(stage && moves >= 0 ? stage.readMounted(scene.nodes) : []), [stage, scene, moves]);
}

/** Makes the stage once its page is there, and counts when the camera came to rest. */
function useStage(onStage: ViewProps['onStage']): { parts: React.RefObject<HTMLDivElement | null>; moves: number } {
  const parts = useRef<HTMLDivElement>(null);
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    const box = parts.current;
    const layer = box?.querySelector<HTMLElement>('.map-layer');
    const canvas = box?.querySelector('canvas');
    if (!box || !layer || !canvas) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stage = new MapStage({ box, layer, canvas }, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setMoves((count) => count + 1);
      }, 90);
    });
    const wheel = (event: WheelEvent): void => {
      if (event.target instanceof Element && event.target.closest('.map-card-open')) return;
      event.preventDefault();
      if (event.shiftKey) stage.pan(-event.deltaX - event.deltaY, 0);
      else stage.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), stage.viewPoint(event.clientX, event.clientY));
    };
    // Not through React, whose wheel listeners cannot keep the page from scrolling.
    box.addEventListener('wheel', wheel, { passive: false });
    onStage(stage);
    return () => {
      clearTimeout(timer);
      box.removeEventListener('wheel', wheel);
      stage.dispose();
      onStage(undefined);
    };
  }, [onStage]);
  return { parts, moves };
}

function useHands(
  session: Session,
  map: Key,
  stage: MapStage | undefined,
  scene: MapScene,
): { hands: MapHands | undefined; marquee: Marquee | undefined } {
  const [marquee, setMarquee] = useState<Marquee | undefined>();
  const latest = useRef(scene);
  latest.current = scene;
  const hands = useMemo(() => {
    if (!stage) return undefined;
    const nodeOf = (key: Key) => latest.current.nodes.find((node) => node.key === key);
    return new MapHands({
      stage,
      has: (key) => nodeOf(key) !== undefined,
      sizeOf: (key) => nodeOf(key)?.size ?? [280, 160],
      link: (key) => {
        if (!readUi().linking) return false;
        finishLinking(session, key);
        return true;
      },
      onMarquee: setMarquee,
      onMoved: (places) => moveOnMap(session, map, places),
      onSizing: (key, [width, height]) => {
        const element = document.getElementById(`map-${map}-${key}`);
        element?.style.setProperty('--card-width', `${Math.max(120, width)}px`);
        element?.style.setProperty('--card-height', `${Math.max(120, height)}px`);
      },
      onSized: (key, size) => sizeOnMap(session, map, key, size),
    });
  }, [session, map, stage]);
  return { hands, marquee };
}

/** Arrows go to the nearest thing in their direction, with Alt they move what is picked, with Shift they add. */
function pressArrow(session: Session, event: KeyboardEvent, { map, scene, stage }: ViewProps): void {
  const toward = TOWARD[event.key];
  if (!toward || !stage) return;
  const picked = readPicked();
  if (event.altKey) {
    const here = scene.nodes.filter((node) => picked.includes(node.key));
    return moveOnMap(session, map, new Map(here.map(({ key, at }) => [key, [at[0] + toward[0] * STEP, at[1] + toward[1] * STEP]])));
  }
  const from = scene.nodes.find((node) => node.key === picked.at(-1));
  const next = from ? nearestToward(scene.nodes, from.at, toward) : scene.nodes[0];
  if (!next) return;
  pick(event.shiftKey ? [...picked.filter((key) => key !== next.key), next.key] : [next.key]);
  stage.reveal(next.key);
}

/** What the map's own keys do, by name; a key that has nothing to act on is left to the commands. */
function readKeys(session: Session, { map, scene, stage }: ViewProps): Readonly<Record<string, (() => void) | undefined>> {
  const picked = readPicked().filter((key) => scene.nodes.some((node) => node.key === key));
  const [first] = picked;
  const letGo = (): void => {
    pick([]);
    setUi({ linking: undefined });
  };
  return {
    Enter: first && (() => openKey(session, first)),
    ' ': first && (() => setUi({ peek: readUi().peek === first ? undefined : first })),
    Backspace: first && (() => takeOffMap(session, map, picked)),
    '+': () => stage?.zoom(ZOOM_STEP),
    '=': () => stage?.zoom(ZOOM_STEP),
    '-': () => stage?.zoom(1 / ZOOM_STEP),
    Escape: first || readUi().linking ? letGo : undefined,
  };
}

/** Keys of the map; those that are not its own go on to the commands. True when it took the key. */
function pressKey(session: Session, event: KeyboardEvent, props: ViewProps): boolean {
  const combined = event.ctrlKey || event.metaKey;
  if (combined && event.key.toLowerCase() === 'a') pick(props.scene.things.map((thing) => thing.key));
  else if (combined) return false;
  else if (TOWARD[event.key]) pressArrow(session, event, props);
  else {
    const act = readKeys(session, props)[event.key];
    act?.();
    return act !== undefined;
  }
  return true;
}

function Marquees({ marquee }: { marquee: Marquee | undefined }): ReactNode {
  if (!marquee) return null;
  const { from, to } = marquee;
  const left = Math.min(from[0], to[0]);
  const top = Math.min(from[1], to[1]);
  return <span className="map-marquee" style={{ left, top, width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) }} />;
}

/** Selection, hover and theme, told to the stage; answers what is picked. */
function useLook(props: ViewProps): ReadonlySet<Key> {
  const { stage, dimmed } = props;
  const hovered = useUi((ui) => ui.hovered);
  const theme = useTheme();
  const picked = usePicked();
  useEffect(() => {
    stage?.setLook({ lit: hovered ? new Set([...picked, `entity:${hovered}` as Key]) : picked, dimmed });
  }, [stage, picked, hovered, dimmed]);
  useEffect(() => stage?.forgetColours(), [stage, theme]);
  return picked;
}

/** Told to each tile once; they stay the same functions. */
function useTileActs(session: Session, map: Key) {
  return useMemo(
    () => ({
      onOpen: (key: Key) => openKey(session, key),
      onMenu: (event: MouseEvent, key: Key) => {
        const id = entityIdOf(key);
        if (!readPicked().includes(key)) pick([key]);
        const ids = readUi().selection;
        openMenu(event, id ? { type: 'entities', ids: ids.includes(id) ? ids : [id] } : { type: 'key', key }, map);
      },
      onHover: (key: Key | undefined) => setUi({ hovered: key === undefined ? undefined : (entityIdOf(key) as EntityId | undefined) }),
    }),
    [session, map],
  );
}

/** The tiles and cards that are near the view. */
function Tiles({
  props,
  picked,
  mounted,
  hands,
}: {
  props: ViewProps;
  picked: ReadonlySet<Key>;
  mounted: ReadonlySet<Key>;
  hands: MapHands | undefined;
}): ReactNode {
  const session = useSession();
  const { map, scene, stage, dimmed } = props;
  const acts = useTileActs(session, map);
  const press = useCallback((event: React.PointerEvent, key: Key) => hands?.onThing(event, key), [hands]);
  const resize = useCallback((event: React.PointerEvent, key: Key) => hands?.onResize(event, key), [hands]);
  if (!stage) return null;
  const near = scene.things.filter((thing) => mounted.has(thing.key) || picked.has(thing.key));
  return near.map((thing) => (
    <MapNode
      key={thing.key}
      thing={thing}
      map={map}
      stage={stage}
      selected={picked.has(thing.key)}
      dimmed={dimmed.has(thing.key)}
      onPress={press}
      onResize={resize}
      {...acts}
    />
  ));
}

/** Things dragged here from rows and files are put where they are dropped. */
function useDrops(session: Session, { map, stage }: ViewProps): Pick<React.HTMLAttributes<HTMLElement>, 'onDragOver' | 'onDrop'> {
  return {
    onDragOver: (event) => {
      if (!carriesKeys(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onDrop: (event) => {
      const keys = readCarried(event);
      if (keys.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      putOnMap(session, map, keys, stage?.pointAt(event.clientX, event.clientY));
    },
  };
}

/** The map itself: what it shows, where people put it, with its links, to pan, zoom, pick and drag. */
export function MapView(props: ViewProps): ReactNode {
  const { map, title, scene, stage, onStage, arranging } = props;
  const session = useSession();
  const { parts, moves } = useStage(onStage);
  const mounted = useMounted(stage, scene, moves);
  const { hands, marquee } = useHands(session, map, stage, scene);
  const picked = useLook(props);
  const drops = useDrops(session, props);
  useEffect(() => {
    stage?.setScene(scene.nodes, scene.edges);
    if (!arranging && !hands?.busy) stage?.settle();
  }, [stage, scene, arranging, hands]);
  const active = [...picked].findLast((key) => mounted.has(key));
  return (
    <div
      ref={parts}
      className="map-stage"
      role="listbox"
      aria-multiselectable="true"
      aria-label={`Map: ${title}`}
      aria-activedescendant={active ? `map-${map}-${active}` : undefined}
      tabIndex={0}
      onPointerDown={(event) => {
        if (!(event.target instanceof Element && event.target.closest('.map-card-open')))
          event.currentTarget.focus({ preventScroll: true });
        hands?.onGround(event);
      }}
      onPointerMove={(event) => hands?.onMove(event)}
      onPointerUp={(event) => hands?.onUp(event)}
      onPointerCancel={(event) => hands?.onCancel(event)}
      onContextMenu={(event) => {
        event.preventDefault();
        if (readUi().selection.length > 0) openMenu(event, { type: 'entities', ids: readUi().selection }, map);
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !pressKey(session, event, props)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      {...drops}
    >
      <canvas aria-hidden="true" />
      <div className="map-layer" role="presentation">
        <Tiles props={props} picked={picked} mounted={mounted} hands={hands} />
      </div>
      <Marquees marquee={marquee} />
    </div>
  );
}
