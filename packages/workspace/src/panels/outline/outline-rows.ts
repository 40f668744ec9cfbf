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

/** What the outline shows: typed words, chosen kinds, a saved question, what is unfolded, and whether it is the trash. */
export interface OutlineView {
  readonly text: string;
  readonly kind: string | undefined;
  readonly query: OutlineQuery | undefined;
  readonly unfolded: ReadonlySet<EntityId>;
  readonly trash: boolean;
}

/** A question the outline answers with its rows. */
export type OutlineQuery = 'open-tasks' | 'problems' | 'loose-notes';

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

/** Whether an entity answers a saved question. */
export function answersQuery(graph: OutlineGraph, entity: Entity, query: OutlineQuery): boolean {
  if (query === 'problems') return entity.issues.length > 0;
  if (query === 'open-tasks') return entity.kind === 'task' && entity.properties.state === 'open';
  const key = entityKey(entity.id);
  return entity.kind === 'note' && graph.linksFrom(key).length === 0 && graph.linksTo(key).length === 0;
}

function words(graph: OutlineGraph, entity: Entity): string {
  const key = entityKey(entity.id);
  const kind = graph.kinds.get(entity.kind)?.title ?? entity.kind;
  const linked = [
    ...graph.linksFrom(key).map((link) => [link, link.to] as const),
    ...graph.linksTo(key).map((link) => [link, link.from] as const),
  ];
  const names = linked.map(([link, other]) => {
    const id = entityIdOf(other);
    return `${link.relation} ${id ? (graph.read(id)?.title ?? '') : other}`;
  });
  return `${entity.title} ${kind} ${names.join(' ')}`.toLocaleLowerCase();
}

/** Whether an entity fits the typed words (every one of them: in its name, kind or links), the kind and the question. */
export function fits(graph: OutlineGraph, entity: Entity, view: OutlineView): boolean {
  if (view.kind && entity.kind !== view.kind) return false;
  if (view.query && !answersQuery(graph, entity, view.query)) return false;
  const asked = view.text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (asked.length === 0) return true;
  const text = words(graph, entity);
  return asked.every((word) => text.includes(word));
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

/** The rows of the outline from top to bottom. With a filter it is a flat list of what fits; else a tree by `contains` links. */
export function readRows(graph: OutlineGraph, view: OutlineView): readonly OutlineRow[] {
  const listed = readListed(graph, view.trash).toSorted(compareEntities);
  const flat = view.trash || view.text.trim() !== '' || view.kind !== undefined || view.query !== undefined;
  if (flat) {
    return listed
      .filter((entity) => fits(graph, entity, view))
      .map((entity) => ({ id: entity.id, path: entity.id, depth: 0, hasChildren: false, unfolded: false, container: undefined }));
  }
  const rows: OutlineRow[] = [];
  const add = (entity: Entity, depth: number, above: string, container: Key | undefined): void => {
    // A thing that contains itself, by whatever way round, is not followed a second time.
    if (depth > MAX_DEPTH || above.split('/').includes(entity.id)) return;
    const key = entityKey(entity.id);
    const children = childrenOf(graph, key);
    const unfolded = view.unfolded.has(entity.id);
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
