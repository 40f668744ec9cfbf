import type { Edit } from '../document/edit.ts';
import type { Gesture, GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Link } from '../links/link.ts';
import { CONTAINS } from '../links/relations.ts';

/** What maps read of a document. */
export type MapGraph = Pick<GraphDoc, 'linksFrom' | 'linksTo' | 'read'>;

/** How a thing shows on a map: its tile, a card with its first lines, or open at a size of its own. */
export type CardState = 'point' | 'card' | 'open';

/** A thing on a map. The same thing may stand on other maps, elsewhere and otherwise. */
export interface MapPlace {
  readonly key: Key;
  /** Map units, X to the right and Y down, one unit a pixel at zoom 1; Z towards the viewer. Undefined where nobody placed it yet. */
  readonly position: readonly [x: number, y: number, z: number] | undefined;
  readonly card: CardState;
  /** Width and height of an open card, map units. */
  readonly size: readonly [width: number, height: number];
  /** A layout leaves it where it is. */
  readonly pinned: boolean;
  /** On the map with its place kept, and not shown. */
  readonly hidden: boolean;
  /** The title to show while what answers for the key is away. */
  readonly title: string | undefined;
}

/** A link between two things that a map shows. Read from the document each time, never saved with the map. */
export interface MapEdge {
  readonly from: Key;
  readonly relation: string;
  readonly to: Key;
}

/** What changes about a thing's place. `null` takes a value back to what it is where nobody said. */
export interface PlaceChange {
  readonly position?: readonly number[];
  readonly card?: CardState | null;
  readonly size?: readonly [number, number] | null;
  readonly pinned?: true | null;
  readonly hidden?: true | null;
  readonly title?: string;
}

/** Changes of places by key; a key that is not on the map is put on it. */
export type MapPlan = ReadonlyMap<Key, PlaceChange>;

/** What one hop from some things leads to. */
export interface Neighbours {
  /** To be put on the map, or shown again, by the next “Show neighbours”. */
  readonly next: readonly Key[];
  /** How many neighbours there are, and how many of them the map shows now. */
  readonly total: number;
  readonly shown: number;
}

/** Beyond this a coordinate is an accident: single-precision drawing grows coarse. */
const MAX_COORDINATE = 1e6;
const OPEN_SIZE: readonly [number, number] = [280, 160];
const SIZE_BOUNDS = { low: 120, high: 2000 } as const;
/** How many neighbours one hop brings: as many as stand around a thing without covering it. */
const HOP_LIMIT = 12;
/** Keys a transaction, as with every bulk write. */
const PIECE = 500;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= MAX_COORDINATE;

function readPosition(value: Json | undefined): MapPlace['position'] {
  if (!Array.isArray(value) || !isNumber(value[0]) || !isNumber(value[1])) return undefined;
  return [value[0], value[1], isNumber(value[2]) ? value[2] : 0];
}

function readSize(value: Json | undefined): readonly [number, number] {
  if (!Array.isArray(value) || !isNumber(value[0]) || !isNumber(value[1])) return OPEN_SIZE;
  const bound = (side: number): number => Math.max(SIZE_BOUNDS.low, Math.min(SIZE_BOUNDS.high, side));
  return [bound(value[0]), bound(value[1])];
}

function readPlace({ to, data }: Link): MapPlace {
  return {
    key: to,
    position: readPosition(data['position']),
    card: data['card'] === 'card' || data['card'] === 'open' ? data['card'] : 'point',
    size: readSize(data['size']),
    pinned: data['pinned'] === true,
    hidden: data['hidden'] === true,
    title: typeof data['title'] === 'string' ? data['title'] : undefined,
  };
}

/** What is on a map, hidden things too, by key. What nobody can use (a place that is no number) reads as not placed. Cost: its links. */
export function readMap(graph: MapGraph, map: Key): readonly MapPlace[] {
  return graph
    .linksFrom(map)
    .filter((link) => link.relation === CONTAINS)
    .map(readPlace)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether a link only says that a map or a list shows something: a view of it is no neighbour of it. */
function isView(graph: MapGraph, link: Link): boolean {
  const id = link.relation === CONTAINS ? entityIdOf(link.from) : undefined;
  const kind = id && graph.read(id)?.kind;
  return kind === 'map' || kind === 'list';
}

/**
 * The links between what a map shows. `relations` are the ones wanted, none for all.
 * Cost: the links of what is shown.
 */
export function readMapEdges(graph: MapGraph, shown: ReadonlySet<Key>, relations: readonly string[] = []): readonly MapEdge[] {
  const wanted = new Set(relations);
  const edges: MapEdge[] = [];
  for (const key of shown) {
    for (const link of graph.linksFrom(key)) {
      if (link.to === key || !shown.has(link.to) || (wanted.size > 0 && !wanted.has(link.relation))) continue;
      edges.push({ from: link.from, relation: link.relation, to: link.to });
    }
  }
  return edges;
}

const isLive = (graph: MapGraph, key: Key): boolean => {
  const id = entityIdOf(key);
  if (!id) return true;
  const entity = graph.read(id);
  return entity !== undefined && !entity.trashed && entity.kind !== 'world';
};

/** The keys one hop away, out before in, each once. */
function linkedKeys(graph: MapGraph, key: Key): readonly Key[] {
  const out = graph.linksFrom(key).filter((link) => !isView(graph, link));
  const back = graph.linksTo(key).filter((link) => !isView(graph, link));
  return [...out.map((link) => link.to), ...back.map((link) => link.from)];
}

/** What “Show neighbours” of some things would bring, at most `limit` at once: nothing fans out by itself. */
export function readNeighbours(graph: MapGraph, map: Key, of: readonly Key[], limit: number = HOP_LIMIT): Neighbours {
  const places = new Map(readMap(graph, map).map((place) => [place.key, place]));
  const from = new Set<Key>([...of, map]);
  const all = new Set(of.flatMap((key) => linkedKeys(graph, key)).filter((key) => !from.has(key) && isLive(graph, key)));
  const away = [...all].filter((key) => places.get(key)?.hidden !== false);
  // What was hidden comes back before anything new comes.
  const next = away.toSorted((a, b) => Number(places.has(b)) - Number(places.has(a)) || (a < b ? -1 : 1)).slice(0, limit);
  return { next, total: all.size, shown: all.size - away.length };
}

/** The shown neighbours of some things that nothing else on the map is linked to: what “Hide neighbours” hides. */
export function readLeaves(graph: MapGraph, map: Key, of: readonly Key[]): readonly Key[] {
  const shown = new Set(
    readMap(graph, map)
      .filter((place) => !place.hidden)
      .map((place) => place.key),
  );
  const from = new Set(of);
  const near = new Set(of.flatMap((key) => linkedKeys(graph, key)).filter((key) => shown.has(key) && !from.has(key)));
  return [...near].filter((key) => linkedKeys(graph, key).every((other) => !shown.has(other) || from.has(other) || other === key));
}

/** Keys on a map whose entity is in the trash or not in this region. Keys of other sources may only be away, so they stay. */
export function readStale(graph: MapGraph, map: Key): readonly Key[] {
  return readMap(graph, map)
    .map((place) => place.key)
    .filter((key) => !isLive(graph, key));
}

/** The maps that show a key. Cost: the links to it. */
export function readMapsOf(graph: MapGraph, key: Key): readonly EntityId[] {
  return graph.linksTo(key).flatMap((link) => {
    const id = link.relation === CONTAINS ? entityIdOf(link.from) : undefined;
    const entity = id ? graph.read(id) : undefined;
    return entity?.kind === 'map' && !entity.trashed ? [entity.id] : [];
  });
}

/**
 * Writes places within a gesture; what else a placement link carries stays. A place is one value: two people changing the same
 * thing on the same map at once get one of both.
 */
export function writePlaces(edit: Edit, graph: MapGraph, map: Key, plan: MapPlan): void {
  const known = new Map(graph.linksFrom(map).flatMap((link) => (link.relation === CONTAINS ? [[link.to, link.data] as const] : [])));
  for (const [key, change] of plan) {
    const data: Record<string, Json> = { ...known.get(key) };
    for (const [name, value] of Object.entries(change)) {
      if (value === null) delete data[name];
      else data[name] = value;
    }
    edit.link(map, CONTAINS, key, data);
  }
}

/** Takes things out of a map within a gesture. The things themselves, their links and other maps are left alone. */
export function writeTakeOut(edit: Edit, map: Key, keys: Iterable<Key>): void {
  for (const key of keys) edit.unlink(map, CONTAINS, key);
}

/** Writes places as one undo step: one transaction up to 500 keys, several above, so that nobody's frame waits for all of it. */
export function applyPlaces(graph: GraphDoc, gesture: Gesture, map: Key, plan: MapPlan): void {
  const entries = [...plan];
  if (entries.length <= PIECE) return graph.edit(gesture, (edit) => writePlaces(edit, graph, map, plan));
  const bulk = graph.bulk(gesture);
  for (let at = 0; at < entries.length; at += PIECE) {
    bulk.write((edit) => writePlaces(edit, graph, map, new Map(entries.slice(at, at + PIECE))));
  }
  bulk.finish();
}

/** Makes a map of some keys within a gesture, each at its planned place. */
export function writeMap(edit: Edit, graph: MapGraph, title: string, plan: MapPlan): EntityId {
  const id = edit.create('map', { title });
  writePlaces(edit, graph, entityKey(id), plan);
  return id;
}
