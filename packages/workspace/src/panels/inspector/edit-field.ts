import { type Entity, equalJson, type Field, type GraphDoc, type Json } from '@space/doc-schema';

/** Writes one field of several entities as one gesture; returns the sentence why not, and then nothing is written. */
export type Commit = (valueFor: (entity: Entity) => Json) => string | undefined;

/** What the field reads for all of them, or undefined when they differ. */
export function sharedValue(entities: readonly Entity[], property: string): Json | undefined {
  const [first, ...rest] = entities;
  const value = first?.properties[property];
  if (value === undefined) return undefined;
  return rest.every((entity) => equalJson(entity.properties[property], value)) ? value : undefined;
}

/** Checks first, writes after: one bad value leaves everything as it was. */
export function createCommit(graph: GraphDoc, entities: readonly Entity[], field: Field): Commit {
  return (valueFor) => {
    const writes: { readonly entity: Entity; readonly value: Json }[] = [];
    for (const entity of entities) {
      const checked = field.check(valueFor(entity));
      if (!checked.ok) return `${checked.message}.`;
      if (!equalJson(entity.properties[field.name], checked.value)) writes.push({ entity, value: checked.value });
    }
    const what = entities.length === 1 ? (entities[0]?.title ?? 'it') : `${entities.length} things`;
    if (writes.length > 0) {
      graph.edit({ title: `Change ${field.label.toLowerCase()} of ${what}` }, (edit) => {
        for (const { entity, value } of writes) edit.set(entity.id, field.name, value);
      });
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
