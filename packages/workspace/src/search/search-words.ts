import type { SearchAnswer } from '@space/doc-schema/search';
import type { SearchStatus } from './search-client.ts';

const number = new Intl.NumberFormat('en-GB');

/** How much of the world is found so far, as long as it is not all of it. */
export function progressSentence({ phase, done, total, problem }: SearchStatus): string | undefined {
  if (phase === 'waiting') return 'The world is being read. Search begins then.';
  if (phase === 'reading') return `Indexed ${number.format(done)} of ${number.format(total)}`;
  return problem;
}

/** What stands above results that are not quite what was asked. */
export function levelSentence({ level, total }: SearchAnswer): string | undefined {
  if (total === 0 || level === 'all') return undefined;
  return level === 'typo'
    ? 'Little is spelled just so. Near spellings are shown too.'
    : 'Nothing has all these words. Shown is what has some of them.';
}

/** How many were found. */
export const countSentence = (total: number): string => `${number.format(total)} ${total === 1 ? 'thing' : 'things'}`;
