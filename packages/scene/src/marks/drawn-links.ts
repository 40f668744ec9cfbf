import { CONTAINS, type EntityId, entityKey, type GraphDoc, type Link } from '@space/doc-schema';

/** Whether the world draws a link: what contains what is seen in the outline, and would be a net over the place here. */
export const isDrawnLink = (link: Link): boolean => link.relation !== CONTAINS;

/** Whether any link the world draws starts or ends at an entity. */
export function hasDrawnLinks(graph: GraphDoc, id: EntityId): boolean {
  const key = entityKey(id);
  return graph.linksFrom(key).some(isDrawnLink) || graph.linksTo(key).some(isDrawnLink);
}
