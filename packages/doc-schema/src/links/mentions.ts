import type { Key } from '../ids.ts';

/** A `[[…]]` in a text. */
export interface Mention {
  /** Where it begins in the text, and where what follows it begins. */
  readonly from: number;
  readonly to: number;
  /** What was written: the title the thing had then, or the words of a mention that names nothing yet. */
  readonly title: string;
  /** What it names; absent where only words stand, which may be the title of something there is or is to be made. */
  readonly key?: Key;
}

/** Longer than any title is. */
const TITLE_LETTERS = 200;
/** As long as the longest path of most systems. */
const KEY_LETTERS = 4096;
/** More than a person writes into one text; what comes after is text as it stands. */
const MENTIONS_READ = 2000;

// Both parts exclude the signs that end them, so that reading costs one pass whatever the text holds.
const MENTION = new RegExp(`\\[\\[([^\\[\\]|\\n]{1,${TITLE_LETTERS}})(?:\\|([^\\[\\]|\\n]{1,${KEY_LETTERS}}))?\\]\\]`, 'gu');
const KEY = /^[a-z][a-z0-9-]*:./u;

const encodeKey = (key: string): string =>
  key.replaceAll(/[%[\]|\n]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
const decodeKey = (text: string): string =>
  text.replaceAll(/%(25|5B|5D|7C|0A)/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** How a mention of a thing is written in a text: `[[Title|entity:…]]`. The title is for whoever reads the text elsewhere; the key is what counts. */
export function formatMention(title: string, key: Key): string {
  const shown = title
    .replaceAll(/[[\]|\s]+/gu, ' ')
    .trim()
    .slice(0, TITLE_LETTERS);
  return `[[${shown === '' ? 'Untitled' : shown}|${encodeKey(key)}]]`;
}

/**
 * Every mention of a text in order, the first 2,000. Any text is read; what is no mention is left alone. Of `[[words|other words]]`, as
 * other programs write it, the first part is the title.
 */
export function readMentions(text: string): readonly Mention[] {
  if (!text.includes('[[')) return [];
  const found: Mention[] = [];
  for (const match of text.matchAll(MENTION)) {
    const [whole, title = '', second] = match;
    if (title.trim() === '') continue;
    const key = second === undefined ? '' : decodeKey(second);
    const place = { from: match.index, to: match.index + whole.length, title: title.trim() };
    found.push(KEY.test(key) ? { ...place, key: key as Key } : place);
    if (found.length >= MENTIONS_READ) break;
  }
  return found;
}

/** A text as it is read aloud, searched and shown small: each mention as the title its thing has now, or else as written. */
export function readPlainText(text: string, titleOf: (key: Key) => string | undefined): string {
  let plain = '';
  let from = 0;
  for (const mention of readMentions(text)) {
    plain += text.slice(from, mention.from) + ((mention.key && titleOf(mention.key)) ?? mention.title);
    from = mention.to;
  }
  return plain + text.slice(from);
}
