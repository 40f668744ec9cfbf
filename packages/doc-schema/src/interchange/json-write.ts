import * as Y from 'yjs';
import { DELETED, readWritten } from '../document/read-entity.ts';
import { BASE, readBase } from '../document/read-field.ts';
import { parseItemKey } from '../document/read-set.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import type { Entity } from '../document/entity.ts';
import type { EntityId } from '../ids.ts';
import type { Kind } from '../kinds/kind.ts';
import { freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import { JSON_FORMAT, JSON_VERSION, type JsonEntity, type JsonWorld } from './json-format.ts';
import { type ExportScope, readScope, readScopeLinks } from './scope.ts';

/** What is written of an entity, as an export holds it; undefined where there is none. Invalid and unknown values are kept as they are. */
export function readJsonEntity(graph: GraphDoc, id: EntityId): JsonEntity | undefined {
  const map: unknown = graph.doc.getMap('e').get(id);
  const entity = graph.read(id);
  if (!(map instanceof Y.Map) || !entity) return undefined;
  const base = readBase(map as Y.Map<unknown>);
  const { properties, texts } = readWrittenValues(map as Y.Map<unknown>, base, entity, graph.kinds.get(entity.kind)?.fields ?? {});
  const trashed = readWritten(map as Y.Map<unknown>, DELETED);
  const version = typeof base['v'] === 'number' && base['v'] >= 1 ? Math.floor(base['v']) : 1;
  return {
    id,
    kind: entity.kind,
    version,
    ...(isRecord(trashed) ? { trashed } : {}),
    properties: sortKeys(properties),
    texts: sortKeys(texts),
  };
}

const NAMES_OF_OURS = new Set([BASE, DELETED, 'kind', 'v']);

function readWrittenValues(
  map: Y.Map<unknown>,
  base: Readonly<Record<string, unknown>>,
  entity: Entity,
  fields: Kind['fields'],
): Pick<JsonEntity, 'properties' | 'texts'> {
  // Without a prototype: a property may be called anything.
  const properties = Object.create(null) as Record<string, Json>;
  const texts = Object.create(null) as Record<string, string>;
  for (const name of new Set([...Object.keys(base), ...map.keys()])) {
    if (NAMES_OF_OURS.has(name)) continue;
    const owner = parseItemKey(name)?.property ?? name;
    const value: unknown = map.get(name);
    if (value instanceof Y.Text) texts[name] = value.toJSON();
    else if (fields[owner]?.merge === 'set') properties[owner] = entity.properties[owner] ?? [];
    else properties[name] = readWritten(map, name) ?? null;
  }
  return { properties, texts };
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** A scope as plain values, for `JSON.stringify` and for `readJsonText` on the other side. */
export function readJsonWorld(graph: GraphDoc, scope: ExportScope): JsonWorld {
  const ids = readScope(graph, scope);
  const inside = new Set(ids);
  const { worldId } = graph;
  const kinds = readDocumentKinds(graph);
  return {
    format: JSON_FORMAT,
    version: JSON_VERSION,
    region: graph.region,
    ...(worldId && inside.has(worldId) ? { world: worldId } : {}),
    ...(kinds ? { kinds } : {}),
    entities: ids.flatMap((id) => readJsonEntity(graph, id) ?? []),
    links: readScopeLinks(graph, inside, scope).map(({ from, relation, to, data }) => ({ from, relation, to, data })),
  };
}

/** The kinds a document brings along, where it does. */
function readDocumentKinds(graph: GraphDoc): Readonly<Record<string, Json>> | undefined {
  const kinds = graph.doc.getMap<unknown>('k');
  if (kinds.size === 0) return undefined;
  const entries = [...kinds.entries()].flatMap(([name, value]): [string, Json][] => {
    try {
      return [[name, freezeJson(value)]];
    } catch {
      return []; // not a declaration anyone could read
    }
  });
  return sortKeys(Object.fromEntries(entries));
}

/** A scope as the text of a JSON export: one line an entity and a link, so that two exports compare by line. */
export function writeJson(graph: GraphDoc, scope: ExportScope): string {
  return formatJsonWorld(readJsonWorld(graph, scope));
}

/** A world as text. */
export function formatJsonWorld(world: JsonWorld): string {
  const { entities, links, ...head } = world;
  const lines = (items: readonly unknown[]): string => items.map((item) => `\n  ${JSON.stringify(item)}`).join(',');
  const front = JSON.stringify(head).slice(0, -1);
  return `${front},\n"entities": [${lines(entities)}\n],\n"links": [${lines(links)}\n]}\n`;
}
