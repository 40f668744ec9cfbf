import type { Entity, EntityId, Field, KindRegistry, Provenance } from '@space/doc-schema';

/** One gesture that wrote something which still stands. */
export interface Maker {
  readonly name: string;
  readonly person: string | undefined;
  readonly time: number | undefined;
  readonly tool: string | undefined;
  /** What the gesture was called, or what it wrote. */
  readonly what: string;
  /** The labels of the properties it wrote. */
  readonly wrote: readonly string[];
}

/** The field a property or an item of a set belongs to. */
const fieldOf = (fields: Readonly<Record<string, Field>>, name: string): Field | undefined =>
  fields[name] ?? fields[name.split('/', 1)[0] ?? ''];

/** What of a property is written by itself: of a set, the whole and each item. */
function listParts(entity: Entity, field: Field | undefined, name: string): readonly string[] {
  const items = entity.properties[name];
  return field?.merge === 'set' && Array.isArray(items) ? [name, ...items.map((item) => `${name}/${String(item)}`)] : [name];
}

/** Who wrote the values an entity has now, the newest gesture first; one line for all that one gesture wrote. */
export function readMakers(
  entity: Entity,
  kinds: KindRegistry,
  provenance: (id: EntityId, property: string) => Provenance | undefined,
): readonly Maker[] {
  const fields = kinds.get(entity.kind)?.fields ?? {};
  const names = [...new Set([...Object.keys(fields), ...Object.keys(entity.properties)])].flatMap((name) =>
    listParts(entity, fields[name], name),
  );
  const gestures = new Map<string, { source: Provenance; labels: string[] }>();
  for (const name of names) {
    const field = fieldOf(fields, name);
    const source = provenance(entity.id, name);
    if (!source || field?.control === 'hidden') continue;
    const id = `${source.client}:${source.time}:${source.title}`;
    const known = gestures.get(id) ?? { source, labels: [] };
    const label = field?.label ?? name;
    if (!known.labels.includes(label)) known.labels.push(label);
    gestures.set(id, known);
  }
  return [...gestures.values()]
    .toSorted((a, b) => (b.source.time ?? 0) - (a.source.time ?? 0))
    .map(({ source, labels }) => ({
      name: source.name ?? 'Someone',
      person: source.person,
      time: source.time,
      tool: source.tool,
      what: source.title ?? `wrote ${labels.join(', ').toLowerCase()}`,
      wrote: labels,
    }));
}
