import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, type Key, parseKey, type PersonId, personKey } from '../ids.ts';
import type { Link } from '../links/link.ts';
import { missingNode } from './graph.ts';
import { NodeKeeper, pageOf } from './node-keeper.ts';
import type { GraphNode, Source } from './source.ts';

/** Who is here now, as the realtime channel tells it. Without one nobody is known to be here. */
export interface PeopleHere {
  /** How many sessions a person has open now, by person. */
  sessions(): ReadonlyMap<string, number>;
  subscribe(listener: () => void): () => void;
}

/** The key below which all people stand. */
export const PEOPLE: Key = 'person:' as Key;

/** The source of `person:` keys: everyone who was ever in this region, and whether they are here now. */
export function createPeopleSource(graph: GraphDoc, here?: PeopleHere, actions: readonly string[] = []): Source {
  const keeper = new NodeKeeper();
  let known = { list: graph.list(), people: readPeople(graph) };
  const find = (): ReadonlyMap<string, EntityId> => {
    if (known.list !== graph.list()) known = { list: graph.list(), people: readPeople(graph) };
    return known.people;
  };
  const nodeOf = (person: string, entity: Entity): GraphNode => {
    const sessions = here?.sessions().get(person) ?? 0;
    const joined = entity.properties['joined'];
    return keeper.keep({
      key: personKey(person as PersonId),
      title: entity.title,
      kind: 'person',
      icon: 'user-round',
      hasChildren: false,
      facts: {
        Here: sessions > 0,
        ...(sessions > 0 ? { windows: sessions } : {}),
        ...(typeof joined === 'number' ? { joinedMs: joined } : {}),
      },
    });
  };
  const read = (key: Key): GraphNode => {
    const person = parseKey(key).rest;
    if (person === '')
      return keeper.keep({ key, title: 'People', kind: 'people', icon: 'users', hasChildren: true, facts: { known: find().size } });
    const id = find().get(person);
    const entity = id ? graph.read(id) : undefined;
    return entity ? nodeOf(person, entity) : keeper.keep(missingNode(key, 'Nobody of this key has been in this region.'));
  };
  return {
    scheme: 'person',
    read,
    children: (key, page) => {
      if (parseKey(key).rest !== '') return { nodes: [] };
      return pageOf([...find().keys()], page, (person) => read(personKey(person as PersonId)));
    },
    links: (key): readonly Link[] => {
      const id = find().get(parseKey(key).rest);
      return id ? [{ from: key, relation: 'links', to: entityKey(id), data: { title: graph.read(id)?.title ?? '' } }] : [];
    },
    actions: () => actions,
    subscribe: (_key, listener) => {
      const stops = [
        graph.subscribe((change) => {
          if ([...change.entities].some((id) => graph.read(id)?.kind === 'person')) listener();
        }),
        here?.subscribe(listener),
      ];
      return () => stops.forEach((stop) => stop?.());
    },
  };
}

/** The entity of each person, the oldest where two windows of one person made one each. */
function readPeople(graph: GraphDoc): ReadonlyMap<string, EntityId> {
  const found = new Map<string, EntityId>();
  for (const id of graph.list()) {
    const entity = graph.read(id);
    const person = entity?.properties['person'];
    if (entity?.kind === 'person' && typeof person === 'string' && person !== '' && !found.has(person)) found.set(person, id);
  }
  return found;
}
