import type { Entity, EntityId, KindRegistry, UndoReport } from '@space/doc-schema';

const KEPT_SHOWN = 2;

/** What an undo or redo did, in a sentence: when something was left alone it says whose edit it kept. */
export function undoSentence(
  direction: 'undo' | 'redo',
  report: UndoReport,
  read: (id: EntityId) => Entity | undefined,
  kinds: KindRegistry,
): string {
  const done = direction === 'undo' ? 'Undone' : 'Done again';
  if (report.kept.length === 0) return `${done}: ${report.title}`;
  const named = report.kept.slice(0, KEPT_SHOWN).map(({ id, property, by }) => {
    const entity = id === '' ? undefined : read(id);
    if (!entity) return `${by}’s link`;
    if (property === 'del') return `what ${by} did with “${entity.title}”`;
    const [name = property, item] = property.split(/\/(.*)/s);
    const label = (kinds.get(entity.kind)?.fields[name]?.label ?? name).toLowerCase();
    return `${by}’s ${item === undefined ? label : `“${item}” in ${label}`} of “${entity.title}”`;
  });
  const more = report.kept.length - named.length;
  return `${done}, but kept ${named.join(' and ')}${more > 0 ? ` and ${more} more` : ''}: changed after you`;
}
