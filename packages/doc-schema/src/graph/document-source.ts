import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityIdOf, entityKey, type Key } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { readRows } from '../links/rows.ts';
import { missingNode } from './graph.ts';
import { NodeKeeper, pageOf } from './node-keeper.ts';
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

/** The title that links remembered of something that is not here. */
function rememberedTitle(graph: GraphDoc, key: Key): string | undefined {
  const link = graph.linksTo(key).find((each) => typeof each.data['title'] === 'string' && each.data['title'] !== '');
  return link?.data['title'] as string | undefined;
}

/** The source of `entity:` keys: the region's document. What is linked and not here shows by the title its links remember. */
export function createDocumentSource(graph: GraphDoc, actionsFor: (entity: Entity) => readonly string[] = () => []): Source {
  const keeper = new NodeKeeper();
  const read = (key: Key): GraphNode => {
    const id = entityIdOf(key);
    const entity = id ? graph.read(id) : undefined;
    if (entity) return keeper.keep(nodeOf(graph, entity));
    return keeper.keep(missingNode(key, 'It is not in this region, or has not arrived yet.', rememberedTitle(graph, key)));
  };
  return {
    scheme: 'entity',
    read,
    children: (key, page) => pageOf(readContained(graph, key), page, read),
    // Everything the document knows of links was drawn: `Graph.addLinks` tells it for keys of every scheme.
    links: () => [],
    actions: (key) => {
      const id = entityIdOf(key);
      const entity = id ? graph.read(id) : undefined;
      return entity ? actionsFor(entity) : [];
    },
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
