import type { Entity } from '../document/entity.ts';
import type { EntityId } from '../ids.ts';

const NONE: ReadonlySet<EntityId> = new Set();

/** Entities by something they have: a kind, a tag, a cell of space. Built when it is first asked, kept from then on. */
export class Facet {
  readonly #read: (entity: Entity) => readonly string[];
  readonly #byName = new Map<string, Set<EntityId>>();
  readonly #names = new Map<EntityId, readonly string[]>();

  constructor(read: (entity: Entity) => readonly string[], entities: Iterable<Entity>) {
    this.#read = read;
    for (const entity of entities) this.update(entity.id, entity);
  }

  /** Takes what an entity has now. */
  update(id: EntityId, entity: Entity | undefined): void {
    const before = this.#names.get(id) ?? [];
    const after = entity ? this.#read(entity) : [];
    if (before.length === after.length && before.every((name, i) => name === after[i])) return;
    for (const name of before) {
      const ids = this.#byName.get(name);
      ids?.delete(id);
      if (ids?.size === 0) this.#byName.delete(name);
    }
    for (const name of after) {
      const ids = this.#byName.get(name);
      if (ids) ids.add(id);
      else this.#byName.set(name, new Set([id]));
    }
    if (after.length > 0) this.#names.set(id, after);
    else this.#names.delete(id);
  }

  /** The entities that have it. The set is live: do not change it. */
  get(name: string): ReadonlySet<EntityId> {
    return this.#byName.get(name) ?? NONE;
  }

  /** Everything any entity has. */
  names(): IterableIterator<string> {
    return this.#byName.keys();
  }
}
