import { checkFlush, type Flush } from '@space/doc-schema';
import type { HistoryBase, HistoryRecord } from '@space/doc-schema/history';
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { foldRows, HISTORY_DAYS, readBase, readRows } from './history-rows.ts';
import { moveAside, salvage, type Salvaged } from './salvage.ts';
import { createTables, isSound, migrate, prepare, readVersion, STORE_VERSION } from './schema.ts';
import { kindOf, textOf } from './store-failure.ts';

/** One piece of a region as it is stored; pieces merge to the document in any order. */
export interface Part {
  readonly format: 'v1' | 'v2';
  readonly bytes: Uint8Array;
  /** Names the row, for `quarantine`. */
  readonly table: 'updates' | 'snapshots';
  readonly id: number;
}

/** Everything a room needs to open. */
export interface StoredRegion {
  readonly parts: readonly Part[];
  /** Rows and bytes of the log since the newest good snapshot. */
  readonly tailRows: number;
  readonly tailBytes: number;
  /** Rows that failed their checksum and were put aside. */
  readonly damaged: number;
}

/** One thing to append: an update, flushes, or both. */
export interface Entry {
  readonly region: string;
  readonly update?: Uint8Array;
  readonly flushes?: readonly Flush[];
}

/** What the store tells about itself; each is one sentence for the operator. */
export type Report = (sentence: string) => void;

/** Why a store could not be opened. */
export interface StoreRefusal {
  readonly code: 'newer-version' | 'unwritable';
  readonly message: string;
}

/** Rows of flushes told in one go. */
const HISTORY_CHUNK = 1000;

/**
 * The relay's log: one SQLite file. Appends are durable when `append` returns. The two newest snapshots of a region are kept with
 * the log since the older one, so that one unreadable page leaves another way to the same content; older ones as history asks.
 */
export class Store {
  readonly #path: string;
  readonly #report: Report;
  #db: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  #onReplaced: () => void = () => undefined;
  /** How long the log is kept for history after a fold, days; 0 keeps none. */
  historyDays: number = HISTORY_DAYS;

  private constructor(path: string, db: DatabaseSync, report: Report) {
    this.#path = path;
    this.#db = db;
    this.#report = report;
  }

  /** Opens or makes the database at `path`. A damaged one is moved aside and everything readable carried into a new one. */
  static open(path: string, report: Report): Store | StoreRefusal {
    const existed = existsSync(path);
    try {
      const opened = openSound(path, report);
      return opened instanceof DatabaseSync ? new Store(path, opened, report) : opened;
    } catch (error) {
      if (existed && kindOf(error) === 'damaged') return new Store(path, replaceDamaged(path, report), report);
      return {
        code: 'unwritable',
        message: `The store ${path} cannot be opened (${textOf(error)}). Check the folder's rights and free space.`,
      };
    }
  }

  /** Called after the database was found damaged and replaced while running: rooms then write what they hold. */
  onReplaced(listener: () => void): void {
    this.#onReplaced = listener;
  }

  /** Appends all entries in one transaction: when this returns they are on disk, when it throws none is. */
  append(entries: readonly Entry[]): void {
    this.#guarded(() =>
      this.#transaction(() => {
        for (const { region, update, flushes } of entries) {
          if (update)
            this.#prepared('INSERT INTO updates (region, crc, bytes, time) VALUES (?, ?, ?, ?)').run(
              region,
              crc32(update),
              update,
              Date.now(),
            );
          for (const flush of flushes ?? []) this.#insertFlush(region, flush);
        }
      }),
    );
  }

  /** Everything of a region that reads well; what does not is put aside. */
  readRegion(region: string): StoredRegion {
    return this.#guarded(() => {
      const snapshots = this.#prepared('SELECT id, upto, crc, bytes FROM snapshots WHERE region = ? ORDER BY id DESC').all(region);
      const good = snapshots.find((row) => isIntact(row));
      const bad = snapshots.slice(0, good ? snapshots.indexOf(good) : undefined);
      for (const row of bad) this.quarantine(region, 'snapshots', Number(row['id']));
      const upto = Number(good?.['upto'] ?? 0);
      const rows = this.#prepared('SELECT seq AS id, crc, bytes FROM updates WHERE region = ? AND seq > ? ORDER BY seq').all(region, upto);
      const intact = rows.filter((row) => isIntact(row));
      for (const row of rows) if (!intact.includes(row)) this.quarantine(region, 'updates', Number(row['id']));
      const tail = intact.map((row): Part => ({ format: 'v1', table: 'updates', id: Number(row['id']), bytes: bytesOf(row) }));
      const head: Part[] = good ? [{ format: 'v2', table: 'snapshots', id: Number(good['id']), bytes: bytesOf(good) }] : [];
      return {
        parts: [...head, ...tail],
        tailRows: tail.length,
        tailBytes: tail.reduce((sum, part) => sum + part.bytes.length, 0),
        damaged: bad.length + rows.length - intact.length,
      };
    });
  }

  /** Puts a row aside that cannot be used; its bytes are kept in `damaged`. */
  quarantine(region: string, table: Part['table'], id: number): void {
    const key = table === 'updates' ? 'seq' : 'id';
    this.#transaction(() => {
      this.#prepared(
        `INSERT INTO damaged (region, source, time, bytes) SELECT region, '${table}:' || ${key}, ?, bytes FROM ${table} WHERE ${key} = ?`,
      ).run(Date.now(), id);
      this.#prepared(`DELETE FROM ${table} WHERE ${key} = ?`).run(id);
    });
    this.#report(`A row of region ${region} (${table} ${id}) is damaged. It was put aside in the table "damaged"; the rest is served.`);
  }

  /** Adds a snapshot of the whole region and drops what neither opening nor the kept history needs, all or nothing. */
  fold(region: string, snapshot: Uint8Array): void {
    this.#guarded(() => this.#transaction(() => foldRows((sql) => this.#prepared(sql), region, snapshot, Date.now(), this.historyDays)));
  }

  /** The history of a region from a time on: the state it begins with, if its beginning was dropped, and every update since, in chunks. */
  readHistory(
    region: string,
    fromMs: number,
  ): { readonly base: HistoryBase | undefined; readonly records: Iterable<readonly HistoryRecord[]> } {
    const prepareSql = (sql: string): StatementSync => this.#prepared(sql);
    const base = this.#guarded(() => readBase(prepareSql, region, fromMs));
    return { base, records: readRows(prepareSql, region, base?.seq ?? 0) };
  }

  /** Whether a flush is on disk. */
  hasFlush(region: string, flush: Pick<Flush, 'client' | 'n'>): boolean {
    return this.#guarded(
      () =>
        this.#prepared('SELECT 1 FROM flushes WHERE region = ? AND client = ? AND n = ?').get(region, flush.client, flush.n) !== undefined,
    );
  }

  /** All flushes of a region, oldest first, in chunks. */
  *readFlushes(region: string): Generator<readonly Flush[]> {
    for (let after = 0; ; ) {
      const rows = this.#guarded(() =>
        this.#prepared('SELECT id, json FROM flushes WHERE region = ? AND id > ? ORDER BY id LIMIT ?').all(region, after, HISTORY_CHUNK),
      );
      const flushes = rows.map((row) => parseFlush(String(row['json']))).filter((flush) => flush !== undefined);
      if (flushes.length > 0) yield flushes;
      if (rows.length < HISTORY_CHUNK) return;
      after = Number(rows.at(-1)?.['id']);
    }
  }

  /** A note of the store's own, such as the world's identity. */
  readMeta(key: string): string | undefined {
    const value = this.#prepared('SELECT value FROM meta WHERE key = ?').get(key)?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  writeMeta(key: string, value: string): void {
    this.#guarded(() =>
      this.#prepared('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value),
    );
  }

  /** Lets the file grow to at most this many bytes (0: no limit). A write beyond it fails as on a full disk. */
  limitBytes(bytes: number): void {
    const pageBytes = Number(this.#db.prepare('PRAGMA page_size').get()?.['page_size'] ?? 4096);
    const pages = bytes === 0 ? 0xfffffffe : Math.max(1, Math.floor(bytes / pageBytes));
    this.#db.exec(`PRAGMA max_page_count = ${pages}`);
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #insertFlush(region: string, flush: Flush): void {
    this.#prepared('INSERT OR IGNORE INTO flushes (region, client, n, json) VALUES (?, ?, ?, ?)').run(
      region,
      flush.client,
      flush.n,
      JSON.stringify(flush),
    );
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #transaction(work: () => void): void {
    if (this.#db.isTransaction) return work();
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } finally {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    }
  }

  /** Runs `work`; where the file turns out to be damaged, replaces it by what can be salvaged and runs `work` once more. */
  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (kindOf(error) !== 'damaged') throw error;
      this.#replace();
      return work();
    }
  }

  #replace(): void {
    this.#statements.clear();
    try {
      this.#db.close();
    } catch (error) {
      this.#report(`The damaged store could not be closed properly: ${textOf(error)}.`);
    }
    this.#db = replaceDamaged(this.#path, this.#report);
    this.#onReplaced();
  }
}

function openSound(path: string, report: Report): DatabaseSync | StoreRefusal {
  const db = new DatabaseSync(path);
  try {
    prepare(db);
    const version = readVersion(db);
    if (version > STORE_VERSION) {
      db.close();
      const message = `The data in ${path} is version ${version}, this relay knows ${STORE_VERSION}: update Space, or choose another folder with --data.`;
      return { code: 'newer-version', message };
    }
    if (!isSound(db)) {
      db.close();
      return replaceDamaged(path, report);
    }
    if (version === 0) createTables(db);
    else if (version < STORE_VERSION) migrate(db, version);
    return db;
  } catch (error) {
    if (db.isOpen) db.close();
    throw error;
  }
}

function replaceDamaged(path: string, report: Report): DatabaseSync {
  const movedTo = moveAside(path, Date.now());
  const db = new DatabaseSync(path);
  prepare(db);
  createTables(db);
  report(describe(path, salvage(movedTo, db)));
  return db;
}

function describe(path: string, { movedTo, rows, lost }: Salvaged): string {
  const rest = lost === 0 ? '' : ` ${lost} could not be read; browsers that had them bring them back when they connect.`;
  return `THE STORE ${path} WAS DAMAGED. It was moved to ${movedTo} and ${rows} readable rows were carried into a new one.${rest} Check the disk.`;
}

const bytesOf = (row: Record<string, unknown>): Uint8Array => (row['bytes'] instanceof Uint8Array ? row['bytes'] : new Uint8Array());

const isIntact = (row: Record<string, unknown>): boolean => crc32(bytesOf(row)) === row['crc'];

function parseFlush(json: string): Flush | undefined {
  try {
    return checkFlush(JSON.parse(json));
  } catch {
    return undefined; // a damaged row: provenance of one gesture is missing, nothing else
  }
}
