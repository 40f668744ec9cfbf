import type { GraphDoc } from '../document/graph-doc.ts';
import { readContained } from '../graph/document-source.ts';
import { CONTAINS } from '../links/relations.ts';
import { type EntityId, entityIdOf, entityKey } from '../ids.ts';
import type { Link } from '../links/link.ts';

/** What is written out: the whole region, or some entities with all they contain. */
export type ExportScope = { readonly world: true } | { readonly ids: readonly EntityId[] };

/** The entities of a scope by id, so that two exports of one state are one text; a world's trash belongs to it, that of a selection does not. */
export function readScope(graph: GraphDoc, scope: ExportScope): readonly EntityId[] {
  if ('world' in scope) return [...graph.list()].sort();
  const found = new Set<EntityId>();
  const waiting = [...scope.ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entity = found.has(id) ? undefined : graph.read(id);
    if (!entity || (entity.trashed && !scope.ids.includes(id))) continue;
    found.add(id);
    for (const key of readContained(graph, entityKey(id))) {
      const inner = entityIdOf(key);
      if (inner && !found.has(inner)) waiting.push(inner);
    }
  }
  return [...found].sort();
}

/** The links that go with some entities: those that start at one of them, and those that lead to one from outside the document. */
export function readScopeLinks(graph: GraphDoc, ids: ReadonlySet<EntityId>, scope: ExportScope): readonly Link[] {
  const links: Link[] = [];
  for (const link of graph.links()) {
    const from = entityIdOf(link.from);
    const to = entityIdOf(link.to);
    const inside = from === undefined ? (to === undefined ? 'world' in scope : ids.has(to)) : ids.has(from);
    // What contains a part of the selection stays behind; what the selection contains comes along.
    if (inside && !(link.relation === CONTAINS && to !== undefined && !ids.has(to))) links.push(link);
  }
  return links.sort((a, b) => compare(a.from, b.from) || compare(a.relation, b.relation) || compare(a.to, b.to));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
