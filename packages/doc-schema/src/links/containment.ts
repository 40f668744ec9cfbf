import type { Entity } from '../document/entity.ts';
import { type EntityId, entityIdOf, type Key } from '../ids.ts';
import type { Link } from './link.ts';
import { CONTAINS } from './relations.ts';
import { readRows, type Row } from './rows.ts';

/** What containment is read from: a region's links by both ends. */
export interface LinkEnds {
  linksFrom(key: Key): readonly Link[];
  linksTo(key: Key): readonly Link[];
}

/** A region's links and entities. */
export interface Containing extends LinkEnds {
  read(id: EntityId): Entity | undefined;
}

/** Keys a walk visits at most: a region holds 20,000 entities, and a hostile one must end too. */
const MAX_WALK = 50_000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const containing = (links: readonly Link[]): readonly Link[] => links.filter((link) => link.relation === CONTAINS);

/** Everything reached from a key by containment, downward or upward; the key itself only where a way leads back to it. */
function walk(ends: LinkEnds, from: Key, way: 'down' | 'up'): ReadonlySet<Key> {
  const reached = new Set<Key>();
  const open: Key[] = [from];
  for (let key = open.pop(); key !== undefined && reached.size < MAX_WALK; key = open.pop()) {
    for (const link of containing(way === 'down' ? ends.linksFrom(key) : ends.linksTo(key))) {
      const next = way === 'down' ? link.to : link.from;
      if (!reached.has(next)) {
        reached.add(next);
        open.push(next);
      }
    }
  }
  return reached;
}

/**
 * The keys that contain one another in a circle with this one, this one included; empty where it does not contain itself by any way.
 * Costs what lies above the key; only inside a circle also what lies below.
 */
export function readCircle(ends: LinkEnds, key: Key): ReadonlySet<Key> {
  const above = walk(ends, key, 'up');
  if (!above.has(key)) return above.size === 0 ? above : NOTHING;
  return new Set([...walk(ends, key, 'down')].filter((each) => above.has(each)));
}

const NOTHING: ReadonlySet<Key> = new Set();

/** One visit of the search through a circle: what is below it and not looked at yet. */
interface Visit {
  readonly key: Key;
  readonly below: Link[];
}

/**
 * The links of a circle that are left out when containment is read, so that it has none: those that lead back to where a search came
 * from. The search begins at what is contained from outside, else at the first key by its letters, and takes links by their ends, so
 * that all peers leave out the same. Nothing is removed from the document.
 */
export function readLeftOut(ends: LinkEnds, circle: ReadonlySet<Key>): ReadonlySet<Link> {
  const leftOut = new Set<Link>();
  const sorted = [...circle].sort(compare);
  const isEntry = (key: Key): boolean => containing(ends.linksTo(key)).some((link) => !circle.has(link.from));
  const start = sorted.find(isEntry) ?? sorted[0];
  if (start === undefined) return leftOut;
  const below = (key: Key): Link[] =>
    containing(ends.linksFrom(key))
      .filter((link) => circle.has(link.to))
      .toSorted((a, b) => compare(b.to, a.to));
  const seen = new Set<Key>([start]);
  const above = new Set<Key>([start]);
  const path: Visit[] = [{ key: start, below: below(start) }];
  for (let visit = path.at(-1); visit; visit = path.at(-1)) {
    const link = visit.below.pop();
    if (!link) {
      above.delete(visit.key);
      path.pop();
    } else if (above.has(link.to)) leftOut.add(link);
    else if (!seen.has(link.to)) {
      seen.add(link.to);
      above.add(link.to);
      path.push({ key: link.to, below: below(link.to) });
    }
  }
  return leftOut;
}

const leftOutAt = (ends: LinkEnds, key: Key): ReadonlySet<Link> => readLeftOut(ends, readCircle(ends, key));

/** What a thing contains, by the order on the links, then by key; without what would make it contain itself. */
export function readChildren(ends: LinkEnds, key: Key): readonly Row[] {
  const rows = readRows(ends, key);
  const leftOut = rows.length === 0 ? undefined : leftOutAt(ends, key);
  return leftOut && leftOut.size > 0 ? rows.filter((row) => !leftOut.has(row.link)) : rows;
}

/** Kinds that show things without being their place. */
const VIEWS: ReadonlySet<string> = new Set(['map', 'query']);

/** The things that contain a key, those that are its place before those that only show it, then by key. The trashed are not among them. */
export function readParents(graph: Containing, key: Key): readonly Key[] {
  const links = containing(graph.linksTo(key));
  if (links.length === 0) return [];
  const leftOut = leftOutAt(graph, key);
  const ranked = links.flatMap((link) => {
    const id = entityIdOf(link.from);
    const entity = id ? graph.read(id) : undefined;
    if (leftOut.has(link) || entity?.trashed) return [];
    return [{ key: link.from, rank: entity === undefined ? 2 : VIEWS.has(entity.kind) ? 1 : 0 }];
  });
  return ranked.sort((a, b) => a.rank - b.rank || compare(a.key, b.key)).map((parent) => parent.key);
}

/** The thing a key has its place in, or undefined for what stands by itself. The same for all peers, however many things contain it. */
export const readParent = (graph: Containing, key: Key): Key | undefined => readParents(graph, key)[0];

/** The way to a key from the outermost thing down to its parent; ends, because containment as it is read has no circle. */
export function readPath(graph: Containing, key: Key): readonly Key[] {
  const path: Key[] = [];
  for (let at = readParent(graph, key); at !== undefined && path.length < MAX_WALK; at = readParent(graph, at)) path.push(at);
  return path.reverse();
}
