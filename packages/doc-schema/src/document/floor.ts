import type * as Y from 'yjs';

/** The way this program writes regions. Raised when older programs could no longer write beside it: then a region begins a new epoch. */
export const FORMAT = 1;

/** Root `m` says under this name which format a writer must know at least. */
export const FLOOR = 'floor';
/** Root `m` says under this name which region goes on where this one ended. */
export const NEXT = 'next';

/** Why nothing may be written to a region, as a sentence for people; undefined where it may. */
export function readRefusal(facts: Y.Map<unknown>): string | undefined {
  const floor = facts.get(FLOOR);
  if (typeof floor === 'number' && floor > FORMAT)
    return `This region is written in format ${floor} now, and this program knows ${FORMAT}: update it to edit. You can read and export everything.`;
  const next = facts.get(NEXT);
  if (typeof next === 'string' && next !== '') return 'This region goes on in a newer one: open that to edit. What is here stays readable.';
  return undefined;
}
