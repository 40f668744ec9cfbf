import type * as Y from 'yjs';

/** Whose items a text is made of, as far as the newest of each matters. */
export interface TextAuthors {
  /** The last clock of each session in it. */
  readonly written: ReadonlyMap<number, number>;
  /** What was removed from it, an item a range; the last ones where there are many. */
  readonly removed: readonly { readonly client: number; readonly clock: number }[];
}

/** Removed ranges looked at; a text that was rewritten over and over has thousands, of which the late ones say who was last. */
const MAX_RANGES = 256;

/** Kept until the text changes: asking again costs no walk. */
const known = new WeakMap<Y.Text, TextAuthors>();

/** Who is in a text: a walk over its items, a few per hundred letters typed, once after each change. */
export function readTextAuthors(text: Y.Text): TextAuthors {
  const before = known.get(text);
  if (before) return before;
  const written = new Map<number, number>();
  const removed: { client: number; clock: number }[] = [];
  for (let item = text._start; item; item = item.right) {
    const { client, clock } = item.id;
    if (item.deleted) removed.push({ client, clock: clock + item.length - 1 });
    else written.set(client, Math.max(written.get(client) ?? 0, clock + item.length - 1));
  }
  const authors = { written, removed: removed.slice(-MAX_RANGES) };
  known.set(text, authors);
  const forget = (): void => {
    known.delete(text);
    text.unobserve(forget);
  };
  text.observe(forget);
  return authors;
}
