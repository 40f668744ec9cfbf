import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { equalJson, freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';

/** A Markdown file in its two parts; `front` has its fences and the line break behind them, and may be ''. */
export interface Parted {
  readonly front: string;
  readonly body: string;
}

/** What front matter says, or why it cannot be read. */
export type FrontMatter =
  | { readonly ok: true; readonly fields: Readonly<Record<string, Json>> }
  | { readonly ok: false; readonly reason: string };

/** Front matter longer than this is not read as such: it stays in the text. */
const MAX_FRONT = 32_000;
const FENCE = /^---[ \t]*\n/;
const CLOSE = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/m;

/** Parts a file (with `\n` line ends) where its front matter ends. Always `front + body === text`. */
export function partFile(text: string): Parted {
  const open = FENCE.exec(text);
  if (!open) return { front: '', body: text };
  const close = CLOSE.exec(text.slice(open[0].length, open[0].length + MAX_FRONT));
  if (!close) return { front: '', body: text };
  const end = open[0].length + close.index + close[0].length;
  return { front: text.slice(0, end), body: text.slice(end) };
}

const innerOf = (front: string): string => front.replace(FENCE, '').replace(/(?:---|\.\.\.)[ \t]*\n?$/, '');

/** Reads front matter. YAML of the core schema; aliases are bounded, so that no small text becomes a large value. Never throws. */
export function readFrontMatter(front: string): FrontMatter {
  if (front === '') return { ok: true, fields: {} };
  try {
    const document = parseDocument(innerOf(front), { logLevel: 'silent', prettyErrors: true });
    const [fault] = document.errors;
    if (fault)
      return { ok: false, reason: `Its front matter cannot be read (${fault.message.split('\n')[0] ?? ''}); it is kept as it is.` };
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    if (value === null || value === undefined) return { ok: true, fields: {} };
    if (!isRecord(value)) return { ok: false, reason: 'Its front matter is not a list of fields; it is kept as it is.' };
    return { ok: true, fields: freezeJson(value) as Readonly<Record<string, Json>> };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `Its front matter cannot be read (${why.split('\n')[0] ?? ''}); it is kept as it is.` };
  }
}

/** Values as one line of YAML. */
function writeValue(value: Json): string {
  const document = parseDocument('');
  document.contents = document.createNode(value, { flow: true }) as never;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/**
 * Front matter with some fields changed, and every other byte as it was; `undefined` takes a field out. Front matter that cannot be
 * read, or in which the field cannot be placed, is given back unchanged.
 */
export function editFrontMatter(front: string, changes: Readonly<Record<string, Json | undefined>>): string {
  let result = front;
  for (const [name, value] of Object.entries(changes)) result = editSafely(result, name, value);
  return result === '---\n---\n' && front === '' ? '' : result;
}

/** YAML has more ways to write a field than are known here: an edit that does not read as it was meant is made another way, or not at all. */
function editSafely(front: string, name: string, value: Json | undefined): string {
  const before = readFrontMatter(front);
  if (!before.ok) return front;
  const { [name]: _, ...others } = before.fields;
  const wanted = value === undefined ? others : { ...others, [name]: value };
  const reads = (edited: string): boolean => {
    const after = readFrontMatter(edited);
    return after.ok && equalJson(after.fields, wanted) && (edited === '' || partFile(`${edited}text`).front === edited);
  };
  const placed = editField(front, name, value);
  if (reads(placed) || (placed !== '' && !placed.endsWith('\n') && reads(`${placed}\n`))) return placed;
  const anew = rewrite(parseDocument(innerOf(front), { logLevel: 'silent' }), name, value);
  return reads(anew) ? anew : front;
}

function editField(front: string, name: string, value: Json | undefined): string {
  const line = value === undefined ? '' : `${writeValue(name)}: ${writeValue(value)}\n`;
  if (front === '') return line === '' ? '' : `---\n${line}---\n`;
  const start = FENCE.exec(front)?.[0].length ?? 0;
  const inner = innerOf(front);
  const document = parseDocument(inner, { logLevel: 'silent' });
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return front;
  const place = findField(document.contents, inner, name);
  if (place === undefined) return insertAt(front, start + inner.length, line);
  // In a flow map, or where a node cannot be placed, the fields are written anew; nothing but their spelling changes.
  if (place === 'unplaced') return rewrite(document, name, value);
  const { from, to } = place;
  return front.slice(0, start + from) + line + trailingNotes(inner.slice(from, to)) + front.slice(start + to);
}

/** Where a field's lines begin and end; undefined where there is none of that name. */
function findField(
  contents: YAMLMap | null,
  inner: string,
  name: string,
): { readonly from: number; readonly to: number } | 'unplaced' | undefined {
  const items = contents?.items ?? [];
  const at = items.findIndex((pair) => isScalar(pair.key) && pair.key.value === name);
  const pair = items[at];
  if (!pair) return undefined;
  const from = rangeStart(pair.key);
  if (from === undefined || contents?.flow) return 'unplaced';
  const next = items[at + 1];
  return { from, to: (next && rangeStart(next.key)) ?? endOfField(inner, from, pair.value) };
}

const rangeStart = (node: unknown): number | undefined => (node as { range?: readonly number[] } | null)?.range?.[0];

function insertAt(front: string, at: number, line: string): string {
  const before = front.slice(0, at);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${line}${front.slice(at)}`;
}

function endOfField(inner: string, from: number, value: unknown): number {
  const end = (value as { range?: readonly number[] } | null)?.range?.[1] ?? from;
  const lineEnd = inner.indexOf('\n', Math.max(from, end - 1));
  return lineEnd < 0 ? inner.length : lineEnd + 1;
}

/** Comments and blank lines that stand behind a field belong to the next one. */
function trailingNotes(field: string): string {
  const lines = field.split('\n');
  let at = lines.length - 1;
  while (at > 1 && /^\s*(#.*)?$/.test(lines[at - 1] ?? '')) at--;
  return lines.slice(at).join('\n');
}

function rewrite(document: ReturnType<typeof parseDocument>, name: string, value: Json | undefined): string {
  if (value === undefined) document.delete(name);
  else document.set(name, value);
  return `---\n${document.toString({ lineWidth: 0 })}---\n`;
}
