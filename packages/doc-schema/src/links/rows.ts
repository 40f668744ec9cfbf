import type { Key } from '../ids.ts';
import type { Link } from './link.ts';
import { CONTAINS } from './relations.ts';

/** One thing that another contains: its key and the placement link that puts it there. */
export interface Row {
  readonly key: Key;
  readonly link: Link;
}

/** Rows without an order of their own come last. */
const UNORDERED = '~';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order a link carries; `~`, which sorts last, where it carries none. */
export const orderOf = (link: Link): string => (typeof link.data['order'] === 'string' ? link.data['order'] : UNORDERED);

/** What a thing contains, by the order on the links, then by key, so that everyone sees one order. Cost: its links. */
export function readRows(graph: { linksFrom(key: Key): readonly Link[] }, container: Key): readonly Row[] {
  return graph
    .linksFrom(container)
    .filter((link) => link.relation === CONTAINS)
    .toSorted((a, b) => compare(orderOf(a), orderOf(b)) || compare(a.to, b.to))
    .map((link) => ({ key: link.to, link }));
}
