import type { Entity, Field, GraphDoc, Json } from '@space/doc-schema';
import { writeTargets } from '../../commands/write-targets.ts';

/** One item of a set as it stands in several things. */
export interface SharedItem {
  readonly item: string;
  /** How many of the things have it. */
  readonly count: number;
  readonly everywhere: boolean;
}

const itemsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** The items that any of the things has in a set, those that all have first, then by letters. */
export function readSharedItems(entities: readonly Entity[], property: string): readonly SharedItem[] {
  const counts = new Map<string, number>();
  for (const entity of entities) {
    for (const item of itemsOf(entity.properties[property])) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts]
    .map(([item, count]) => ({ item, count, everywhere: count === entities.length }))
    .sort((a, b) => Number(b.everywhere) - Number(a.everywhere) || a.item.localeCompare(b.item));
}

/** Items in use anywhere in the region for a set of that name, the most used first. Walks all entities: ask when a person asks. */
export function readUsedItems(graph: Pick<GraphDoc, 'list' | 'read'>, property: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of graph.list()) {
    const entity = graph.read(id);
    if (!entity || entity.trashed) continue;
    for (const item of itemsOf(entity.properties[property])) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([item]) => item);
}

/** What a typed word stands for: without a `#` before it and blanks around it. */
export const readTyped = (typed: string): string => typed.trim().replace(/^#+/, '').trim();

type SetField = Pick<Field, 'name' | 'label' | 'checkItem' | 'merge'>;

/**
 * Puts an item into a set of several things, or takes it out, as one gesture. Others who change the same set at once keep their
 * items. Returns the sentence why not, and then nothing is written.
 */
export function changeSet(
  graph: GraphDoc,
  entities: readonly Entity[],
  field: SetField,
  item: string,
  how: 'include' | 'exclude',
): string | undefined {
  const checked = field.checkItem(item);
  if (how === 'include' && !checked.ok) return `${checked.message}; saw “${item.slice(0, 40)}”.`;
  const changed = entities.filter((entity) => itemsOf(entity.properties[field.name]).includes(item) !== (how === 'include'));
  if (changed.length === 0) return undefined;
  const what = entities.length === 1 ? (entities[0]?.title ?? 'it') : `${entities.length} things`;
  const title = how === 'include' ? `Add “${item}” to ${what}` : `Take “${item}” off ${what}`;
  void writeTargets(graph, title, changed, (edit, entity) => edit[how](entity.id, field.name, item));
  return undefined;
}
