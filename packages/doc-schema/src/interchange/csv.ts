// oxlint-disable-next-line typescript/triple-slash-reference -- reason: packages that import this one must see the declaration too.
/// <reference path="./papaparse.d.ts" />
import papa from 'papaparse';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { ImportBundle, ImportedEntity, Skipped } from './bundle.ts';
import { readJsonEntity } from './json-write.ts';
import { IMPORT_LIMITS, type ImportLimits } from './limits.ts';

/** What a spreadsheet would run as a formula when a cell begins with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A cell that was guarded, or that would look guarded when read again. */
const GUARDED = /^'+[=+\-@\t\r]/;
const FIRST = ['key', 'kind', 'title', 'state', 'due', 'tags'];
/** What a table of things is not read for; a JSON export has it. */
const LEFT_OUT = new Set(['position', 'turn', 'scale', 'locked', 'colour', 'ticks', 'pixels', 'width']);

/** Text as a cell: guarded by `'` where a spreadsheet would take it for a formula. */
export const guardCell = (text: string): string => (FORMULA.test(text) || GUARDED.test(text) ? `'${text}` : text);

/** A cell as the text it was made of. */
export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

function writeCell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return guardCell(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return guardCell(value.join(', '));
  return guardCell(JSON.stringify(value));
}

/** How a table is written. */
export interface CsvOptions {
  /** The columns, by property; those in use when absent: key, kind, title, state, due, tags, then the rest by name. */
  readonly columns?: readonly string[];
}

/** Entities as a table (RFC 4180: CRLF, quotes doubled), one row each in the given order: the answer to a query. Formulas are guarded. */
export function writeCsv(graph: GraphDoc, ids: readonly EntityId[], options: CsvOptions = {}): string {
  const rows = ids.flatMap((id): Readonly<Record<string, Json>>[] => {
    const entity = graph.read(id);
    const written = readJsonEntity(graph, id);
    if (!entity || !written) return [];
    const own = Object.keys(written.properties).map((name) => [name, entity.properties[name] ?? written.properties[name] ?? null] as const);
    return [
      {
        ...Object.fromEntries(own),
        ...known(entity.properties),
        ...written.texts,
        key: entityKey(id),
        kind: entity.kind,
        title: entity.title,
      },
    ];
  });
  const used = new Set(rows.flatMap((row) => Object.keys(row)));
  const rest = [...used].filter((name) => !FIRST.includes(name) && !LEFT_OUT.has(name)).sort();
  const columns = options.columns ?? [...FIRST.filter((name) => used.has(name)), ...rest];
  const table = [columns.map(guardCell), ...rows.map((row) => columns.map((name) => writeCell(row[name])))];
  return `${papa.unparse(table, { newline: '\r\n' })}\r\n`;
}

/** Fields that every row shows, written or not. */
function known(properties: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(FIRST.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])));
}

/** What a column may be headed for each field. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  key: ['key', 'id'],
  kind: ['kind', 'type'],
  title: ['title', 'name', 'task', 'note', 'summary', 'subject'],
  state: ['state', 'status', 'done', 'completed'],
  due: ['due', 'due date', 'deadline', 'date'],
  tags: ['tags', 'tag', 'labels', 'label'],
  body: ['body', 'text', 'notes', 'description', 'content', 'details'],
};
const DONE = new Set(['done', 'x', 'yes', 'true', '1', 'closed', 'complete', 'completed', 'finished']);

/** Reads a table as tasks and notes by its header names; columns it does not know are told and left out. Never throws. */
export function readCsvText(source: string, text: string, options: Partial<ImportLimits> = {}): ImportBundle {
  const limits = { ...IMPORT_LIMITS, ...options };
  const skipped: Skipped[] = [];
  const bundle = (entities: readonly ImportedEntity[]): ImportBundle => ({ format: 'csv', source, entities, links: [], skipped });
  const refuse = (reason: string): ImportBundle => (skipped.push({ label: source, reason }), bundle([]));
  if (text.length > limits.dataBytes) return refuse(`It is longer than ${Math.round(limits.dataBytes / 1_000_000)} MB: divide it.`);
  const { data, errors } = papa.parse(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), { skipEmptyLines: false });
  const [head = [], ...rows] = data;
  const columns = findColumns(head);
  if (!columns.has('title'))
    return refuse('No column is headed title or name: give the first row the names of its columns, such as title, state, due, tags, text.');
  for (const name of head.filter((_, i) => ![...columns.values()].includes(i) && (head[i] ?? '').trim() !== ''))
    skipped.push({ label: `column ${name.slice(0, 60)}`, reason: 'No field of a note or task goes by that name.' });
  for (const fault of errors.filter((each) => each.code !== 'UndetectableDelimiter').slice(0, 50))
    skipped.push({ label: `row ${(fault.row ?? 0) + 1}`, reason: `${fault.message}; it is read as well as it can be.` });
  const seen = new Map<string, number>();
  const entities: ImportedEntity[] = [];
  for (const [i, row] of rows.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    if (entities.length >= limits.entities) {
      skipped.push({ label: `row ${i + 2} and on`, reason: `There are more than ${limits.entities} rows: divide the table.` });
      break;
    }
    const entity = readRow(row, i + 2, columns, seen);
    if (typeof entity === 'string') skipped.push({ label: `row ${i + 2}`, reason: entity });
    else entities.push(entity);
  }
  return bundle(entities);
}

function findColumns(head: readonly string[]): ReadonlyMap<string, number> {
  const names = head.map((name) => unguardCell(name).trim().toLowerCase());
  const found = new Map<string, number>();
  for (const [field, words] of Object.entries(HEADERS)) {
    const at = words.map((word) => names.indexOf(word)).find((index) => index >= 0 && ![...found.values()].includes(index));
    if (at !== undefined) found.set(field, at);
  }
  return found;
}

function readRow(
  row: readonly string[],
  line: number,
  columns: ReadonlyMap<string, number>,
  seen: Map<string, number>,
): ImportedEntity | string {
  const cell = (field: string): string => unguardCell(row[columns.get(field) ?? -1] ?? '');
  const title = cell('title').trim().replace(/\s+/g, ' ');
  if (title === '') return 'It has no title.';
  const kind = readKind(cell('kind'), columns);
  if (kind === undefined) return `A ${cell('kind').slice(0, 40)} cannot come from a table: only notes and tasks can.`;
  const due = readDate(cell('due').trim());
  const remark = due === undefined ? `Its date "${cell('due').slice(0, 40)}" is none: write it as 2026-11-23.` : undefined;
  const fields = kind === 'task' ? readTaskCells(cell, columns, due ?? null) : {};
  return {
    external: nameRow(cell('key').trim() || title, seen),
    label: `row ${line}: ${title.slice(0, 80)}`,
    kind,
    properties: { title: title.slice(0, 200), ...(columns.has('tags') ? { tags: readTagCell(cell('tags')) } : {}), ...fields },
    texts: columns.has('body') ? { body: cell('body') } : {},
    ...(remark === undefined ? {} : { remark }),
  };
}

function readTaskCells(
  cell: (field: string) => string,
  columns: ReadonlyMap<string, number>,
  due: string | null,
): Readonly<Record<string, Json>> {
  const state = DONE.has(cell('state').trim().toLowerCase()) ? 'done' : 'open';
  return { ...(columns.has('state') ? { state } : {}), ...(columns.has('due') ? { due } : {}) };
}

/** A row's name in its table: its key or title, and which of several of that name it is. */
function nameRow(name: string, seen: Map<string, number>): string {
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  return count === 1 ? name : `${name} #${count}`;
}

function readKind(cell: string, columns: ReadonlyMap<string, number>): string | undefined {
  const word = cell.trim().toLowerCase();
  if (word === '') return columns.has('state') || columns.has('due') ? 'task' : 'note';
  return word === 'task' || word === 'note' ? word : undefined;
}

const readTagCell = (cell: string): readonly string[] =>
  [
    ...new Set(
      cell
        .split(/[,;]/)
        .map((tag) => tag.trim().replace(/^#+/, ''))
        .filter((tag) => tag !== '' && tag.length <= 60 && !/[#\p{Cc}]/u.test(tag)),
    ),
  ].sort();

/** A date as YYYY-MM-DD; null where there is none, undefined where it is no date. */
function readDate(cell: string): string | null | undefined {
  if (cell === '') return null;
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(cell);
  if (!match) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? `${year}-${month}-${day}` : undefined;
}
