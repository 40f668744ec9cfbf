import {
  CONTAINS,
  type Entity,
  type EntityId,
  entityIdOf,
  entityKey,
  type Key,
  type KindRegistry,
  type Link,
  readContained,
} from '@space/doc-schema';

/** What the outline reads of a document. */
export interface OutlineGraph {
  readonly kinds: KindRegistry;
  list(): readonly EntityId[];
  read(id: EntityId): Entity | undefined;
  linksFrom(key: Key): readonly Link[];
  linksTo(key: Key): readonly Link[];
}

/** One row: an entity at a depth. An entity in two containers has two rows; `path` tells them apart. */
export interface OutlineRow {
  readonly id: EntityId;
  readonly path: string;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly unfolded: boolean;
  /** What contains it in this row. */
  readonly container: Key | undefined;
}

/** Boards and tasks first, people last. */
const ORDER = ['panel', 'task', 'note', 'file', 'shape', 'light'];
const MAX_DEPTH = 12;
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const rank = (kind: string): number => (kind === 'person' ? 99 : ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

/** By kind, then by name with numbers in their order, then by id, so that everyone sees one order. */
export function compareEntities(a: Entity, b: Entity): number {
  return rank(a.kind) - rank(b.kind) || collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
}

/** Everything that is listed: all but the world itself, trashed or not as the view asks. */
export function readListed(graph: OutlineGraph, trash: boolean): readonly Entity[] {
  return graph.list().flatMap((id) => {
    const entity = graph.read(id);
    return entity && entity.kind !== 'world' && entity.trashed === trash ? [entity] : [];
  });
}

function childrenOf(graph: OutlineGraph, key: Key): readonly Entity[] {
  return readContained(graph as Parameters<typeof readContained>[0], key).flatMap((child) => {
    const id = entityIdOf(child);
    const entity = id ? graph.read(id) : undefined;
    return entity && !entity.trashed ? [entity] : [];
  });
}

const isContained = (graph: OutlineGraph, entity: Entity): boolean =>
  graph.linksTo(entityKey(entity.id)).some((link) => {
    const id = entityIdOf(link.from);
    const container = link.relation === CONTAINS && id ? graph.read(id) : undefined;
    // A map or a list shows what has its place elsewhere: it hides nothing from the outline.
    if (container === undefined || container.kind === 'map' || container.kind === 'list') return false;
    return !container.trashed && id !== entity.id;
  });

/** The results of a query as rows, each once and none above another. */
export const readFlatRows = (ids: readonly EntityId[]): readonly OutlineRow[] =>
  ids.map((id) => ({ id, path: id, depth: 0, hasChildren: false, unfolded: false, container: undefined }));

/** The rows of the outline from top to bottom: a tree by `contains` links. */
export function readRows(graph: OutlineGraph, unfoldedIds: ReadonlySet<EntityId>): readonly OutlineRow[] {
  const listed = readListed(graph, false).toSorted(compareEntities);
  const rows: OutlineRow[] = [];
  const add = (entity: Entity, depth: number, above: string, container: Key | undefined): void => {
    // A thing that contains itself, by whatever way round, is not followed a second time.
    if (depth > MAX_DEPTH || above.split('/').includes(entity.id)) return;
    const key = entityKey(entity.id);
    const children = childrenOf(graph, key);
    const unfolded = unfoldedIds.has(entity.id);
    const path = above === '' ? entity.id : `${above}/${entity.id}`;
    rows.push({ id: entity.id, path, depth, hasChildren: children.length > 0, unfolded, container });
    if (unfolded) for (const child of children) add(child, depth + 1, path, key);
  };
  const roots = listed.filter((entity) => !isContained(graph, entity));
  for (const entity of roots) add(entity, 0, '', undefined);
  return rows;
}

/** The containers to unfold so that an entity shows. */
export function readAncestors(graph: OutlineGraph, id: EntityId): readonly EntityId[] {
  const found: EntityId[] = [];
  let here: EntityId | undefined = id;
  while (here && found.length < MAX_DEPTH) {
    const link: Link | undefined = graph.linksTo(entityKey(here)).find((each) => each.relation === CONTAINS && entityIdOf(each.from));
    here = link ? entityIdOf(link.from) : undefined;
    if (here) {
      if (found.includes(here)) break;
      found.push(here);
    }
  }
  return found;
}
