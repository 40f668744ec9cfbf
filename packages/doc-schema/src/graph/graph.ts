import { SpaceError } from '../errors.ts';
import { type Key, parseKey } from '../ids.ts';
import type { Link } from '../links/link.ts';
import { answerWithin } from './answer-within.ts';
import type { Asking, ChildPage, GraphNode, PageAsking, Source } from './source.ts';

/** A source that has not answered by then is shown as one that does not; it may answer later, when asked again. */
const PATIENCE_MS = 10_000;
const PAGE_LIMIT = 500;

/** A card for a key that cannot be read, with the reason. */
export function missingNode(key: Key, reason: string, title: string = key): GraphNode {
  return { key, title, kind: 'missing', icon: 'unlink', missing: reason, hasChildren: false, facts: {} };
}

/** Links that people drew: a region's document. A world of several regions has several. */
export interface LinkStore {
  linksFrom(key: Key): readonly Link[];
  linksTo(key: Key): readonly Link[];
  subscribe(listener: (change: { readonly links: ReadonlySet<Key> }) => void): () => void;
}

/** The links of a key, by who says so. */
export interface LinksOfKey {
  /** Links people drew, out and in. They can be taken away. */
  readonly drawn: readonly Link[];
  /** Links the source itself knows of: a file's folder, a process's parent. They are as true as the source is. */
  readonly said: readonly Link[];
}

/** How long sources may take, for tests. */
export interface GraphOptions {
  readonly patienceMs?: number;
}

/**
 * One interface over all sources: read, children, links, actions, subscribe. A source that is absent, fails, answers with something
 * else or does not answer within ten seconds degrades to a card that says so; nothing throws.
 */
export class Graph {
  readonly #sources = new Map<string, Source>();
  readonly #stores = new Set<LinkStore>();
  readonly #patienceMs: number;

  constructor(options: GraphOptions = {}) {
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /**
   * Adds a source until the returned function is called.
   * @throws SpaceError `invalid-value` when its scheme is taken.
   */
  add(source: Source): () => void {
    if (this.#sources.has(source.scheme)) throw new SpaceError('invalid-value', `The scheme ${source.scheme} has a source already.`);
    this.#sources.set(source.scheme, source);
    return () => void this.#sources.delete(source.scheme);
  }

  /** Adds a document whose links count for keys of every scheme, until the returned function is called. */
  addLinks(store: LinkStore): () => void {
    this.#stores.add(store);
    return () => void this.#stores.delete(store);
  }

  /** The schemes that are answered for. */
  get schemes(): readonly string[] {
    return [...this.#sources.keys()];
  }

  /** What a key stands for now. */
  async read(key: Key, asking: Asking = {}): Promise<GraphNode> {
    const source = this.#sourceOf(key);
    if (!source) return missingNode(key, 'Nothing here answers for this kind of key.');
    const answer = await this.#ask(source, asking, (inner) => source.read(key, inner));
    if (!answer.ok) return missingNode(key, answer.reason);
    return isNode(answer.value) ? answer.value : missingNode(key, noSense(source));
  }

  /** A page of what lies directly below a key; one card with the reason where that cannot be told. */
  async children(key: Key, page: Partial<PageAsking> = {}): Promise<ChildPage> {
    const source = this.#sourceOf(key);
    if (!source) return { nodes: [] };
    const limit = Math.max(1, Math.min(1000, page.limit ?? PAGE_LIMIT));
    const answer = await this.#ask(source, page, (inner) => source.children(key, { ...page, ...inner, limit }));
    if (!answer.ok) return { nodes: [missingNode(key, answer.reason)] };
    return Array.isArray(answer.value?.nodes) ? answer.value : { nodes: [missingNode(key, noSense(source))] };
  }

  /** Every link of a key, out and in: those people drew, in O(1), and those its source knows of. */
  async links(key: Key, asking: Asking = {}): Promise<LinksOfKey> {
    const source = this.#sourceOf(key);
    const answer = source ? await this.#ask(source, asking, (inner) => source.links(key, inner)) : undefined;
    const said = answer?.ok && Array.isArray(answer.value) ? answer.value : [];
    return { drawn: this.drawnLinks(key), said };
  }

  /** The links people drew at a key, out and in, without waiting for any source. */
  drawnLinks(key: Key): readonly Link[] {
    // A link of a thing to itself is found from both ends and told once.
    return [...this.#stores].flatMap((store) => [...store.linksFrom(key), ...store.linksTo(key).filter((link) => link.from !== key)]);
  }

  /** Ids of the commands that make sense for a key; none where its source cannot tell. */
  actions(key: Key): readonly string[] {
    try {
      return this.#sourceOf(key)?.actions(key) ?? [];
    } catch {
      return []; // a source that fails offers nothing; its card, asked by `read`, says why
    }
  }

  /** Calls `listener` when what a key answers, or what links to it, changed, until the returned function is called. */
  subscribe(key: Key, listener: () => void): () => void {
    const stops = [...this.#stores].map((store) => store.subscribe((change) => change.links.has(key) && listener()));
    try {
      const stop = this.#sourceOf(key)?.subscribe(key, listener);
      if (stop) stops.push(stop);
    } catch {
      // reason: a source that cannot be followed is still read each time a view asks; `read` says what is wrong with it.
    }
    return () => {
      for (const stop of stops.splice(0)) stop();
    };
  }

  #ask<T>(source: Source, asking: Asking, ask: (inner: Asking) => T | Promise<T>) {
    return answerWithin(ask, { ...asking, patienceMs: this.#patienceMs, who: `What answers for ${source.scheme}: keys` });
  }

  #sourceOf(key: Key): Source | undefined {
    try {
      return this.#sources.get(parseKey(key).scheme);
    } catch {
      return undefined; // no key at all: nothing answers for it
    }
  }
}

const noSense = (source: Source): string => `What answers for ${source.scheme}: keys gave something that is no card.`;

const isNode = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'key' in value && 'title' in value && typeof value.title === 'string';
