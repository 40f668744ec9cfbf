import type { Change } from '../document/changes.ts';
import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Authorship, readAuthorship } from './authorship.ts';
import { Facet } from './facet.ts';

/** The edge of a cell of space, metres: near() asks for a few metres to a few dozen. */
const CELL_M = 8;

/** What changed, as queries see it. */
export interface Touch {
  readonly entities: ReadonlySet<EntityId>;
  /** Entities whose links in or out changed. */
  readonly links: ReadonlySet<EntityId>;
  /** Entities of which it became known who wrote them and when. */
  readonly authored: ReadonlySet<EntityId>;
}

/** Where an entity stands, or undefined where it stands nowhere. */
export function readPosition(entity: Entity): readonly [number, number, number] | undefined {
  const { position } = entity.properties;
  if (!Array.isArray(position) || position.length !== 3) return undefined;
  const [x, y, z] = position as readonly unknown[];
  if (typeof x !== 'number' || typeof y !== 'number' || typeof z !== 'number') return undefined;
  return Number.isFinite(x + y + z) ? [x, y, z] : undefined;
}

const cellOf = (x: number, z: number): string => `${Math.floor(x / CELL_M)} ${Math.floor(z / CELL_M)}`;

function readCells(entity: Entity): readonly string[] {
  const at = readPosition(entity);
  return at ? [cellOf(at[0], at[2])] : [];
}

/** What queries ask of a document beyond reading it, worked out once and kept until it changes. */
export class Facts {
  readonly graph: GraphDoc;
  readonly #words = new Map<EntityId, string>();
  readonly #keys = new Map<EntityId, Key>();
  readonly #authors = new Map<EntityId, Authorship>();
  readonly #waiting = new Set<EntityId>();
  readonly #textFields = new WeakMap<Kind, readonly string[]>();
  #kinds: Facet | undefined;
  #tags: Facet | undefined;
  #cells: Facet | undefined;

  constructor(graph: GraphDoc) {
    this.graph = graph;
  }

  /** The key of an entity, made once. */
  keyOf(id: EntityId): Key {
    let key = this.#keys.get(id);
    if (key === undefined) this.#keys.set(id, (key = entityKey(id)));
    return key;
  }

  /** The texts of an entity that people write in, one after the other. */
  textOf(entity: Entity): string {
    const kind = this.graph.kinds.get(entity.kind);
    if (!kind) return '';
    let fields = this.#textFields.get(kind);
    if (!fields) {
      fields = Object.values(kind.fields).flatMap((field) => (field.merge === 'text' ? [field.name] : []));
      this.#textFields.set(kind, fields);
    }
    return fields.map((field) => readText(this.graph.text(entity.id, field))).join('\n');
  }

  /** What words are looked for in: title, kind, tags, texts; lower case. */
  wordsOf(entity: Entity): string {
    let words = this.#words.get(entity.id);
    if (words === undefined) {
      const kind = this.graph.kinds.get(entity.kind)?.title ?? entity.kind;
      words = `${entity.title}\n${kind}\n${tagsOf(entity).join('\n')}\n${this.textOf(entity)}`.toLowerCase();
      this.#words.set(entity.id, words);
    }
    return words;
  }

  /** Who wrote an entity, and when. */
  authorshipOf(id: EntityId): Authorship {
    let authorship = this.#authors.get(id);
    if (!authorship) {
      authorship = readAuthorship(this.graph, id);
      this.#authors.set(id, authorship);
      if (authorship.open) this.#waiting.add(id);
    }
    return authorship;
  }

  /** Entities by kind; undefined where nobody was patient enough yet to look at every entity. */
  byKind(patient: boolean): Facet | undefined {
    if (patient) this.#kinds ??= new Facet((entity) => [entity.kind], this.entities());
    return this.#kinds;
  }

  /** Entities by tag, lower case. */
  byTag(patient: boolean): Facet | undefined {
    if (patient) this.#tags ??= new Facet((entity) => [...new Set(tagsOf(entity).map((tag) => tag.toLowerCase()))], this.entities());
    return this.#tags;
  }

  /** The entities in the cells that a circle on the ground touches. */
  around(x: number, z: number, radiusM: number, patient: boolean): Iterable<EntityId> | undefined {
    const cells = Math.ceil((2 * radiusM) / CELL_M) + 1;
    if (cells > 64) return undefined; // reading every entity is cheaper than asking for so many cells
    if (patient) this.#cells ??= new Facet(readCells, this.entities());
    if (!this.#cells) return undefined;
    const found: EntityId[] = [];
    for (let i = 0; i <= cells; i++) {
      for (let j = 0; j <= cells; j++) {
        const cell = cellOf(x - radiusM + i * CELL_M, z - radiusM + j * CELL_M);
        found.push(...this.#cells.get(cell));
      }
    }
    return found;
  }

  /** Every entity. */
  *entities(): Generator<Entity> {
    for (const id of this.graph.list()) {
      const entity = this.graph.read(id);
      if (entity) yield entity;
    }
  }

  /** Forgets what a change made stale; returns the change as queries see it. */
  change(change: Pick<Change, 'entities' | 'links'>): Touch {
    for (const id of change.entities) {
      this.#words.delete(id);
      this.#authors.delete(id);
      if (!this.#kinds && !this.#tags && !this.#cells) continue;
      const entity = this.graph.read(id);
      this.#kinds?.update(id, entity);
      this.#tags?.update(id, entity);
      this.#cells?.update(id, entity);
    }
    const links = new Set<EntityId>();
    for (const key of change.links) {
      const id = entityIdOf(key);
      if (id) links.add(id);
    }
    return { entities: change.entities, links, authored: new Set() };
  }

  /** A flush came: returns the entities that were waiting to learn who wrote them, undefined when there are none. */
  flushed(): Touch | undefined {
    if (this.#waiting.size === 0) return undefined;
    const authored = new Set(this.#waiting);
    for (const id of authored) this.#authors.delete(id);
    this.#waiting.clear();
    return { entities: new Set(), links: new Set(), authored };
  }
}

/** The tags of an entity, as they are written. */
export function tagsOf(entity: Entity): readonly string[] {
  const { tags } = entity.properties;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

const readText = (text: { toJSON(): string } | undefined): string => text?.toJSON() ?? '';
