import type { Entity, EntityId, KindRegistry, Provenance } from '@space/doc-schema';

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

/** Who wrote the values an entity has now, the newest gesture first; one line for all that one gesture wrote. */
export function readMakers(
  entity: Entity,
  kinds: KindRegistry,
  provenance: (id: EntityId, property: string) => Provenance | undefined,
): readonly Maker[] {
  const fields = kinds.get(entity.kind)?.fields ?? {};
  const names = new Set([...Object.keys(fields), ...Object.keys(entity.properties)]);
  const gestures = new Map<string, { source: Provenance; labels: string[] }>();
  for (const name of names) {
    const field = fields[name];
    const source = provenance(entity.id, name);
    if (!source || field?.control === 'hidden') continue;
    const id = `${source.client}:${source.time}:${source.title}`;
    const known = gestures.get(id) ?? { source, labels: [] };
    known.labels.push(field?.label ?? name);
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
