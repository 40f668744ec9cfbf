import type { Flush } from '@space/doc-schema';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { startRelay } from '../relay.ts';
import { Workbench } from '../testing/workbench.ts';
import { takeDataFolder } from './data-folder.ts';
import { Store } from './store.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

const PAGE = 4096;

function openStore(folder: string): Store {
  const store = Store.open(join(folder, 'space.db'), (sentence) => void bench.reports.push(sentence));
  if ('message' in store) throw new Error(store.message);
  return store;
}

const flush = (n: number): Flush => ({
  client: 1,
  n,
  clockFrom: n,
  clockTo: n + 1,
  time: 0,
  person: 'p',
  name: 'P',
  tool: 't',
  title: `T${n}`,
});

/** A document whose edits come out as one update each. */
function edits(count: number): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < count; i++) doc.getMap('m').set(`key ${i}`, `value ${i} ${'x'.repeat(200)}`);
  return { doc, updates };
}

function read(store: Store, region: string): Y.Doc {
  const doc = new Y.Doc();
  for (const part of store.readRegion(region).parts) (part.format === 'v2' ? Y.applyUpdateV2 : Y.applyUpdate)(doc, part.bytes);
  return doc;
}

/** Writes nonsense over whole pages of a closed database, as a failing disk does. */
function damagePages(path: string, pages: readonly number[]): void {
  const file = openSync(path, 'r+');
  for (const page of pages) writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, (page - 1) * PAGE);
  closeSync(file);
}

describe('the store keeps what it acknowledged', () => {
  it('[S1] reads back updates and flushes of each region, in order, after closing', () => {
    const folder = bench.folder();
    const store = openStore(folder);
    const { doc, updates } = edits(10);
    for (const [n, update] of updates.entries()) store.append([{ region: 'a', update, flushes: [flush(n)] }]);
    store.append([{ region: 'b', flushes: [flush(99)] }]);
    store.close();
    const again = openStore(folder);
    expect(read(again, 'a').getMap('m').toJSON()).toEqual(doc.getMap('m').toJSON());
    expect([...again.readFlushes('a')].flat()).toEqual(updates.map((_, n) => flush(n)));
    expect(again.readRegion('b').parts).toEqual([]);
    again.close();
  });

  it('[S2] folding keeps the content, and the second fold drops the first log', () => {
    const store = openStore(bench.folder());
    const { doc, updates } = edits(30);
    for (const part of [updates.slice(0, 10), updates.slice(10, 20)]) {
      store.append(part.map((update) => ({ region: 'a', update })));
      store.fold('a', Y.encodeStateAsUpdateV2(read(store, 'a')));
    }
    store.append(updates.slice(20).map((update) => ({ region: 'a', update })));
    expect(store.readRegion('a')).toMatchObject({ tailRows: 10, damaged: 0 });
    expect(read(store, 'a').getMap('m').toJSON()).toEqual(doc.getMap('m').toJSON());
    store.close();
  });

  it('[S3] a damaged snapshot is put aside and the one before it with its log gives the same content', () => {
    const folder = bench.folder();
    const store = openStore(folder);
    const { doc, updates } = edits(30);
    for (const part of [updates.slice(0, 10), updates.slice(10, 20), updates.slice(20)]) {
      store.append(part.map((update) => ({ region: 'a', update })));
      store.fold('a', Y.encodeStateAsUpdateV2(read(store, 'a')));
    }
    store.close();
    const db = new DatabaseSync(join(folder, 'space.db'));
    db.exec('UPDATE snapshots SET bytes = zeroblob(length(bytes)) WHERE id = (SELECT max(id) FROM snapshots)');
    db.close();
    const again = openStore(folder);
    expect(again.readRegion('a')).toMatchObject({ damaged: 1 });
    expect(read(again, 'a').getMap('m').toJSON()).toEqual(doc.getMap('m').toJSON());
    expect(bench.reports.join()).toContain('put aside');
    again.close();
  });

  it('[S3] a damaged row costs that row only', () => {
    const folder = bench.folder();
    const store = openStore(folder);
    const { updates } = edits(10);
    store.append(updates.map((update) => ({ region: 'a', update })));
    store.close();
    const db = new DatabaseSync(join(folder, 'space.db'));
    db.exec('UPDATE updates SET bytes = zeroblob(length(bytes)) WHERE seq = 10');
    db.close();
    const again = openStore(folder);
    expect(read(again, 'a').getMap('m').size).toBe(9);
    expect(again.readRegion('a').damaged).toBe(0);
    again.close();
  });
});

describe('the store survives a damaged file', () => {
  it('[S4] corrupt pages: the file is moved aside, the rest is carried over, and a loud line says so', () => {
    const folder = bench.folder();
    const path = join(folder, 'space.db');
    const store = openStore(folder);
    const { updates } = edits(400);
    for (const [n, update] of updates.entries()) store.append([{ region: 'a', update, flushes: [flush(n)] }]);
    store.close();
    const pages = statSync(path).size / PAGE;
    expect(pages).toBeGreaterThan(30);
    damagePages(path, [Math.floor(pages / 2), Math.floor(pages / 2) + 1]);
    const again = openStore(folder);
    expect(bench.reports.join()).toContain('WAS DAMAGED');
    expect(readdirSync(folder).some((name) => name.startsWith('space.db.damaged-'))).toBe(true);
    const kept = again.readRegion('a').parts.length + [...again.readFlushes('a')].flat().length;
    expect(kept).toBeGreaterThan(700);
    again.append([{ region: 'a', flushes: [flush(1000)] }]);
    again.close();
  });

  it('[S4] a page that becomes unreadable while the relay runs: it lives, and rooms write what they hold', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data });
    const { doc, updates } = edits(300);
    const tab = bench.tab(relay, 'live', { doc });
    await tab.provider.whenReady;
    expect(updates.length).toBeGreaterThan(0);
    const path = join(data, 'space.db');
    checkpoint(path);
    damagePages(
      path,
      Array.from({ length: statSync(path).size / PAGE }, (_, i) => i + 1),
    );
    for (let i = 0; i < 50 && bench.reports.length === 0; i++) {
      const other = bench.tab(relay, `other-${i}`);
      await other.provider.whenReady;
      other.graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'x'.repeat(150) }));
    }
    expect(bench.reports.join()).toContain('WAS DAMAGED');
    const reader = bench.tab(relay, 'live');
    await reader.provider.whenReady;
    expect(reader.doc.getMap('m').toJSON()).toEqual(doc.getMap('m').toJSON());
    await relay.close();
    const again = await bench.relay({ data });
    expect(again.region).toBe(relay.region);
    expect(read(again.store, 'live').getMap('m').size).toBe(300);
  });

  it('[S5] a file that is no database at all: links stay good', async () => {
    const data = bench.folder();
    const first = await bench.relay({ data });
    await first.close();
    writeFileSync(join(data, 'space.db'), 'This is not a database, but it is long enough to look like something. '.repeat(100));
    const second = await bench.relay({ data });
    expect([second.region, second.key]).toEqual([first.region, first.key]);
    expect(bench.reports.join()).toContain('WAS DAMAGED');
  });
});

describe('the data folder', () => {
  it('[S6] of a newer version is refused and left as it is', async () => {
    const data = bench.folder();
    await (await bench.relay({ data })).close();
    const path = join(data, 'space.db');
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 7');
    db.close();
    const before = readFileSync(path);
    const refusal = await startRelay({ port: 0, data });
    expect(refusal).toMatchObject({ code: 'newer-version' });
    expect('message' in refusal && refusal.message).toMatch(/is version 7, this relay knows 2: update Space/);
    expect(readFileSync(path)).toEqual(before);
  });

  it('[S7] that another relay uses is refused with its process', async () => {
    const data = bench.folder();
    await bench.relay({ data });
    const refusal = await startRelay({ port: 0, data });
    expect(refusal).toMatchObject({ code: 'in-use' });
    expect('message' in refusal && refusal.message).toContain(`process ${process.pid}`);
  });

  it('[S7] is free again after its relay is gone, even with its pid file left behind', () => {
    const data = bench.folder();
    writeFileSync(join(data, 'relay.pid'), '1\n');
    const folder = takeDataFolder(data);
    expect('release' in folder).toBe(true);
    if ('release' in folder) folder.release();
  });

  it('[S8] that cannot be made or written is refused with a sentence', async () => {
    const file = join(bench.folder(), 'a-file');
    writeFileSync(file, '');
    for (const data of [file, join(file, 'below'), '/proc/space-data']) {
      const refusal = await startRelay({ port: 0, data });
      expect(refusal).toMatchObject({ code: 'unwritable' });
      expect('message' in refusal && refusal.message).toMatch(/cannot be written .*Choose another with --data/);
    }
  });

  it('[S9] gets its world once: the name, the key and the starter world stay', async () => {
    const data = join(bench.folder(), 'deep', 'er');
    mkdirSync(join(data, '..'), { recursive: true });
    const first = await bench.relay({ data });
    const tab = bench.tab(first, first.region);
    await tab.provider.whenReady;
    const count = tab.graph.list().length;
    expect(count).toBeGreaterThan(5);
    await tab.provider.dispose();
    await first.close();
    const second = await bench.relay({ data });
    const again = bench.tab(second, second.region);
    await again.provider.whenReady;
    expect([second.region, second.key, again.graph.list().length]).toEqual([first.region, first.key, count]);
    expect(existsSync(join(data, 'world.json'))).toBe(true);
  });
});

/** Brings everything from the write-ahead log into the file, as SQLite does from time to time. */
function checkpoint(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
