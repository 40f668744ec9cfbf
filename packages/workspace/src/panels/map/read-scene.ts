import { type Entity, entityIdOf, type GraphDoc, type Key } from '@space/doc-schema';
import { relationTitle } from '@space/doc-schema/links';
import { type MapEdge, type MapPlace, planPlaces, readMap, readMapEdges } from '@space/doc-schema/maps';
import { fileNameOf, readFileKey } from '../../host-client/file-source.ts';
import type { DrawnEdge } from './draw-edges.ts';
import type { StageNode } from './map-stage.ts';

/** A thing on the map with what its tile and its row need. */
export interface MapThing {
  readonly key: Key;
  readonly place: MapPlace;
  readonly title: string;
  readonly kind: string;
  readonly icon: string;
  /** Why it is not what it was: in the trash, or not here. */
  readonly stale: string | undefined;
  readonly links: number;
}

/** Everything a map shows, ready to be placed and drawn. */
export interface MapScene {
  readonly things: readonly MapThing[];
  readonly nodes: readonly StageNode[];
  readonly edges: readonly DrawnEdge[];
  /** How many are on the map and hidden. */
  readonly hidden: number;
}

/** A map of more things shows the first of them, and says so. */
export const SHOWN_LIMIT = 5000;
const CARD_SIZE = [232, 124] as const;

const NOT_HERE = 'It is not in this world, or has not arrived yet.';

function readThing(graph: GraphDoc, place: MapPlace, links: number): MapThing {
  const { key } = place;
  const id = entityIdOf(key);
  const entity = id ? graph.read(id) : undefined;
  if (entity) return { key, place, links, ...readEntityThing(graph, entity) };
  if (id) return { key, place, links, title: place.title ?? 'Something that is gone', kind: 'missing', icon: 'unlink', stale: NOT_HERE };
  const file = readFileKey(key);
  const title = place.title ?? (file ? fileNameOf(file) : key);
  const looks = file ? { kind: 'file', icon: 'file-text' } : { kind: key.slice(0, key.indexOf(':')), icon: 'circle' };
  return { key, place, links, title, ...looks, stale: undefined };
}

function readEntityThing(graph: GraphDoc, entity: Entity): Pick<MapThing, 'title' | 'kind' | 'icon' | 'stale'> {
  const icon = graph.kinds.get(entity.kind)?.icon ?? 'circle-help';
  return { title: entity.title, kind: entity.kind, icon, stale: entity.trashed ? 'It is in the trash.' : undefined };
}

/** Bends links between the same two things apart; a single one bows a little upwards. */
function bend(edges: readonly MapEdge[]): readonly DrawnEdge[] {
  const seen = new Map<string, number>();
  return edges.map(({ from, relation, to }) => {
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    const count = seen.get(pair) ?? 0;
    seen.set(pair, count + 1);
    const bow = (count % 2 === 0 ? 1 : -1) * (1 + Math.floor(count / 2) * 1.6);
    return { from, to, word: relationTitle(relation), bow: from < to ? bow : -bow };
  });
}

/** The things of `after`, each the same object as before while it says the same, so that only what changed is drawn again. */
export function keepThings(before: readonly MapThing[], after: readonly MapThing[]): readonly MapThing[] {
  const known = new Map(before.map((thing) => [thing.key, thing]));
  return after.map((thing) => {
    const old = known.get(thing.key);
    return old && JSON.stringify(old) === JSON.stringify(thing) ? old : thing;
  });
}

/** Reads what a map shows now. What nobody placed yet stands where there is room, and is written nowhere until it is moved. */
export function readScene(graph: GraphDoc, map: Key, relations: readonly string[]): MapScene {
  const all = readMap(graph, map);
  const places = all.filter((place) => !place.hidden).slice(0, SHOWN_LIMIT);
  const loose = places.filter((place) => !place.position).map((place) => place.key);
  const spots = loose.length === 0 ? undefined : planPlaces(places, loose, [0, 0]);
  const keys = new Set(places.map((place) => place.key));
  const edges = readMapEdges(graph, keys, relations);
  const counts = new Map<Key, number>();
  for (const { from, to } of edges) for (const key of [from, to]) counts.set(key, (counts.get(key) ?? 0) + 1);
  const nodes = places.map(({ key, position, card, size }): StageNode => {
    const spot = spots?.get(key)?.position;
    const at = position ?? [spot?.[0] ?? 0, spot?.[1] ?? 0];
    return { key, at: [at[0], at[1]], card, size: card === 'open' ? size : CARD_SIZE };
  });
  const things = places.map((place) => readThing(graph, place, counts.get(place.key) ?? 0));
  return { things, nodes, edges: bend(edges), hidden: all.length - places.length };
}

function fitsWords(graph: GraphDoc, thing: MapThing, words: readonly string[]): boolean {
  const id = entityIdOf(thing.key);
  const tags = id ? graph.read(id)?.properties.tags : undefined;
  const text = `${thing.title} ${thing.kind} ${Array.isArray(tags) ? tags.join(' ') : ''}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * Whether a thing fits a typed filter: entities as the query found them; what no query reads (files, keys of other sources, and all
 * while the text is no query yet) by its words.
 */
export function fitsFilter(graph: GraphDoc, typed: string, found: ReadonlySet<Key> | undefined): (thing: MapThing) => boolean {
  const words = typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (thing) => (found && entityIdOf(thing.key) ? found.has(thing.key) : fitsWords(graph, thing, words));
}
