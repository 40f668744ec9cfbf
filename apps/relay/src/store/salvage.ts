import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { textOf } from './store-failure.ts';

/** What was saved from a damaged database. */
export interface Salvaged {
  /** Where the damaged file lies now. */
  readonly movedTo: string;
  readonly rows: number;
  /** Rows that were there and could not be read, as far as can be told. */
  readonly lost: number;
}

/** Tables and their columns, the key first. Rows are copied with their keys, so that `upto` of a snapshot stays true. */
const TABLES: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['updates', ['seq', 'region', 'crc', 'bytes', 'time']],
  ['snapshots', ['id', 'region', 'upto', 'crc', 'bytes', 'time']],
  ['flushes', ['id', 'region', 'client', 'n', 'json']],
  ['damaged', ['id', 'region', 'source', 'time', 'bytes']],
];

/** Moves a damaged database, with its log, out of the way; nothing of it is deleted. */
export function moveAside(path: string, now: number): string {
  const movedTo = `${path}.damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, movedTo + suffix);
  return movedTo;
}

/** Copies every readable row of the database at `from` into `into`, row by row, so that one bad page costs only the rows on it. */
export function salvage(from: string, into: DatabaseSync): Salvaged {
  let rows = 0;
  let lost = 0;
  let source: DatabaseSync | undefined;
  try {
    source = new DatabaseSync(from);
    into.exec('BEGIN IMMEDIATE');
    for (const [table, columns] of TABLES) {
      const result = copyTable(source, into, table, columnsOf(source, table, columns));
      rows += result.rows;
      lost += result.lost;
    }
    copyMeta(source, into);
    into.exec('COMMIT');
  } catch (error) {
    // Not even the schema can be read: what was copied so far is kept.
    if (into.isTransaction) into.exec('COMMIT');
    process.stderr.write(`relay: the damaged database could not be read any further: ${textOf(error)}.\n`);
  } finally {
    closeQuietly(source);
  }
  return { movedTo: from, rows, lost };
}

/** The columns a table of that version has: version 1 did not say when a row was written. */
function columnsOf(source: DatabaseSync, table: string, columns: readonly string[]): readonly string[] {
  const there = attempt(() => source.prepare(`SELECT name FROM pragma_table_info('${table}')`).all()) ?? [];
  return there.length === 0 ? columns : columns.filter((column) => there.some((row) => row['name'] === column));
}

function copyTable(source: DatabaseSync, into: DatabaseSync, table: string, columns: readonly string[]): { rows: number; lost: number } {
  const [key] = columns;
  const insert = into.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const next = attempt(() =>
    source.prepare(`SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED WHERE ${key} > ? ORDER BY ${key} LIMIT 1`),
  );
  const one = attempt(() => source.prepare(`SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED WHERE ${key} = ?`));
  const last = lastKey(source, table);
  if (!next || !one) return { rows: 0, lost: last };
  let rows = 0;
  let lost = 0;
  for (let at = 0; at <= last; ) {
    const found = readRow(next, at);
    if (found === 'none') break;
    const row = found === 'unreadable' ? readRow(one, ++at) : found;
    if (row === 'unreadable') lost++;
    if (typeof row === 'string') continue;
    insert.run(...columns.map((column) => row[column] ?? null));
    rows++;
    at = Math.max(at, Number(row[String(key)]));
  }
  return { rows, lost };
}

type Row = Record<string, SQLInputValue>;

function readRow(statement: StatementSync, key: number): Row | 'none' | 'unreadable' {
  try {
    return (statement.get(key) as Row | undefined) ?? 'none';
  } catch {
    return 'unreadable'; // that page is damaged: the rows after it may not be
  }
}

/** The highest key ever given in a table: SQLite's own note of it, or what the table's last page says. */
function lastKey(source: DatabaseSync, table: string): number {
  const noted = attempt(() => source.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(table)?.['seq']);
  return Number(noted ?? attempt(() => source.prepare(`SELECT max(rowid) AS last FROM ${table}`).get()?.['last']) ?? 0);
}

function copyMeta(source: DatabaseSync, into: DatabaseSync): void {
  const rows = attempt(() => source.prepare('SELECT key, value FROM meta').all()) ?? [];
  const insert = into.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)');
  for (const row of rows) insert.run(String(row['key']), String(row['value']));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // a damaged page; the caller has another way or does without
  }
}

function closeQuietly(db: DatabaseSync | undefined): void {
  attempt(() => db?.close());
}
