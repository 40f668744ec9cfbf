import { fetchHistory } from '@space/providers';
import type { RegionId } from '@space/doc-schema';
import { untilSaved } from '@space/providers/testing';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { addNote, Workbench } from '../testing/workbench.ts';
import { Store } from './store.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.dispose();
});

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

/** The tables as version 1 made them; kept for ever. */
const VERSION_1 = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE updates (seq INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL);
  CREATE INDEX updates_by_region ON updates (region, seq);
  CREATE TABLE snapshots (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, upto INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL);
  CREATE INDEX snapshots_by_region ON snapshots (region, id);
  CREATE TABLE flushes (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, client INTEGER NOT NULL, n INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE UNIQUE INDEX flushes_by_name ON flushes (region, client, n);
  CREATE TABLE damaged (id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, source TEXT NOT NULL, time INTEGER NOT NULL, bytes BLOB NOT NULL);
  PRAGMA user_version = 1;
`;

function openStore(folder: string): Store {
  const store = Store.open(join(folder, 'space.db'), (sentence) => void bench.reports.push(sentence));
  if ('message' in store) throw new Error(store.message);
  return store;
}

/** Writes one value a day and folds after every `foldEach` days; returns the document. */
function writeDays(store: Store, days: number, foldEach: number): Y.Doc {
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => store.append([{ region: 'a', update }]));
  for (let day = 0; day < days; day++) {
    vi.setSystemTime(START_MS + day * DAY_MS);
    doc.getMap('m').set('day', day);
    if (day % foldEach === foldEach - 1) store.fold('a', Y.encodeStateAsUpdateV2(doc));
  }
  return doc;
}

function dayAt(store: Store, fromMs: number, atMs: number): unknown {
  const { base, records } = store.readHistory('a', fromMs);
  const doc = new Y.Doc();
  if (base) Y.applyUpdateV2(doc, base.state);
  for (const record of [...records].flat()) if (record.time <= atMs) Y.applyUpdate(doc, record.update);
  return doc.getMap('m').get('day');
}

describe('the past of a region', () => {
  it('[S10] every update of the kept time is there with its time, and older ones are dropped by folding', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = openStore(bench.folder());
    store.historyDays = 30;
    writeDays(store, 100, 10);
    for (const day of [70, 75, 88, 99]) expect(dayAt(store, START_MS + day * DAY_MS, START_MS + day * DAY_MS)).toBe(day);
    const { base, records } = store.readHistory('a', 0);
    expect(base?.time).toBeLessThanOrEqual(START_MS + 70 * DAY_MS);
    const times = [...records].flat().map((record) => record.time);
    expect(times.length).toBeGreaterThanOrEqual(30);
    expect(times.length).toBeLessThanOrEqual(50);
    expect(store.readRegion('a').parts.length).toBe(1);
    store.close();
  });

  it('[S10] with no history asked for, folding keeps two snapshots and the log since the older one', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = openStore(bench.folder());
    store.historyDays = 0;
    writeDays(store, 40, 10);
    expect([...store.readHistory('a', 0).records].flat()).toHaveLength(10);
    store.close();
  });

  it('[S11] a store of version 1 is brought to this one with everything in it', () => {
    const folder = bench.folder();
    const db = new DatabaseSync(join(folder, 'space.db'));
    db.exec(VERSION_1);
    db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run('region', 'old');
    db.close();
    const doc = new Y.Doc();
    doc.getMap('m').set('day', 1);
    const store = openStore(folder);
    expect(store.readMeta('region')).toBe('old');
    store.append([{ region: 'a', update: Y.encodeStateAsUpdate(doc) }]);
    expect(dayAt(store, 0, Date.now())).toBe(1);
    store.close();
    expect(bench.reports).toEqual([]);
  });

  it('[H6] is served to whoever has the key, and to nobody else', async () => {
    const relay = await bench.relay({ open: false });
    const tab = bench.tab(relay, relay.region, { params: { key: relay.key } });
    await tab.provider.whenReady;
    addNote(tab, 'Remember');
    await untilSaved(tab.provider);
    const ask = { origin: relay.address, region: relay.region as RegionId, fromMs: 0 };
    expect(await fetchHistory({ ...ask, accessKey: 'wrong' })).toMatchObject({ problem: { code: 'wrong-key' } });
    expect(await fetchHistory({ ...ask, region: 'a b' as RegionId, accessKey: relay.key })).toMatchObject({
      problem: { code: 'no-history' },
    });
    const history = await fetchHistory({ ...ask, accessKey: relay.key });
    if ('problem' in history) throw new Error(history.problem.message);
    const { base, records } = history.range;
    expect(history.whole).toBe(true);
    expect(records.every((record) => Math.abs(record.time - Date.now()) < 60_000)).toBe(true);
    const doc = new Y.Doc();
    if (base) Y.applyUpdateV2(doc, base.state);
    for (const { update } of records) Y.applyUpdate(doc, update);
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(tab.doc));
  });

  it('[H6] a relay that is away is told as a problem', async () => {
    const history = await fetchHistory({ origin: 'http://127.0.0.1:9', region: 'a' as RegionId, fromMs: 0 });
    expect(history).toMatchObject({ problem: { code: 'unreachable' } });
  });
});
