import type * as Y from 'yjs';
import { planTextEdits } from './text-edits.ts';

/**
 * Makes a shared text read `next`, touching only what differs, so that what others type elsewhere in it meanwhile stays.
 * Needs a transaction.
 */
export function replaceText(text: Y.Text, next: string): void {
  // From the end to the beginning: an edit does not move those before it.
  for (const { at, removed, added } of planTextEdits(text.toJSON(), next).toReversed()) {
    if (removed > 0) text.delete(at, removed);
    if (added !== '') text.insert(at, added);
  }
}
