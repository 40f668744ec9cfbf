import type { EntityId, GraphDoc } from '@space/doc-schema';

const fold = (title: string): string => title.trim().toLocaleLowerCase();

/** Finds entities by their whole title, whatever its case. Built on first use and kept up with each change. Dispose it. */
export class TitleIndex {
  readonly #graph: GraphDoc;
  readonly #ids = new Map<string, Set<EntityId>>();
  readonly #titles = new Map<EntityId, string>();
  #stop: (() => void) | undefined;

  constructor(graph: GraphDoc) {
    this.#graph = graph;
  }

  /** The entity of that title; undefined where there is none, or where several could be meant. */
  find(title: string): EntityId | undefined {
    this.#start();
    const ids = this.#ids.get(fold(title));
    return ids?.size === 1 ? [...ids][0] : undefined;
  }

  dispose(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#ids.clear();
    this.#titles.clear();
  }

  #start(): void {
    if (this.#stop) return;
    for (const id of this.#graph.list()) this.#update(id);
    this.#stop = this.#graph.subscribe((change) => {
      for (const id of change.entities) this.#update(id);
    });
  }

  #update(id: EntityId): void {
    const entity = this.#graph.read(id);
    const title = entity && !entity.trashed && entity.kind !== 'world' ? fold(entity.title) : '';
    const before = this.#titles.get(id) ?? '';
    if (before === title) return;
    this.#ids.get(before)?.delete(id);
    if (title === '') this.#titles.delete(id);
    else {
      this.#titles.set(id, title);
      this.#ids.set(title, (this.#ids.get(title) ?? new Set()).add(id));
    }
  }
}
