import { type Entity, type EntityId, entityIdOf, entityKey, type GraphDoc, type Json, type Key } from '@space/doc-schema';
import { Refusal } from './refusal.ts';
import { oneLine } from './terminal.ts';

const isKey = (text: string): boolean => /^[a-z][a-z0-9-]*:\S/.test(text);

/** Everything a name may mean: an id, else a title as written, else a title whatever its case, else how a title begins. */
function findByName(graph: GraphDoc, name: string, trashed: boolean): readonly Entity[] {
  const all = graph.list().flatMap((id) => graph.read(id) ?? []);
  const own = all.find((entity) => entity.id === name);
  if (own) return [own];
  const asked = all.filter((entity) => entity.trashed === trashed);
  const low = name.toLowerCase();
  for (const fits of [
    (title: string): boolean => title === name,
    (title: string): boolean => title.toLowerCase() === low,
    (title: string): boolean => title.toLowerCase().startsWith(low),
  ]) {
    const found = asked.filter((entity) => fits(entity.title));
    if (found.length > 0) return found;
  }
  return [];
}

/** The entity a person means by key, id or title. @throws Refusal where there is none, or more than one. */
export function readEntity(graph: GraphDoc, name: string, options: { readonly trashed?: boolean } = {}): Entity {
  const id = isKey(name) ? entityIdOf(name) : undefined;
  if (isKey(name) && id === undefined && !graph.list().some((each) => graph.read(each)?.title === name))
    throw new Refusal('wrongUse', `${oneLine(name)} is not in the document: only entity: keys can be read and written here.`);
  const found =
    id === undefined ? findByName(graph, name, options.trashed ?? false) : [graph.read(id)].filter((entity) => entity !== undefined);
  const [first, ...more] = found;
  if (!first) throw new Refusal('notFound', `Nothing here is called "${oneLine(name)}". Look with: space list`);
  if (more.length === 0) return first;
  const keys = found.slice(0, 5).map((entity) => `${entityKey(entity.id)} (${entity.kind}, ${oneLine(entity.title)})`);
  throw new Refusal(
    'notFound',
    `"${oneLine(name)}" may be ${keys.join(' or ')}${found.length > 5 ? ` or ${found.length - 5} more` : ''}: give the key.`,
  );
}

/** The key a person means: any key as it is, else that of the entity by its title. */
export function readKey(graph: GraphDoc, name: string): Key {
  if (isKey(name) && entityIdOf(name) === undefined) return name as Key;
  return entityKey(readEntity(graph, name).id);
}

/** A value as typed for a property: JSON where it is some, else text. */
export function readValue(entity: Pick<Entity, 'kind'>, graph: GraphDoc, property: string, typed: string): Json {
  const field = graph.kinds.get(entity.kind)?.fields[property];
  // Plain words stay words even where they look like a number, as long as the field takes them.
  if (field?.check(typed).ok) return typed;
  if (field?.merge === 'set')
    return typed
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  try {
    return JSON.parse(typed) as Json;
  } catch {
    return typed;
  }
}

/** The id of a named entity. */
export const readId = (graph: GraphDoc, name: string): EntityId => readEntity(graph, name).id;
