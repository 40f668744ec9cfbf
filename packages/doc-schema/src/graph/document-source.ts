import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityIdOf, entityKey, type Key } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { readRows } from '../links/order.ts';
import { missingNode } from './graph.ts';
import type { GraphNode, Source } from './source.ts';

function nodeOf(graph: GraphDoc, entity: Entity): GraphNode {
  const key = entityKey(entity.id);
  const node: GraphNode = {
    key,
    title: entity.title,
    kind: entity.kind,
    icon: graph.kinds.get(entity.kind)?.icon ?? 'circle-help',
    hasChildren: graph.linksFrom(key).some((link) => link.relation === CONTAINS),
    facts: entity.properties,
  };
  return entity.trashed ? { ...node, missing: 'It is in the trash.' } : node;
}

/** The source of `entity:` keys: the region's document. */
export function createDocumentSource(graph: GraphDoc): Source {
  const read = (key: Key): GraphNode => {
    const id = entityIdOf(key);
    const entity = id ? graph.read(id) : undefined;
    return entity ? nodeOf(graph, entity) : missingNode(key, 'It is not in this region, or has not arrived yet.');
  };
  return {
    scheme: 'entity',
    read,
    children: (key) => readContained(graph, key).map(read),
    subscribe: (key, listener) => {
      const id = entityIdOf(key);
      return graph.subscribe((change) => {
        if ((id && change.entities.has(id)) || change.links.has(key)) listener();
      });
    },
  };
}

/** The keys a thing contains, by the order on their links, then by key. */
export const readContained = (graph: GraphDoc, key: Key): readonly Key[] => readRows(graph, key).map((row) => row.key);
