import type { HistoryBase, HistoryRecord } from '@space/doc-schema/history';
import type { StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** How long the log is kept for history, days. */
export const HISTORY_DAYS = 90;

/** An older snapshot is kept for history when this many rows, or this share of the kept time, lie between it and the one kept before it. */
const ROWS_A_BASE = 2000;
const BASES_A_TIME = 8;
const ROWS_A_CHUNK = 500;
const DAY_MS = 86_400_000;

/** How the rows of a log are read; the store hands in its own statements. */
export type Prepare = (sql: string) => StatementSync;

const isIntact = (row: Record<string, unknown>): boolean => row['bytes'] instanceof Uint8Array && crc32(row['bytes']) === row['crc'];

/** Adds a snapshot and drops what neither opening nor history needs any more. Runs inside the caller's transaction. */
export function foldRows(prepare: Prepare, region: string, snapshot: Uint8Array, nowMs: number, historyDays: number): void {
  const upto = Number(prepare('SELECT max(seq) AS last FROM updates WHERE region = ?').get(region)?.['last'] ?? 0);
  const before = prepare('SELECT id, upto FROM snapshots WHERE region = ? ORDER BY id DESC LIMIT 1').get(region);
  if (before) dropUnneeded(prepare, region, Number(before['id']), nowMs, historyDays * DAY_MS);
  const known = before ? Math.max(upto, Number(before['upto'])) : upto;
  prepare('INSERT INTO snapshots (region, upto, crc, bytes, time) VALUES (?, ?, ?, ?, ?)').run(
    region,
    known,
    crc32(snapshot),
    snapshot,
    nowMs,
  );
}

function dropUnneeded(prepare: Prepare, region: string, newest: number, nowMs: number, keptMs: number): void {
  // The newest snapshot stays as the second way to the content; everything before the base of the time that is kept goes.
  const old =
    keptMs > 0
      ? prepare('SELECT max(id) AS id FROM snapshots WHERE region = ? AND id <= ? AND time <= ?').get(region, newest, nowMs - keptMs)?.[
          'id'
        ]
      : newest;
  if (typeof old === 'number') {
    const upto = Number(prepare('SELECT upto FROM snapshots WHERE id = ?').get(old)?.['upto'] ?? 0);
    prepare('DELETE FROM snapshots WHERE region = ? AND id < ?').run(region, old);
    prepare('DELETE FROM updates WHERE region = ? AND seq <= ?').run(region, upto);
  }
  thinBases(prepare, region, newest, keptMs / BASES_A_TIME);
}

/** Bases that lie close together are thinned: their rows are kept, so that only the way from one base to a time grows longer. */
function thinBases(prepare: Prepare, region: string, newest: number, gapMs: number): void {
  let kept = { upto: -Infinity, time: -Infinity };
  for (const row of prepare('SELECT id, upto, time FROM snapshots WHERE region = ? AND id < ? ORDER BY id').all(region, newest)) {
    const [upto, time] = [Number(row['upto']), Number(row['time'])];
    if (upto - kept.upto >= ROWS_A_BASE || time - kept.time >= gapMs) kept = { upto, time };
    else prepare('DELETE FROM snapshots WHERE id = ?').run(row['id'] ?? 0);
  }
}

/** The newest intact state not after `fromMs`, else the oldest there is; undefined where the log is whole from its beginning. */
export function readBase(prepare: Prepare, region: string, fromMs: number): HistoryBase | undefined {
  const first = prepare('SELECT min(seq) AS seq FROM updates WHERE region = ?').get(region)?.['seq'];
  const rows = prepare('SELECT upto, crc, bytes, time FROM snapshots WHERE region = ? ORDER BY id').all(region).filter(isIntact);
  const fitting = rows.findLast((row) => Number(row['time']) <= fromMs);
  // Without a base in reach: the first one, unless the rows before it are still all there.
  const wholeLog = typeof first === 'number' && rows[0] !== undefined && first <= Number(rows[0]['upto']);
  const row = fitting ?? (wholeLog ? undefined : rows[0]);
  if (!row) return undefined;
  return { seq: Number(row['upto']), time: Number(row['time']), state: row['bytes'] as Uint8Array };
}

/** The rows of a region after `seq`, oldest first, in chunks; rows that do not read well are left out. */
export function* readRows(prepare: Prepare, region: string, seq: number): Generator<readonly HistoryRecord[]> {
  for (let after = seq; ; ) {
    const rows = prepare('SELECT seq, crc, bytes, time FROM updates WHERE region = ? AND seq > ? ORDER BY seq LIMIT ?').all(
      region,
      after,
      ROWS_A_CHUNK,
    );
    const intact = rows.filter(isIntact);
    if (intact.length > 0)
      yield intact.map((row) => ({ seq: Number(row['seq']), time: Number(row['time']), update: row['bytes'] as Uint8Array }));
    if (rows.length < ROWS_A_CHUNK) return;
    after = Number(rows.at(-1)?.['seq']);
  }
}
