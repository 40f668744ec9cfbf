import type { Entity } from '../document/entity.ts';
import type { EntityId } from '../ids.ts';
import type { Facts } from './facts.ts';
import type { SortBy } from './query.ts';
import { isGiven } from './value-tests.ts';

/** What entities are put in order by, worked out once for each. */
type SortKey = readonly (string | number | undefined)[];

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareValues(a: string | number | undefined, b: string | number | undefined, descending: boolean): number {
  // What has no value comes last, whichever way the others go.
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}

const compareIds = (a: EntityId, b: EntityId): number => (a < b ? -1 : a > b ? 1 : 0);

/** An order of entities: by fields as a query says, or by how two compare. Equal ones stand by id, so that everyone sees one order. */
export class Ordering {
  readonly #facts: Facts;
  readonly #sort: readonly SortBy[];
  readonly #compare: ((a: Entity, b: Entity) => number) | undefined;
  readonly #keys = new Map<EntityId, SortKey>();
  readonly #entities = new Map<EntityId, Entity>();

  constructor(facts: Facts, sort: readonly SortBy[], compare?: (a: Entity, b: Entity) => number) {
    this.#facts = facts;
    this.#sort = sort;
    this.#compare = sort.length === 0 ? compare : undefined;
  }

  /** False where entities stand as the document lists them. */
  get orders(): boolean {
    return this.#sort.length > 0 || this.#compare !== undefined;
  }

  /** Forgets what an entity was ordered by. */
  forget(id: EntityId): void {
    this.#keys.delete(id);
    this.#entities.delete(id);
  }

  /** Which of two stands first. */
  readonly compare = (a: EntityId, b: EntityId): number => {
    if (this.#compare) {
      const [left, right] = [this.#entity(a), this.#entity(b)];
      return (left && right ? this.#compare(left, right) : 0) || compareIds(a, b);
    }
    const left = this.#key(a);
    const right = this.#key(b);
    for (const [i, by] of this.#sort.entries()) {
      const order = compareValues(left[i], right[i], by.descending);
      if (order !== 0) return order;
    }
    return compareIds(a, b);
  };

  #entity(id: EntityId): Entity | undefined {
    let entity = this.#entities.get(id);
    if (!entity) {
      entity = this.#facts.graph.read(id);
      if (entity) this.#entities.set(id, entity);
    }
    return entity;
  }

  #key(id: EntityId): SortKey {
    let key = this.#keys.get(id);
    if (!key) {
      const entity = this.#facts.graph.read(id);
      key = this.#sort.map((by) => (entity ? this.#value(entity, by.field) : undefined));
      this.#keys.set(id, key);
    }
    return key;
  }

  #value(entity: Entity, field: string): string | number | undefined {
    const own = OWN[field];
    if (own) return own(entity, this.#facts);
    const name = Object.keys(entity.properties).find((each) => each.toLowerCase() === field);
    const value = name === undefined ? undefined : entity.properties[name];
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (!isGiven(value)) return undefined;
    return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** What is no property and can be sorted by. */
const OWN: Readonly<Record<string, (entity: Entity, facts: Facts) => string | number | undefined>> = {
  title: (entity) => entity.title,
  kind: (entity, { graph }) => graph.kinds.get(entity.kind)?.title ?? entity.kind,
  created: (entity, facts) => facts.authorshipOf(entity.id).createdMs,
  changed: (entity, facts) => facts.authorshipOf(entity.id).changedMs,
};
