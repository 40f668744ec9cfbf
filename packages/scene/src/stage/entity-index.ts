import { type Entity, type EntityId, entityIdOf, type GraphDoc } from '@space/doc-schema';
import { isPlaced } from './place.ts';

type Listener = () => void;

/**
 * What stands in the world, and who wants to know when one thing changes. One listener on the document serves all views: a change
 * costs what it touches, not the size of the world.
 */
export class EntityIndex {
  readonly graph: GraphDoc;
  /** Told at once of each changed entity, before any view is; for what must not wait for React. */
  onChange: ((id: EntityId, entity: Entity | undefined) => void) | undefined;
  readonly #placed = new Set<EntityId>();
  readonly #perId = new Map<EntityId, Set<Listener>>();
  readonly #onList = new Set<Listener>();
  readonly #onLinks = new Set<Listener>();
  #list: readonly EntityId[] | undefined;
  #linksVersion = 0;
  #stop: (() => void) | undefined;

  constructor(graph: GraphDoc) {
    this.graph = graph;
    for (const id of graph.list()) if (isPlaced(graph.read(id))) this.#placed.add(id);
  }

  /** Begins to listen; the returned call stops. Changes made before are read in. */
  connect(): () => void {
    this.#resync();
    this.#stop = this.graph.subscribe((change) => {
      let listChanged = false;
      for (const id of change.entities) listChanged = this.#touch(id) || listChanged;
      if (listChanged) this.#tellList();
      for (const id of change.entities) for (const listener of this.#perId.get(id) ?? []) listener();
      if (change.links.size > 0 && [...change.links].some((key) => entityIdOf(key))) this.#tellLinks();
    });
    return () => {
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  /** Ids of everything that stands in the world; the same array until that changes. */
  readonly placed = (): readonly EntityId[] => {
    this.#list ??= [...this.#placed];
    return this.#list;
  };

  /** A number that differs after links changed. */
  readonly linksVersion = (): number => this.#linksVersion;

  has(id: EntityId): boolean {
    return this.#placed.has(id);
  }

  subscribe(id: EntityId, listener: Listener): () => void {
    const listeners = this.#perId.get(id) ?? new Set();
    this.#perId.set(id, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#perId.delete(id);
    };
  }

  readonly subscribeList = (listener: Listener): (() => void) => {
    this.#onList.add(listener);
    return () => void this.#onList.delete(listener);
  };

  readonly subscribeLinks = (listener: Listener): (() => void) => {
    this.#onLinks.add(listener);
    return () => void this.#onLinks.delete(listener);
  };

  /** Whether the list of placed things changed. */
  #touch(id: EntityId): boolean {
    const entity = this.graph.read(id);
    const now = isPlaced(entity);
    const before = this.#placed.has(id);
    if (now) this.#placed.add(id);
    else this.#placed.delete(id);
    this.onChange?.(id, entity);
    return now !== before;
  }

  #resync(): void {
    let changed = false;
    for (const id of this.graph.list()) changed = this.#touch(id) || changed;
    if (changed) this.#tellList();
  }

  #tellList(): void {
    this.#list = undefined;
    for (const listener of this.#onList) listener();
    this.#tellLinks();
  }

  #tellLinks(): void {
    this.#linksVersion++;
    for (const listener of this.#onLinks) listener();
  }
}
