import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf } from '../ids.ts';
import { readPlainText } from './mentions.ts';

/** A shared text of an entity as it reads: each mention of an entity by the title that has now. Empty where there is no such text. */
export function readPlainBody(graph: Pick<GraphDoc, 'text' | 'read'>, id: EntityId, property: string = 'body'): string {
  return readPlainText(graph.text(id, property)?.toJSON() ?? '', (key) => {
    const target = entityIdOf(key);
    return target ? graph.read(target)?.title : undefined;
  });
}
