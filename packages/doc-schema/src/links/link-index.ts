import type { Key } from '../ids.ts';
import { decodeLink, type Link } from './link.ts';

const NONE: readonly Link[] = Object.freeze([]);

/** Links by both ends, derived from the document and never stored in it. Looking up either end costs O(1). */
export class LinkIndex {
  readonly #byName = new Map<string, Link>();
  readonly #from = new Map<Key, Map<string, Link>>();
  readonly #to = new Map<Key, Map<string, Link>>();
  readonly #lists = { from: new Map<Key, readonly Link[]>(), to: new Map<Key, readonly Link[]>() };

  /** How many links there are. */
  get size(): number {
    return this.#byName.size;
  }

  /** Every link, in no order. */
  list(): IterableIterator<Link> {
    return this.#byName.values();
  }

  /** Takes the value a name has now (undefined: none); returns the two ends it touches. */
  update(name: string, value: unknown): readonly Key[] {
    const before = this.#byName.get(name);
    const after = value === undefined ? undefined : decodeLink(name, value);
    if (before) this.#remove(name, before);
    if (after) this.#insert(name, after);
    const link = after ?? before;
    return link ? [link.from, link.to] : [];
  }

  /** Links that start at `key`; the same array until one of them changes. */
  linksFrom(key: Key): readonly Link[] {
    return this.#read(key, this.#from, this.#lists.from);
  }

  /** Links that end at `key`; the same array until one of them changes. */
  linksTo(key: Key): readonly Link[] {
    return this.#read(key, this.#to, this.#lists.to);
  }

  #read(key: Key, index: Map<Key, Map<string, Link>>, lists: Map<Key, readonly Link[]>): readonly Link[] {
    const known = lists.get(key);
    if (known) return known;
    const links = index.get(key);
    if (!links || links.size === 0) return NONE;
    const list = Object.freeze([...links.values()]);
    lists.set(key, list);
    return list;
  }

  #insert(name: string, link: Link): void {
    this.#byName.set(name, link);
    for (const [index, key] of [[this.#from, link.from] as const, [this.#to, link.to] as const]) {
      const links = index.get(key) ?? new Map<string, Link>();
      index.set(key, links.set(name, link));
    }
    this.#forgetLists(link);
  }

  #remove(name: string, link: Link): void {
    this.#byName.delete(name);
    this.#from.get(link.from)?.delete(name);
    this.#to.get(link.to)?.delete(name);
    this.#forgetLists(link);
  }

  #forgetLists(link: Link): void {
    this.#lists.from.delete(link.from);
    this.#lists.to.delete(link.to);
  }
}
