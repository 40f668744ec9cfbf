import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { later } from '../timers.ts';
import { compileListed, keyOfPerson, type QueryGround } from './compile.ts';
import { Facts, tagsOf, type Touch } from './facts.ts';
import { Ordering } from './ordering.ts';
import { parseQuery } from './parse.ts';
import type { ParsedQuery, Query } from './query.ts';
import { type QueryWatch, readListed, WatchedQuery } from './watched-query.ts';

/** Queries that ask for today or the last hour are asked again this often. */
const CLOCK_MS = 60_000;

/** What an index stands on besides its document. */
export interface QueryIndexOptions {
  /** Milliseconds since 1970; this machine's clock otherwise. */
  readonly now?: () => number;
  /** What is selected, for `near(selection, 5m)`; nothing otherwise. Tell the index with `refresh` when it changes. */
  readonly selection?: () => readonly EntityId[];
}

/** How many results to give, and from where on. */
export interface RunOptions {
  /** At most so many; the query's own limit holds too. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Some results of a query. */
export interface QueryResult {
  readonly ids: readonly EntityId[];
  /** Whether there are more behind them. */
  readonly more: boolean;
}

/** Words a document uses, for completion. */
export interface Vocabulary {
  readonly tags: readonly string[];
  readonly relations: readonly string[];
  readonly people: readonly string[];
  readonly containers: readonly string[];
}

/** How a watch orders results where the query does not say. */
export interface WatchOptions {
  readonly compare?: (a: Entity, b: Entity) => number;
}

/** Answers queries over one document, at once or from now on. One a document; dispose it with the document. */
export class QueryIndex {
  readonly graph: GraphDoc;
  readonly #ground: QueryGround;
  readonly #watches = new Map<WatchedQuery, () => void>();
  readonly #stops: readonly (() => void)[];
  readonly #now: () => number;
  #stopClock: (() => void) | undefined;

  constructor(graph: GraphDoc, options: QueryIndexOptions = {}) {
    this.graph = graph;
    this.#now = options.now ?? Date.now;
    const facts = new Facts(graph);
    this.#ground = {
      facts,
      now: this.#now,
      person: () => graph.author.person,
      me: () => keyOfPerson(graph.author.person),
      isPerson: (key, name) => this.#people().some((person) => person.key === key && person.name.includes(name)),
      selection: options.selection ?? ((): readonly EntityId[] => []),
    };
    this.#stops = [
      graph.subscribe((change) => this.#change(facts.change(change))),
      graph.flushes.subscribe(() => {
        const touch = facts.flushed();
        if (touch) this.#change(touch);
      }),
    ];
  }

  /** Reads a query with the kinds this document knows. */
  parse(text: string): ParsedQuery {
    return parseQuery(text, this.graph.kinds);
  }

  /**
   * Answers a query once. Without a `sort:` it stops as soon as it has enough. Costs at most one look at every entity and link for each
   * condition, however they are nested.
   */
  run(query: Query, { limit = Number.POSITIVE_INFINITY, offset = 0 }: RunOptions = {}): QueryResult {
    const end = Math.min(offset + limit, query.limit ?? Number.POSITIVE_INFINITY);
    const test = compileListed(query.where, this.#ground);
    const ordering = new Ordering(this.#ground.facts, query.sort);
    const found: EntityId[] = [];
    for (const entity of readListed(test, this.#ground, ordering.orders || end === Number.POSITIVE_INFINITY)) {
      if (!test.test(entity)) continue;
      found.push(entity.id);
      if (!ordering.orders && found.length > end) break;
    }
    if (ordering.orders) found.sort(ordering.compare);
    return { ids: Object.freeze(found.slice(offset, end)), more: found.length > end };
  }

  /**
   * Follows a query: `listener` is called once for each change of its results, by whomever. A change costs what it can have turned, not
   * the size of the document. Dispose the watch when done.
   */
  watch(query: Query, listener: () => void, options: WatchOptions = {}): QueryWatch {
    const watched = new WatchedQuery(query, this.#ground, options.compare);
    this.#watches.set(watched, listener);
    this.#wind();
    return {
      get ids() {
        return watched.ids;
      },
      get total() {
        return watched.total;
      },
      dispose: () => {
        this.#watches.delete(watched);
        this.#wind();
      },
    };
  }

  /** Asks again what depends on the clock or on what is selected. */
  refresh(): void {
    for (const [watched, listener] of [...this.#watches]) if (watched.moves && watched.refresh()) listener();
  }

  /** The words this document uses. Costs a look at every entity and link. */
  vocabulary(): Vocabulary {
    const tags = new Set<string>();
    const containers = new Set<string>();
    const relations = new Set<string>();
    for (const entity of this.#ground.facts.entities()) for (const tag of tagsOf(entity)) tags.add(tag);
    for (const link of this.graph.links()) {
      relations.add(link.relation);
      const id = link.relation === CONTAINS ? entityIdOf(link.from) : undefined;
      const holder = id ? this.graph.read(id) : undefined;
      if (holder && !holder.trashed) containers.add(holder.title);
    }
    const names = this.#people().map((person) => person.title);
    return {
      tags: [...tags].sort(),
      relations: [...relations].sort(),
      people: [...new Set(names)].sort(),
      containers: [...containers].sort(),
    };
  }

  /** Stops following the document. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#watches.clear();
    this.#wind();
  }

  #people(): readonly { readonly key: string; readonly name: string; readonly title: string }[] {
    const people: { key: string; name: string; title: string }[] = [];
    for (const id of this.#ground.facts.byKind(true)?.get('person') ?? []) {
      const entity = this.graph.read(id);
      const person = entity?.properties['person'];
      if (entity && typeof person === 'string')
        people.push({ key: `person:${person}`, name: entity.title.toLowerCase(), title: entity.title });
    }
    return people;
  }

  #change(touch: Touch): void {
    for (const [watched, listener] of [...this.#watches]) if (watched.change(touch)) listener();
  }

  /** The clock runs while some watch asks for it. */
  #wind(): void {
    const wanted = [...this.#watches.keys()].some((watched) => watched.moves);
    if (!wanted) {
      this.#stopClock?.();
      this.#stopClock = undefined;
    } else {
      this.#stopClock ??= later(() => {
        this.#stopClock = undefined;
        this.refresh();
        this.#wind();
      }, CLOCK_MS);
    }
  }
}

/** Answers queries over a document and follows them. One a document; dispose it when done. */
export const createQueryIndex = (graph: GraphDoc, options: QueryIndexOptions = {}): QueryIndex => new QueryIndex(graph, options);
