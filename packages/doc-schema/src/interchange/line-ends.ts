import type { Json } from '../json-value.ts';
import { isRecord } from '../json.ts';
import { hashText } from './bytes.ts';

/** How the lines of a file end: most of them, and those that do not. Without `odd` all are alike. */
export interface LineEnds {
  readonly eol: string;
  /** [line, end, hash of the line] of each that ends otherwise. */
  readonly odd?: readonly (readonly [number, string, string])[];
}

/** More lines than this with a different end are written back like the rest, and the report says so. */
export const MAX_ODD_LINES = 500;

const BREAK = /\r\n|\r|\n/g;

/** Text with `\n` only, and how its lines ended. `exact` is false where too many ended differently to be kept. */
export function readLineEnds(file: string): { readonly text: string; readonly ends: LineEnds; readonly exact: boolean } {
  const found = file.match(BREAK) ?? [];
  const counts = new Map<string, number>();
  for (const end of found) counts.set(end, (counts.get(end) ?? 0) + 1);
  const eol = [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '\n';
  const text = file.replace(BREAK, '\n');
  if (counts.size < 2) return { text, ends: { eol }, exact: true };
  const lines = text.split('\n');
  const odd = found.flatMap((end, line): [number, string, string][] => (end === eol ? [] : [[line, end, hashText(lines[line] ?? '')]]));
  return odd.length > MAX_ODD_LINES ? { text, ends: { eol }, exact: false } : { text, ends: { eol, odd }, exact: true };
}

/** The text with its line ends again. A line that moved is known by its content; a new one ends like most. */
export function writeLineEnds(text: string, { eol, odd = [] }: LineEnds): string {
  if (odd.length === 0) return eol === '\n' ? text : text.replaceAll('\n', eol);
  const lines = text.split('\n');
  const waiting = [...odd];
  let result = '';
  lines.forEach((line, i) => {
    if (i === lines.length - 1) return void (result += line);
    const hash = hashText(line);
    // Where the line still stands where it stood, it is that one and not an equal one before it.
    const at = waiting.findIndex((each) => each[0] === i && each[2] === hash);
    const found = at >= 0 ? at : waiting.findIndex((each) => each[2] === hash && !isThere(lines, each));
    result += line + (found >= 0 ? (waiting.splice(found, 1)[0]?.[1] ?? eol) : eol);
  });
  return result;
}

const isThere = (lines: readonly string[], [line, , hash]: readonly [number, string, string]): boolean =>
  lines[line] !== undefined && hashText(lines[line]) === hash;

/** Line ends as a link's data keeps them. */
export const encodeLineEnds = ({ eol, odd }: LineEnds): Json => (odd ? { eol, odd } : { eol });

const isEnd = (value: unknown): value is string => value === '\n' || value === '\r\n' || value === '\r';

/** Line ends from a link's data; plain ones where it holds none. Never throws. */
export function decodeLineEnds(raw: Json | undefined): LineEnds {
  if (!isRecord(raw) || !isEnd(raw['eol'])) return { eol: '\n' };
  const odd = Array.isArray(raw['odd']) ? raw['odd'].filter(isOdd) : [];
  return odd.length > 0 ? { eol: raw['eol'], odd } : { eol: raw['eol'] };
}

const isOdd = (value: unknown): value is [number, string, string] =>
  Array.isArray(value) && typeof value[0] === 'number' && isEnd(value[1]) && typeof value[2] === 'string';
