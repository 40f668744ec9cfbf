import { entityIdOf, type Key } from '@space/doc-schema';
import type { Session } from '../session/session.ts';

/** The relations offered; any other word may be typed. */
export const RELATIONS: readonly { readonly relation: string; readonly word: string }[] = [
  { relation: 'links', word: 'links to' },
  { relation: 'about', word: 'about' },
  { relation: 'mentions', word: 'mentions' },
  { relation: 'contains', word: 'contains' },
  { relation: 'blocks', word: 'blocks' },
  { relation: 'resolves', word: 'resolves' },
];

/** How a relation reads before the title of its other end. */
export const relationWord = (relation: string): string =>
  RELATIONS.find((entry) => entry.relation === relation)?.word ?? relation.replaceAll('-', ' ');

/** The relation a pointed link gets: what a note is about, what a board contains; else it just links. */
export function relationOf(session: Session, from: Key | undefined, to: Key): string {
  const kindOf = (key: Key | undefined): string | undefined => {
    const id = key ? entityIdOf(key) : undefined;
    return id ? session.graph.read(id)?.kind : undefined;
  };
  const kind = kindOf(from);
  if (kind === 'note') return 'about';
  const id = from ? entityIdOf(from) : undefined;
  if (kind === 'panel' && id && session.graph.read(id)?.properties.view === 'board' && kindOf(to) === 'task') return 'contains';
  return 'links';
}
