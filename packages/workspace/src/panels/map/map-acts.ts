import { type Entity, type EntityId, entityIdOf, entityKey, type Key } from '@space/doc-schema';
import {
  applyPlaces,
  type CardState,
  type MapPlan,
  planPlaces,
  readLeaves,
  readMap,
  readNeighbours,
  readStale,
  writeMap,
  writePlaces,
  writeTakeOut,
} from '@space/doc-schema/maps';
import { currentMap, type MapHandle } from './open-maps.ts';
import type { Session } from '../../session/session.ts';
import { showToast } from '../../ui/toast.ts';
import { setUi } from '../../ui/ui-state.ts';
import type { AskOption } from '../../ui/ui-types.ts';
import { findFiles, linkOptions, titleOfKey } from '../../commands/links.ts';
import { openPanel } from '../../commands/open.ts';

type Point = readonly [x: number, y: number];

const undoAction = (session: Session) => ({
  label: 'Undo',
  keys: 'Mod+Z',
  run: () => void session.commands.run('edit.undo', { session, targets: [] }),
});

const nameKeys = (session: Session, keys: readonly Key[]): string =>
  keys.length === 1 && keys[0] ? titleOfKey(session, keys[0]) : `${keys.length} things`;

const titlesOf = (session: Session, keys: readonly Key[]): ReadonlyMap<Key, string> =>
  new Map(keys.map((key) => [key, titleOfKey(session, key)]));

const readMapEntity = (session: Session, map: Key): Entity | undefined => session.graph.read(entityIdOf(map) ?? ('' as EntityId));

/** The middle of some things on a map; of all of them where none is on it. */
function middleOf(session: Session, map: Key, keys: readonly Key[]): Point {
  const places = readMap(session.graph, map).filter((place) => !place.hidden && place.position);
  const near = places.filter((place) => keys.includes(place.key));
  const about = near.length > 0 ? near : places;
  const sum = about.reduce((total, { position }) => [total[0] + (position?.[0] ?? 0), total[1] + (position?.[1] ?? 0)] as const, [
    0, 0,
  ] as Point);
  return about.length === 0 ? [0, 0] : [sum[0] / about.length, sum[1] / about.length];
}

/** Arranges a map after something came onto it, when it is set to arrange itself. */
function arrangeAfter(session: Session, map: Key): void {
  const handle = currentMap();
  const layout = readMapEntity(session, map)?.properties.layout;
  // With the next frame: the panel knows then what came.
  if (handle?.key === map && (layout === 'force' || layout === 'tree'))
    requestAnimationFrame(() => setTimeout(() => handle.arrange(layout), 120));
}

/** Puts things on a map near a point of it, as one gesture; those that are there already stay where they are. */
export function putOnMap(session: Session, map: Key, keys: readonly Key[], at?: Point): void {
  const { graph } = session;
  const places = readMap(graph, map);
  const there = new Set(places.flatMap((place) => (place.hidden ? [] : [place.key])));
  const fresh = keys.filter((key) => key !== map && !there.has(key));
  const title = titleOfKey(session, map);
  if (fresh.length === 0) return showToast(`On “${title}” already.`, { icon: 'info' });
  const plan = planPlaces(places, fresh, at ?? middleOf(session, map, []), titlesOf(session, fresh));
  applyPlaces(graph, { title: `Put ${nameKeys(session, fresh)} on ${title}` }, map, plan);
  showToast(`Put ${nameKeys(session, fresh)} on “${title}”`, { action: undoAction(session) });
  arrangeAfter(session, map);
}

/** Makes a map of some things, as one gesture, and opens it. */
export function makeMap(session: Session, keys: readonly Key[], title = 'Map'): EntityId {
  const plan = planPlaces([], keys, [0, 0], titlesOf(session, keys));
  const id = session.graph.edit({ title: `Make ${title}` }, (edit) => writeMap(edit, session.graph, title, plan));
  openPanel(session, entityKey(id));
  return id;
}

/** Shows one more hop of what some things are linked with, at most twelve at once, and says how many there are. */
export function showNeighbours(session: Session, { key: map }: MapHandle, of: readonly Key[]): void {
  const { graph } = session;
  const { next, total, shown } = readNeighbours(graph, map, of);
  const name = nameKeys(session, of);
  if (next.length === 0)
    return showToast(total === 0 ? `Nothing is linked to ${name}.` : `All ${total} neighbours of ${name} are shown.`, { icon: 'info' });
  const plan = planPlaces(readMap(graph, map), next, middleOf(session, map, of), titlesOf(session, next));
  applyPlaces(graph, { title: `Show neighbours of ${name}` }, map, plan);
  const now = shown + next.length;
  showToast(`${now} of ${total} neighbours of ${name} shown${now < total ? '. Again for more.' : ''}`, { action: undoAction(session) });
  arrangeAfter(session, map);
}

/** Hides what hangs on some things alone; it keeps its place and comes back with “Show neighbours”. */
export function hideNeighbours(session: Session, { key: map }: MapHandle, of: readonly Key[]): void {
  const leaves = readLeaves(session.graph, map, of);
  if (leaves.length === 0) return showToast('Nothing here hangs on this alone; what else is linked stays.', { icon: 'info' });
  const plan: MapPlan = new Map(leaves.map((key) => [key, { hidden: true }]));
  applyPlaces(session.graph, { title: `Hide neighbours of ${nameKeys(session, of)}` }, map, plan);
  showToast(`${leaves.length === 1 ? '1 neighbour' : `${leaves.length} neighbours`} hidden. E shows them again, where they were.`, {
    action: undoAction(session),
  });
}

/** Takes things out of a map, as one gesture; the things themselves stay. */
export function takeOffMap(session: Session, map: Key, keys: readonly Key[]): void {
  const name = nameKeys(session, keys);
  session.graph.edit({ title: `Take ${name} out of ${titleOfKey(session, map)}` }, (edit) => writeTakeOut(edit, map, keys));
  showToast(
    `Took ${keys.length === 1 ? `“${name}”` : name} out of this map; ${keys.length === 1 ? 'it is' : 'they are'} still in the outline`,
    {
      action: undoAction(session),
    },
  );
}

/** Writes where a drag ended, once: what was dragged is pinned, so that a layout leaves it there. */
export function moveOnMap(session: Session, map: Key, places: ReadonlyMap<Key, Point>): void {
  const depth = new Map(readMap(session.graph, map).map((place) => [place.key, place.position?.[2] ?? 0]));
  const plan: MapPlan = new Map(
    [...places].map(([key, [x, y]]) => {
      const z = depth.get(key) ?? 0;
      return [key, { position: z === 0 ? [Math.round(x), Math.round(y)] : [Math.round(x), Math.round(y), z], pinned: true }];
    }),
  );
  applyPlaces(session.graph, { title: `Move ${nameKeys(session, [...places.keys()])} on ${titleOfKey(session, map)}` }, map, plan);
}

/** Writes the size of an open card, once. */
export function sizeOnMap(session: Session, map: Key, key: Key, [width, height]: Point): void {
  const size = [Math.round(Math.max(120, width)), Math.round(Math.max(120, height))] as const;
  applyPlaces(session.graph, { title: `Size ${titleOfKey(session, key)}` }, map, new Map([[key, { size }]]));
}

/** Shows things as tiles, cards, or open. */
export function setCard(session: Session, map: Key, keys: readonly Key[], card: CardState): void {
  const words = { point: 'as a tile', card: 'as a card', open: 'open' } as const;
  const plan: MapPlan = new Map(keys.map((key) => [key, { card: card === 'point' ? null : card }]));
  session.graph.edit({ title: `Show ${nameKeys(session, keys)} ${words[card]}` }, (edit) => writePlaces(edit, session.graph, map, plan));
}

/** Saves what the map’s filter dims by. */
export function saveFilter(session: Session, map: Key, filter: string): void {
  const id = entityIdOf(map);
  if (!id) return;
  session.graph.edit({ title: `Filter ${titleOfKey(session, map)}` }, (edit) => edit.set(id, 'filter', filter.slice(0, 200)));
  showToast(filter === '' ? 'The map keeps no filter now.' : 'The map keeps this filter.', { action: undoAction(session) });
}

/** Pins what is not pinned, or unpins what all is: a layout leaves pinned things where they are. */
export function togglePin(session: Session, { key: map }: MapHandle, keys: readonly Key[]): void {
  const places = readMap(session.graph, map).filter((place) => keys.includes(place.key));
  const pinned = places.every((place) => place.pinned);
  const plan: MapPlan = new Map(places.map((place) => [place.key, { pinned: pinned ? null : true }]));
  applyPlaces(session.graph, { title: `${pinned ? 'Unpin' : 'Pin'} ${nameKeys(session, keys)}` }, map, plan);
  showToast(
    pinned ? `Unpinned ${nameKeys(session, keys)}: a layout may move it` : `Pinned ${nameKeys(session, keys)}: a layout leaves it here`,
  );
}

/** Takes out of a map what is in the trash or not here. */
export function prune(session: Session, map: Key): void {
  const stale = readStale(session.graph, map);
  if (stale.length === 0) return showToast('Everything on this map is there.', { icon: 'check' });
  takeOffMap(session, map, stale);
}

/** Asks for a thing, again and again, until Esc: each is put on the map. */
export function askForMap(session: Session, map: Key): void {
  const there = readMap(session.graph, map).flatMap((place) => (place.hidden ? [] : [place.key]));
  setUi({
    palette: true,
    ask: {
      title: `Put on “${titleOfKey(session, map)}”`,
      hint: 'Name of a thing, or of a file',
      undoable: true,
      options: linkOptions(session, [map, ...there]),
      find: (text) => findFiles(session, text),
      choose: (option) => putOnMap(session, map, [option.id as Key]),
    },
  });
}

function listMaps(session: Session): readonly AskOption[] {
  return session.graph.list().flatMap((id) => {
    const entity = session.graph.read(id);
    return entity?.kind === 'map' && !entity.trashed
      ? [{ id: entityKey(id), label: entity.title, sub: 'map', icon: 'waypoints', kind: 'map' }]
      : [];
  });
}

/** Asks which map some things are put on; a new one is the first answer. */
export function askWhichMap(session: Session, keys: readonly Key[]): void {
  const fresh = { id: '', label: 'A new map', sub: 'of these', icon: 'plus' };
  setUi({
    palette: true,
    ask: {
      title: `Put ${nameKeys(session, keys)} on a map`,
      hint: 'Which map',
      undoable: true,
      options: [fresh, ...listMaps(session)],
      choose: (option) => {
        if (option.id === '') return void makeMap(session, keys);
        putOnMap(session, option.id as Key, keys);
        openPanel(session, option.id as Key);
      },
    },
  });
}

/** How a map arranges what comes onto it; anything but by hand also arranges what is there. */
export function setLayout(session: Session, { key: map, arrange }: MapHandle, layout: 'free' | 'force' | 'tree'): void {
  const id = entityIdOf(map);
  if (id) session.graph.edit({ title: `Arrange ${titleOfKey(session, map)}` }, (edit) => edit.set(id, 'layout', layout));
  if (layout !== 'free') arrange(layout);
}
