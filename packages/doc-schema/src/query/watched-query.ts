import type { Entity } from '../document/entity.ts';
import type { EntityId } from '../ids.ts';
import { compileListed, type QueryGround } from './compile.ts';
import type { EntityTest } from './entity-test.ts';
import type { Touch } from './facts.ts';
import { Ordering } from './ordering.ts';
import type { Query } from './query.ts';

/** A query that is followed: its results now, until it is disposed. */
export interface QueryWatch {
  /** The results in order, at most `limit` of them; the same array until they change. */
  readonly ids: readonly EntityId[];
  /** How many there are without the limit. */
  readonly total: number;
  dispose(): void;
}

/** Entities that a compiled query may be answered by: its candidates, else all. */
export function* readListed(test: EntityTest, ground: QueryGround, patient: boolean): Generator<Entity> {
  const { graph } = ground.facts;
  const all = graph.list();
  const candidates = test.candidates(patient);
  for (const id of candidates && candidates.size < all.length ? candidates.ids() : all) {
    const entity = graph.read(id);
    if (entity) yield entity;
  }
}

/** The results of one query, kept up to date change by change. Only what a change can have turned is asked again. */
export class WatchedQuery {
  readonly query: Query;
  readonly #ground: QueryGround;
  #test: EntityTest;
  readonly #members = new Set<EntityId>();
  readonly #ordering: Ordering;
  #sorted: EntityId[] = [];
  readonly #added = new Set<EntityId>();
  readonly #gone = new Set<EntityId>();
  #ids: readonly EntityId[] | undefined;

  constructor(query: Query, ground: QueryGround, compare?: (a: Entity, b: Entity) => number) {
    this.query = query;
    this.#ground = ground;
    this.#test = compileListed(query.where, ground);
    this.#ordering = new Ordering(ground.facts, query.sort, compare);
    for (const entity of readListed(this.#test, ground, true)) if (this.#test.test(entity)) this.#members.add(entity.id);
    this.#sortAll();
  }

  /** Whether its results change with the clock or the selection. */
  get moves(): boolean {
    return this.#test.moves;
  }

  get total(): number {
    return this.#members.size;
  }

  /** The results in order. Putting many in order happens here, when someone looks, not with each change. */
  get ids(): readonly EntityId[] {
    if (this.#ids && this.#added.size === 0 && this.#gone.size === 0) return this.#ids;
    const all = this.#ordering.orders ? this.#merge() : this.#plain();
    const cut = this.query.limit === undefined ? all : all.slice(0, this.query.limit);
    const before = this.#ids;
    if (!before || before.length !== cut.length || cut.some((id, i) => id !== before[i])) this.#ids = Object.freeze([...cut]);
    return this.#ids ?? cut;
  }

  /** Takes a change; true when results or their order may be others now. */
  change(touch: Touch): boolean {
    const touched = new Set<EntityId>();
    if (this.#test.touched(touch, touched)) return this.refresh();
    let changed = false;
    for (const id of touched) changed = this.#ask(id) || changed;
    if (!this.#ordering.orders) return changed;
    for (const ids of [touch.entities, touch.authored]) for (const id of ids) changed = this.#reorder(id) || changed;
    return changed;
  }

  /** Asks everything again; true when results changed. */
  refresh(): boolean {
    this.#test = compileListed(this.query.where, this.#ground);
    let changed = false;
    for (const id of this.#ground.facts.graph.list()) changed = this.#ask(id) || changed;
    return changed;
  }

  #ask(id: EntityId): boolean {
    const entity = this.#ground.facts.graph.read(id);
    const is = entity !== undefined && this.#test.test(entity);
    if (is === this.#members.has(id)) return false;
    if (is) this.#members.add(id);
    else this.#members.delete(id);
    // Taken out and put in again between two looks, it is where its values say now.
    if (is) this.#added.add(id);
    else {
      this.#added.delete(id);
      this.#gone.add(id);
    }
    return true;
  }

  #reorder(id: EntityId): boolean {
    this.#ordering.forget(id);
    if (!this.#members.has(id)) return false;
    this.#gone.add(id);
    this.#added.add(id);
    return true;
  }

  #sortAll(): void {
    if (!this.#ordering.orders) return;
    this.#sorted = [...this.#members].sort(this.#ordering.compare);
  }

  #plain(): readonly EntityId[] {
    this.#added.clear();
    this.#gone.clear();
    return [...this.#members];
  }

  #merge(): readonly EntityId[] {
    const fresh = [...this.#added].sort(this.#ordering.compare);
    const stays =
      this.#gone.size === 0 && fresh.length === 0 ? this.#sorted : this.#sorted.filter((id) => !this.#gone.has(id) && !this.#added.has(id));
    this.#added.clear();
    this.#gone.clear();
    this.#sorted = mergeSorted(stays, fresh, this.#ordering.compare);
    return this.#sorted;
  }
}

/** Two sorted lists as one; places in the long list are found by halving. */
function mergeSorted(stays: EntityId[], fresh: readonly EntityId[], compare: (a: EntityId, b: EntityId) => number): EntityId[] {
  if (fresh.length === 0) return stays;
  const merged: EntityId[] = [];
  let from = 0;
  for (const id of fresh) {
    let low = from;
    let high = stays.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = stays[middle];
      if (other !== undefined && compare(other, id) < 0) low = middle + 1;
      else high = middle;
    }
    for (; from < low; from++) merged.push(stays[from] as EntityId);
    merged.push(id);
  }
  for (; from < stays.length; from++) merged.push(stays[from] as EntityId);
  return merged;
}
