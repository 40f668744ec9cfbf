import type * as Y from 'yjs';

/**
 * Makes a shared text read `next`, touching only what lies between the first and the last difference, so that what others type
 * elsewhere in it meanwhile stays. Needs a transaction.
 */
export function replaceText(text: Y.Text, next: string): void {
  const before = text.toJSON();
  let start = 0;
  const shorter = Math.min(before.length, next.length);
  while (start < shorter && before.charCodeAt(start) === next.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === next.charCodeAt(next.length - 1 - end)) end++;
  // Never between the halves of a surrogate pair.
  if (start > 0 && isHigh(before, start - 1)) start--;
  if (end > 0 && isLow(before, before.length - end)) end--;
  const removed = before.length - end - start;
  const added = next.slice(start, next.length - end);
  if (removed > 0) text.delete(start, removed);
  if (added !== '') text.insert(start, added);
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
