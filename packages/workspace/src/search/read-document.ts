import { type EntityId, entityKey, type GraphDoc } from '@space/doc-schema';
import { boundDocument, type SearchDocument } from '@space/doc-schema/search';

/** Kinds nobody looks for: the world is around them. */
const NEVER = new Set(['world']);
/** Where the words of a thing without a written text stand, the first that has some. */
const VALUES = ['text', 'url', 'target'];

/** The property whose text people write together: `body` in most kinds. */
function readText(graph: GraphDoc, id: EntityId, kind: string): readonly [property: string, text: string] | undefined {
  const fields = graph.kinds.get(kind)?.fields ?? {};
  for (const property of ['body', ...Object.keys(fields)]) {
    if (property !== 'body' && fields[property]?.merge !== 'text') continue;
    const text = graph.text(id, property);
    if (text) return [property, text.toJSON()];
  }
  return undefined;
}

/** What is found of an entity: its title, its text (code, message, note …) and its tags. Undefined for what is never found. */
export function readSearchDocument(graph: GraphDoc, id: EntityId): SearchDocument | undefined {
  const entity = graph.read(id);
  if (!entity || entity.trashed || NEVER.has(entity.kind)) return undefined;
  const value = (): readonly [string, string] => {
    for (const name of VALUES) {
      const held = entity.properties[name];
      if (typeof held === 'string' && held !== '') return [name, held];
    }
    return ['body', ''];
  };
  const written = readText(graph, id, entity.kind);
  const [property, text] = written && written[1] !== '' ? written : value();
  const { tags } = entity.properties;
  return boundDocument({
    key: entityKey(id),
    kind: entity.kind,
    title: entity.title,
    text,
    property,
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
  });
}
