import { type Entity, type EntityId, entityKey, type GraphDoc } from '@space/doc-schema';
import type { Style } from './terminal.ts';
import { formatTable, oneLine } from './terminal.ts';

/** An entity as JSON answers give it. */
export const rowJson = (entity: Entity): Readonly<Record<string, unknown>> => ({
  key: entityKey(entity.id),
  kind: entity.kind,
  title: entity.title,
  ...(entity.trashed ? { trashed: true } : {}),
  properties: entity.properties,
});

function noteOf(entity: Entity): string {
  const { state, due, tags } = entity.properties;
  const words = [typeof state === 'string' ? state : '', typeof due === 'string' ? `due ${due}` : ''];
  const marks = Array.isArray(tags) ? tags.map((tag) => `#${String(tag)}`) : [];
  return oneLine([...words, ...marks].filter((word) => word !== '').join(' '));
}

/** Entities as an aligned table: key, kind, title, and what state it is in. */
export function formatRows(entities: readonly Entity[], style: Style): string {
  const rows = entities.map((entity) => [entityKey(entity.id), entity.kind, oneLine(entity.title), noteOf(entity)]);
  return formatTable(rows, [style.dim, style.accent, style.bold, style.dim]);
}

/** Entities by id, those that are there. */
export const readAll = (graph: GraphDoc, ids: readonly EntityId[]): readonly Entity[] => ids.flatMap((id) => graph.read(id) ?? []);
