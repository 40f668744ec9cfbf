import type { GraphDoc } from '../document/graph-doc.ts';
import type { Entity } from '../document/entity.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Field } from '../kinds/kind.ts';
import { readRows } from '../links/order.ts';
import { CONTAINS, relationTitle } from '../links/relations.ts';
import type { Graph } from './graph.ts';
import { type NumberedKey, SAID_AT_ONCE, WALK_HOME, type WalkState, type WalkWorld } from './linear-state.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

const entityAt = (document: GraphDoc, key: Key): Entity | undefined => {
  const id = entityIdOf(key);
  return id ? document.read(id) : undefined;
};

const isListed = (entity: Entity | undefined): entity is Entity =>
  entity !== undefined && !entity.trashed && entity.kind !== 'world' && entity.kind !== 'person';

/** The thing that contains a key, a map or a list only where nothing else does; undefined where nothing does. */
export function readContainer(document: GraphDoc, key: Key): Key | undefined {
  const containers = document.linksTo(key).flatMap((link) => {
    const entity = link.relation === CONTAINS && link.from !== key ? entityAt(document, link.from) : undefined;
    return isListed(entity) ? [entity] : [];
  });
  const isView = (entity: Entity): boolean => entity.kind === 'map' || entity.kind === 'list';
  const found = containers.find((entity) => !isView(entity)) ?? containers[0];
  return found && entityKey(found.id);
}

const compareTitles = (a: Entity, b: Entity): number => a.title.localeCompare(b.title, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1);

/** What lies in nothing else, by title; things that only a map or a list shows are among them. Cost: every entity and its links. */
export function readHomeRow(document: GraphDoc): readonly Key[] {
  return document
    .list()
    .flatMap((id) => {
      const entity = document.read(id);
      if (!isListed(entity)) return [];
      const container = readContainer(document, entityKey(id));
      const kind = container && entityAt(document, container)?.kind;
      return container === undefined || kind === 'map' || kind === 'list' ? [entity] : [];
    })
    .toSorted(compareTitles)
    .map((entity) => entityKey(entity.id));
}

/** What a thing contains that is not in the trash, in its order. */
export const readInside = (document: GraphDoc, key: Key): readonly Key[] =>
  readRows(document, key)
    .map((row) => row.key)
    .filter((inside) => entityIdOf(inside) === undefined || isListed(entityAt(document, inside)));

const titleIn = (data: Readonly<Record<string, Json>>): { title?: string } =>
  typeof data['title'] === 'string' ? { title: data['title'] } : {};

/** What can be followed by number from a key: what it contains in order, then its links out, then its links in. */
export function readNumbered(document: GraphDoc, key: Key): readonly NumberedKey[] {
  if (key === WALK_HOME) return readHomeRow(document).map((home) => ({ key: home }));
  const inside = readInside(document, key).map((each) => ({ key: each, link: { from: key, relation: CONTAINS, to: each } }));
  const out = document
    .linksFrom(key)
    .filter((link) => link.relation !== CONTAINS)
    .map(({ from, relation, to, data }) => ({ key: to, word: relationTitle(relation), link: { from, relation, to }, ...titleIn(data) }));
  const back = document
    .linksTo(key)
    .filter((link) => link.relation !== CONTAINS)
    .map(({ from, relation, to }) => ({ key: from, word: relationTitle(relation, true), link: { from, relation, to } }));
  return [...inside, ...out, ...back];
}

/** A value as it is said: choices by their label, people by their name, numbers with their unit; undefined for what says nothing. */
function sayValue(document: GraphDoc, field: Field, value: Json | undefined): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return field.unit ? `${value} ${field.unit}` : String(value);
  if (typeof value === 'string' && value !== '') return sayWord(document, field, value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => (typeof item === 'object' ? '' : item)).join(', ');
}

function sayWord(document: GraphDoc, field: Field, value: string): string {
  const person = field.control === 'person' ? sayPerson(document, value) : undefined;
  return person ?? field.choices?.find((choice) => choice.value === value)?.label.toLowerCase() ?? value;
}

function sayPerson(document: GraphDoc, key: string): string | undefined {
  const wanted = key.slice(key.indexOf(':') + 1);
  for (const id of document.list()) {
    const entity = document.read(id);
    if (entity?.kind === 'person' && (entity.properties['person'] === wanted || entity.id === wanted)) return entity.title;
  }
  return undefined;
}

/** The state of an entity that has one: “open”. */
function sayState(document: GraphDoc, entity: Entity): string | undefined {
  const field = document.kinds.get(entity.kind)?.fields['state'];
  return field && sayValue(document, field, entity.properties['state']);
}

/** Title, kind and state on one breath: “Ack after fsync, task, open”. `fallback` is its title while it is away. */
export async function sayName(world: WalkWorld, key: Key, fallback?: string): Promise<string> {
  const { document, graph } = world;
  if (key === WALK_HOME) return `${(document.worldId && document.read(document.worldId)?.title) ?? 'The world'}, world`;
  const entity = entityAt(document, key);
  return entity ? sayEntity(document, entity) : await sayNode(graph, key, fallback);
}

function sayEntity(document: GraphDoc, entity: Entity): string {
  const kind = (document.kinds.get(entity.kind)?.title ?? entity.kind).toLowerCase();
  const state = sayState(document, entity);
  return [entity.title, kind, ...(state === undefined ? [] : [state]), ...(entity.trashed ? ['in the trash'] : [])].join(', ');
}

async function sayNode(graph: Graph, key: Key, fallback: string | undefined): Promise<string> {
  const node = await graph.read(key);
  const title = node.title === key ? (fallback ?? key) : node.title;
  return [title, ...(node.kind === 'missing' ? [] : [node.kind]), ...(node.missing === undefined ? [] : ['away'])].join(', ');
}

/** What else a thing says about itself: its state fields, tags, issues, and why it is away. */
async function sayFacts(world: WalkWorld, key: Key): Promise<readonly string[]> {
  const { document, graph } = world;
  const entity = entityAt(document, key);
  if (!entity) {
    const { missing } = await graph.read(key);
    return missing === undefined ? [] : [missing];
  }
  const fields = Object.values(document.kinds.get(entity.kind)?.fields ?? {});
  const said = fields.flatMap((field) => {
    if (field.name === 'state' || (field.group !== 'state' && field.name !== 'tags')) return [];
    const value = sayValue(document, field, entity.properties[field.name]);
    return value === undefined ? [] : [`${field.label}: ${value}.`];
  });
  const text = document.text(entity.id, 'body')?.toJSON().trim() ?? '';
  if (text !== '') said.push(`It has ${plural(text.split(/\s+/).length, 'word', 'words')} of text; say read.`);
  if (entity.issues.length > 0) said.push(`${plural(entity.issues.length, 'value', 'values')} in it cannot be used as they stand.`);
  return said;
}

/** Where a thing stands: “In Welcome board, 2 of 5.” */
async function sayPlace(world: WalkWorld, key: Key): Promise<readonly string[]> {
  if (key === WALK_HOME) return [];
  const container = readContainer(world.document, key);
  if (container === undefined) return [];
  const inside = readInside(world.document, container);
  const { title } = await world.graph.read(container);
  return [`In ${title}, ${inside.indexOf(key) + 1} of ${inside.length}.`];
}

function sayCounts(numbered: readonly NumberedKey[], home: boolean): string {
  if (home)
    return numbered.length === 0
      ? 'Nothing is here yet. Say make note, then its title.'
      : `It holds ${plural(numbered.length, 'thing', 'things')}.`;
  const inside = numbered.filter((each) => each.word === undefined).length;
  const links = numbered.length - inside;
  const contains = inside > 0 ? [`contains ${plural(inside, 'thing', 'things')}`] : [];
  const linked = links > 0 ? [`has ${plural(links, 'link', 'links')}`] : [];
  return inside + links === 0 ? 'Nothing is linked to it.' : `It ${[...contains, ...linked].join(' and ')}.`;
}

/** The numbered things from `from` on, at most nine, and how to hear the rest. */
export async function sayNumbered(world: WalkWorld, numbered: readonly NumberedKey[], from: number): Promise<readonly string[]> {
  const some = numbered.slice(from, from + SAID_AT_ONCE);
  const lines = await Promise.all(
    some.map(
      async ({ key, word, title }, i) => `${from + i + 1}: ${word === undefined ? '' : `${word} `}${await sayName(world, key, title)}.`,
    ),
  );
  const left = numbered.length - from - some.length;
  return left > 0 ? [...lines, `${left} more; say more.`] : lines;
}

/** Everything about where a walk is: what it is, where it stands, what is linked. */
export async function sayHere(world: WalkWorld, state: WalkState): Promise<readonly string[]> {
  const home = state.at === WALK_HOME;
  return [
    `${await sayName(world, state.at)}.`,
    ...(home ? [] : await sayFacts(world, state.at)),
    ...(await sayPlace(world, state.at)),
    sayCounts(state.numbered, home),
    ...(await sayNumbered(world, state.numbered, 0)),
  ];
}

/** Entities whose title, kind or tags have every word, by title; at most 99. Cost: every entity. */
export function findByWords(document: GraphDoc, text: string): readonly EntityId[] {
  const words = text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = document.list().flatMap((id) => {
    const entity = document.read(id);
    if (!entity || entity.trashed || entity.kind === 'world') return [];
    const tags = entity.properties['tags'];
    const kind = document.kinds.get(entity.kind)?.title ?? entity.kind;
    const said = `${entity.title} ${kind} ${Array.isArray(tags) ? tags.join(' ') : ''}`.toLocaleLowerCase();
    return words.every((word) => said.includes(word)) ? [entity] : [];
  });
  return found
    .toSorted(compareTitles)
    .slice(0, 99)
    .map((entity) => entity.id);
}
