import type { EntityId } from '@space/doc-schema';
import { useEffect, useState } from 'react';
import { Vector3 } from 'three';
import { hasDrawnLinks } from '../marks/drawn-links.ts';
import type { Stage } from '../stage/stage.ts';
import type { Thing } from '../stage/things.ts';

/** Names beyond this many nearest are not even tried. */
const MOST = 40;
/** Beyond this a name says nothing, metres. */
const FAR_M = 60;
/** Nearer than this, what is written on a thing can be read on it, metres. */
const WRITTEN_M = 9;
/** Looked for anew at most this often, milliseconds. */
const AGAIN_MS = 250;

const NONE: readonly EntityId[] = [];

/** Whether a thing has a standing name: things that stand for something do, furniture has one once it is linked. Panels name themselves. */
function named(stage: Stage, thing: Thing, distance: number): boolean {
  if (thing.kind === 'panel') return false;
  if (thing.kind === 'note' || thing.kind === 'task' || thing.kind === 'file') return distance > WRITTEN_M;
  if (thing.kind !== 'shape' && thing.kind !== 'light') return true;
  return hasDrawnLinks(stage.graph, thing.id);
}

function nearestNamed(stage: Stage, eye: Vector3): readonly EntityId[] {
  const found: { id: EntityId; distance: number }[] = [];
  for (const thing of stage.things.all()) {
    const distance = thing.object.position.distanceTo(eye);
    if (distance < FAR_M && named(stage, thing, distance)) found.push({ id: thing.id, distance });
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, MOST).map(({ id }) => id);
}

const sameIds = (a: readonly EntityId[], b: readonly EntityId[]): boolean => a.length === b.length && a.every((id) => b.includes(id));

/** The things whose names would stand over them, nearest first; looked for a few times a second while the view or the world changes. */
export function useStandingNames(stage: Stage): readonly EntityId[] {
  const [ids, setIds] = useState(NONE);
  useEffect(() => {
    const eye = new Vector3(Number.NaN, 0, 0);
    let lastMs = Number.NEGATIVE_INFINITY;
    let moves = -1;
    let links = -1;
    return stage.addFrameWork(({ camera, nowMs }) => {
      const changed =
        stage.moves !== moves ||
        stage.entities.linksVersion() !== links ||
        eye.distanceToSquared(camera.position) > 0.25 ||
        eye.x !== eye.x;
      if (!changed) return false;
      if (nowMs - lastMs < AGAIN_MS) return true;
      lastMs = nowMs;
      moves = stage.moves;
      links = stage.entities.linksVersion();
      eye.copy(camera.position);
      const next = nearestNamed(stage, eye);
      setIds((before) => (sameIds(before, next) ? before : next));
      return false;
    });
  }, [stage]);
  return ids;
}
