import { entityIdOf, type Key } from '@space/doc-schema';
import { applyPlaces, type MapPlace, type MapPlan, type PlaceChange, planTree, readMap, readMapEdges } from '@space/doc-schema/maps';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../session/session-context.ts';
import { showToast } from '../../ui/toast.ts';
import type { Session } from '../../session/session.ts';
import type { LayoutInput } from './force-layout.ts';
import type { LayoutNews } from './force-layout.worker.ts';
import type { MapStage } from './map-stage.ts';
import type { MapScene } from './read-scene.ts';

/** A layout of one map: whether it runs, and how far it is from 0 to 1. */
export interface Arranging {
  readonly progress: number | undefined;
  readonly start: (how: 'force' | 'tree') => void;
  /** Ends it where it is; false when none runs. */
  readonly stop: () => boolean;
}

/** Below this nothing is written for a thing: it stands where it stood. Map units. */
const MOVED = 1;

interface Run {
  readonly worker: Worker;
  readonly keys: readonly Key[];
  latest: Float32Array | undefined;
}

const titleOf = (session: Session, map: Key): string => session.graph.read(entityIdOf(map) ?? ('' as never))?.title ?? 'map';

function readInput(scene: MapScene, stage: MapStage): { keys: readonly Key[]; input: LayoutInput } {
  const keys = scene.things.map((thing) => thing.key);
  const index = new Map(keys.map((key, i) => [key, i]));
  const positions = Float64Array.from(keys.flatMap((key) => [...(stage.positionOf(key) ?? [0, 0])]));
  const pinned = Uint8Array.from(scene.things, (thing) => (thing.place.pinned ? 1 : 0));
  const links = Uint32Array.from(scene.edges.flatMap((edge) => [index.get(edge.from) ?? 0, index.get(edge.to) ?? 0]));
  return { keys, input: { positions, pinned, links } };
}

/** Where a thing came to rest, unless it hardly moved or is pinned meanwhile. */
function planOne(place: MapPlace | undefined, x: number, y: number): PlaceChange | undefined {
  if (!place || place.pinned) return undefined;
  const { position } = place;
  if (position && Math.hypot(position[0] - x, position[1] - y) < MOVED) return undefined;
  return { position: position && position[2] !== 0 ? [x, y, position[2]] : [x, y] };
}

/** Where the layout put things, as places to write: those that moved. */
function planRest(session: Session, map: Key, { keys, latest }: Run): MapPlan {
  const plan = new Map<Key, PlaceChange>();
  if (!latest) return plan;
  const known = new Map(readMap(session.graph, map).map((place) => [place.key, place]));
  for (const [i, key] of keys.entries()) {
    const change = planOne(known.get(key), Math.round(latest[i * 2] ?? 0), Math.round(latest[i * 2 + 1] ?? 0));
    if (change) plan.set(key, change);
  }
  return plan;
}

function arrangeTree(session: Session, map: Key): void {
  const places = readMap(session.graph, map);
  const shown = new Set(places.filter((place) => !place.hidden).map((place) => place.key));
  const plan = planTree(places, readMapEdges(session.graph, shown));
  applyPlaces(session.graph, { title: `Arrange ${titleOf(session, map)} as a tree` }, map, plan);
}

/** Arranges a map in a thread of its own; the places are written once, when it rests or is stopped, as one step to undo. */
export function useArrange(map: Key, stage: MapStage | undefined, scene: MapScene): Arranging {
  const session = useSession();
  const [progress, setProgress] = useState<number | undefined>();
  const run = useRef<Run | undefined>(undefined);
  const latest = useRef(scene);
  latest.current = scene;
  const finish = useCallback((): boolean => {
    const ended = run.current;
    if (!ended) return false;
    run.current = undefined;
    ended.worker.terminate();
    setProgress(undefined);
    const plan = planRest(session, map, ended);
    if (plan.size > 0) applyPlaces(session.graph, { title: `Arrange ${titleOf(session, map)}` }, map, plan);
    else stage?.settle();
    return true;
  }, [session, map, stage]);
  const force = useCallback((): void => {
    if (!stage) return;
    const { keys, input } = readInput(latest.current, stage);
    if (keys.length === 0) return;
    const worker = new Worker(new URL('./force-layout.worker.ts', import.meta.url), { type: 'module' });
    const now: Run = { worker, keys, latest: undefined };
    run.current = now;
    setProgress(0);
    worker.addEventListener('message', (event: MessageEvent<LayoutNews>) => {
      if (run.current !== now) return;
      const { positions } = event.data;
      now.latest = positions;
      stage.hold(keys.map((key, i) => [key, [positions[i * 2] ?? 0, positions[i * 2 + 1] ?? 0]] as const));
      setProgress(event.data.progress);
      if (event.data.rests) finish();
    });
    worker.addEventListener('error', (event) => {
      finish();
      showToast(`The layout stopped: ${event.message || 'its thread could not start'}. What it had placed is kept.`, {
        icon: 'circle-alert',
      });
    });
    worker.postMessage(input);
  }, [stage, finish]);
  const start = useCallback(
    (how: 'force' | 'tree'): void => {
      finish();
      if (how === 'tree') arrangeTree(session, map);
      else force();
    },
    [session, map, finish, force],
  );
  // A panel that closes meanwhile keeps nothing of a layout nobody waited for.
  useEffect(
    () => () => {
      run.current?.worker.terminate();
      run.current = undefined;
    },
    [],
  );
  return { progress, start, stop: finish };
}
