import type { DatabaseSync } from 'node:sqlite';

/** The version of the store's tables that this relay writes, kept in `PRAGMA user_version`. */
export const STORE_VERSION = 2;

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE updates (seq INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL, time INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX updates_by_region ON updates (region, seq);
  CREATE TABLE snapshots (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, upto INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL, time INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX snapshots_by_region ON snapshots (region, id);
  CREATE TABLE flushes (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, client INTEGER NOT NULL, n INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE UNIQUE INDEX flushes_by_name ON flushes (region, client, n);
  CREATE TABLE damaged (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, source TEXT NOT NULL, time INTEGER NOT NULL, bytes BLOB NOT NULL);
  PRAGMA user_version = ${STORE_VERSION};
`;

/** What each older version lacks, to be run in order. Version 2 says when each row was written, for history. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  1: `ALTER TABLE updates ADD COLUMN time INTEGER NOT NULL DEFAULT 0; ALTER TABLE snapshots ADD COLUMN time INTEGER NOT NULL DEFAULT 0;`,
};

/**
 * Sets a connection up. WAL with `synchronous=FULL`: a committed transaction is on disk, which is what an ack promises.
 * Throws what SQLite throws.
 */
export function prepare(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;');
}

/** The version a database was written with; 0 for an empty one. */
export function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/** Makes the tables, all or none. */
export function createTables(db: DatabaseSync): void {
  db.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT;`);
}

/** Brings a store of an older version to this one, all or nothing. */
export function migrate(db: DatabaseSync, from: number): void {
  let steps = '';
  for (let version = from; version < STORE_VERSION; version++) steps += MIGRATIONS[version] ?? '';
  db.exec(`BEGIN IMMEDIATE; ${steps} PRAGMA user_version = ${STORE_VERSION}; COMMIT;`);
}

/** True when every page reads well. Costs a reading of the whole file. */
export function isSound(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}
