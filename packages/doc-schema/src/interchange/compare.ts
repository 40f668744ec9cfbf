import type { GraphDoc } from '../document/graph-doc.ts';
import type { EntityId } from '../ids.ts';
import { equalJson } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { ImportedEntity } from './bundle.ts';
import { hashValue, type Origin } from './origin.ts';
import { readJsonEntity } from './json-write.ts';

/** How what a source says of an entity stands to what it reads here. */
export interface Comparison {
  /** What only the source changed since it was brought in: to be written. */
  readonly updates: readonly string[];
  /** What both changed: kept as it is here unless a person says otherwise. */
  readonly conflicts: readonly string[];
}

/** What a property or a text reads here, as an export would say it. */
export function readHere(graph: GraphDoc, id: EntityId): (name: string) => Json | undefined {
  const written = readJsonEntity(graph, id);
  const entity = graph.read(id);
  return (name) => written?.texts[name] ?? written?.properties[name] ?? entity?.properties[name];
}

/** A set compares by its items, whatever their order. */
const settled = (value: Json): Json =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...(value as readonly string[])].sort() : value;

/** Every name a source says something about, with what it says. */
export const saidOf = (entity: ImportedEntity): readonly (readonly [string, Json])[] => [
  ...Object.entries(entity.properties).map(([name, value]) => [name, settled(value)] as const),
  ...Object.entries(entity.texts),
];

/** Compares in three ways: here, in the source now, and in the source when it was last brought in. */
export function compareEntity(graph: GraphDoc, id: EntityId, entity: ImportedEntity, origin: Origin | undefined): Comparison {
  const here = readHere(graph, id);
  const updates: string[] = [];
  const conflicts: string[] = [];
  for (const [name, said] of saidOf(entity)) {
    const mine = here(name);
    const seen = origin?.seen[name];
    const hash = hashValue(said);
    if (hash === seen || (mine !== undefined && equalJson(settled(mine), said))) continue;
    if (mine === undefined || (seen !== undefined && hashValue(settled(mine)) === seen)) updates.push(name);
    else conflicts.push(name);
  }
  return { updates, conflicts };
}

/** What an origin remembers of a source's values. */
export const seenOf = (entity: ImportedEntity): Readonly<Record<string, string>> =>
  Object.fromEntries(saidOf(entity).map(([name, value]) => [name, hashValue(value)]));
