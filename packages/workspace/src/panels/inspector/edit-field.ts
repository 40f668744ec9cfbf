import { type Entity, equalJson, type Field, type GraphDoc, type Json } from '@space/doc-schema';
import { LOCKED } from '../../commands/conditions.ts';
import { writeTargets } from '../../commands/write-targets.ts';

/** Writes one field of several entities as one gesture; returns the sentence why not, and then nothing is written. */
export type Commit = (valueFor: (entity: Entity) => Json) => string | undefined;

/** What the field reads for all of them, or undefined when they differ. */
export function sharedValue(entities: readonly Entity[], property: string): Json | undefined {
  const [first, ...rest] = entities;
  const value = first?.properties[property];
  if (value === undefined) return undefined;
  return rest.every((entity) => equalJson(entity.properties[property], value)) ? value : undefined;
}

/** Controls that show no value where several things have several, and do not say so themselves. */
const SILENT: ReadonlySet<Field['control']> = new Set(['choice', 'switch', 'date', 'link']);

/** Whether several things have several values of a field whose control would not tell. */
export const isMixed = (field: Pick<Field, 'name' | 'control'>, entities: readonly Entity[]): boolean =>
  SILENT.has(field.control) && entities.length > 1 && sharedValue(entities, field.name) === undefined;

const MAX_SEEN = 40;

/** What was given, short enough for a line: of a vector only the numbers that were changed, of a long text its length. */
export function readSeen(value: Json, before: Json | undefined): string {
  if (Array.isArray(value)) {
    const changed = value.filter((each, i) => !Array.isArray(before) || !equalJson(each, before[i]));
    return (changed.length > 0 ? changed : value).map((each) => readSeen(each, undefined)).join(', ');
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.length > MAX_SEEN ? `${value.length} characters` : `“${value}”`;
}

/** Whether a thing that could stand in the world does not. */
export const isUnplaced = (entity: Entity): boolean => entity.properties.position === null;

/** What says nothing of a thing that stands nowhere. */
const ONLY_PLACED = new Set(['turn', 'scale', 'locked', 'colour']);

/** The fields worth showing: the common ones, less those of a place and a look that none of them has. */
export const readShownFields = (graph: Pick<GraphDoc, 'kinds'>, entities: readonly Entity[]): readonly Field[] =>
  readCommonFields(graph, entities).filter((field) => !(ONLY_PLACED.has(field.name) && entities.every(isUnplaced)));

/** Why a field cannot be changed now, or undefined: what is locked does not move, not from here either. */
export const readFieldOff = (field: Pick<Field, 'name' | 'group'>, entities: readonly Entity[]): string | undefined =>
  field.group === 'place' && field.name !== 'locked' && entities.some((entity) => entity.properties.locked === true) ? LOCKED : undefined;

/** Checks first, writes after: one bad value leaves everything as it was. */
export function createCommit(graph: GraphDoc, entities: readonly Entity[], field: Field): Commit {
  return (valueFor) => {
    const writes: { readonly entity: Entity; readonly value: Json }[] = [];
    for (const entity of entities) {
      const value = valueFor(entity);
      const checked = field.check(value);
      if (!checked.ok) return `${checked.message}; saw ${readSeen(value, entity.properties[field.name])}.`;
      if (!equalJson(entity.properties[field.name], checked.value)) writes.push({ entity, value: checked.value });
    }
    const what = entities.length === 1 ? (entities[0]?.title ?? 'it') : `${entities.length} things`;
    if (writes.length > 0) {
      const title = `Change ${field.label.toLowerCase()} of ${what}`;
      void writeTargets(graph, title, writes, (edit, { entity, value }) => edit.set(entity.id, field.name, value));
    }
    return undefined;
  };
}

/** The fields all of them have, by the first one's order. */
export function readCommonFields(graph: Pick<GraphDoc, 'kinds'>, entities: readonly Entity[]): readonly Field[] {
  const [first, ...rest] = entities;
  if (!first) return [];
  const fields = Object.values(graph.kinds.get(first.kind)?.fields ?? {});
  return fields.filter(
    (field) =>
      field.control !== 'hidden' && rest.every((entity) => graph.kinds.get(entity.kind)?.fields[field.name]?.control === field.control),
  );
}
