import type { Key } from '../ids.ts';
import type { MapEdge, MapPlace, MapPlan } from './maps.ts';

/** Two things stand at least this far apart, map units: a tile, its label below, and air. */
const APART = 112;
/** Levels and columns of a tree, map units. */
const LEVEL = 140;
const COLUMN = 132;

type Point = readonly [x: number, y: number];

/** Points by cell, so that asking what stands near costs the same on a large map. */
class Taken {
  readonly #cells = new Map<string, Point[]>();

  add(point: Point): void {
    const name = cellOf(point, 0, 0);
    const known = this.#cells.get(name);
    if (known) known.push(point);
    else this.#cells.set(name, [point]);
  }

  isFree(point: Point): boolean {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = this.#cells.get(cellOf(point, dx, dy));
        if (near?.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < APART)) return false;
      }
    }
    return true;
  }
}

const cellOf = ([x, y]: Point, dx: number, dy: number): string => `${Math.floor(x / APART) + dx} ${Math.floor(y / APART) + dy}`;

/** Points on rings around a centre, from a direction on, alternately to both sides. */
function* ringPoints(centre: Point, direction: number): Generator<Point> {
  for (let ring = 1; ; ring++) {
    const radius = ring * APART * 1.4;
    const slots = Math.floor((2 * Math.PI * radius) / (APART * 1.1));
    for (let i = 0; i < slots; i++) {
      const turn = (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * ((2 * Math.PI) / slots);
      yield [Math.round(centre[0] + radius * Math.cos(direction + turn)), Math.round(centre[1] + radius * Math.sin(direction + turn))];
    }
  }
}

const pointOf = (place: MapPlace): Point | undefined => place.position && [place.position[0], place.position[1]];

/** Away from where the others are: new things grow outwards. To the right where there is no outside. */
function outwards(centre: Point, taken: readonly Point[]): number {
  const dx = taken.reduce((sum, [x]) => sum + x - centre[0], 0);
  const dy = taken.reduce((sum, [, y]) => sum + y - centre[1], 0);
  return Math.abs(dx) + Math.abs(dy) < 1 ? 0 : Math.atan2(-dy, -dx);
}

/**
 * Finds places for keys around a centre where nothing stands, nearest first, away from the rest of the map.
 * A key that was hidden comes back where it was. Deterministic.
 */
export function planPlaces(places: readonly MapPlace[], keys: readonly Key[], centre: Point, titles?: ReadonlyMap<Key, string>): MapPlan {
  const known = new Map(places.map((place) => [place.key, place]));
  const shown = places.flatMap((place) => (place.hidden ? [] : [pointOf(place)])).filter((point) => point !== undefined);
  const taken = new Taken();
  for (const point of shown) taken.add(point);
  const points = ringPoints(centre, outwards(centre, shown));
  const free = (): Point => {
    if (taken.isFree(centre)) return centre;
    // Not for…of, which would end the rings at the first free point.
    for (let next = points.next(); !next.done; next = points.next()) if (taken.isFree(next.value)) return next.value;
    return centre; // never reached: rings go on for ever
  };
  return new Map(
    keys.map((key) => {
      const point = (known.get(key) && pointOf(known.get(key) as MapPlace)) ?? free();
      taken.add(point);
      const title = titles?.get(key);
      return [key, { position: [...point], hidden: null, ...(title === undefined ? {} : { title }) }];
    }),
  );
}

/** Children of each key by the first way round found, breadth first from what nothing points at; cycles and islands get a root of their own. */
function readForest(keys: readonly Key[], edges: readonly MapEdge[]): { roots: readonly Key[]; children: ReadonlyMap<Key, Key[]> } {
  const out = new Map<Key, Key[]>(keys.map((key) => [key, []]));
  const pointedAt = new Set<Key>();
  for (const { from, to } of edges) {
    out.get(from)?.push(to);
    pointedAt.add(to);
  }
  const seen = new Set<Key>();
  const roots: Key[] = [];
  const children = new Map<Key, Key[]>(keys.map((key) => [key, []]));
  const heads = keys.filter((key) => !pointedAt.has(key));
  for (const head of [...heads, ...keys]) {
    if (seen.has(head)) continue;
    seen.add(head);
    roots.push(head);
    const queue = [head];
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      for (const child of out.get(key) ?? []) {
        if (seen.has(child) || !children.has(child)) continue;
        seen.add(child);
        children.get(key)?.push(child);
        queue.push(child);
      }
    }
  }
  return { roots, children };
}

/** Lays things out as a tree by their links, roots on top and children centred below. Pinned things stay; the tree begins at `origin`. */
export function planTree(places: readonly MapPlace[], edges: readonly MapEdge[], origin: Point = [0, 0]): MapPlan {
  const pinned = new Set(places.filter((place) => place.pinned).map((place) => place.key));
  const keys = places.filter((place) => !place.hidden).map((place) => place.key);
  const { roots, children } = readForest(keys, edges);
  const at = new Map<Key, number>();
  const depth = new Map<Key, number>();
  let column = 0;
  // A stack instead of calls: a chain of a thousand things is no deeper than two.
  const stack = roots.toReversed().map((key) => ({ key, level: 0, left: false }));
  for (let step = stack.pop(); step; step = stack.pop()) {
    const below = children.get(step.key) ?? [];
    depth.set(step.key, step.level);
    if (below.length === 0) at.set(step.key, column++);
    else if (step.left) at.set(step.key, ((at.get(below[0] as Key) ?? 0) + (at.get(below.at(-1) as Key) ?? 0)) / 2);
    else {
      stack.push({ ...step, left: true });
      for (const key of below.toReversed()) stack.push({ key, level: step.level + 1, left: false });
    }
  }
  const moved = keys.filter((key) => !pinned.has(key));
  return new Map(
    moved.map((key) => [
      key,
      { position: [Math.round(origin[0] + (at.get(key) ?? 0) * COLUMN), Math.round(origin[1] + (depth.get(key) ?? 0) * LEVEL)] },
    ]),
  );
}
