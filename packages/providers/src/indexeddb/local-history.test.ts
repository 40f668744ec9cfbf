import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { HistoryRange } from '@space/doc-schema/history';
import { MemoryLocks } from '../testing/index.ts';
import { LocalHistory, type LocalHistoryOptions } from './local-history.ts';

const open: LocalHistory[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((history) => history.dispose()));
});

function keep(options: Partial<LocalHistoryOptions> & Pick<LocalHistoryOptions, 'doc' | 'indexedDB'>): LocalHistory {
  const history = new LocalHistory({ region: 'a', whenLoaded: Promise.resolve(), locks: null, ...options });
  open.push(history);
  return history;
}

function replay({ base, records }: HistoryRange): Y.Doc {
  const doc = new Y.Doc();
  if (base) Y.applyUpdateV2(doc, base.state);
  for (const { update } of records) Y.applyUpdate(doc, update);
  return doc;
}

const set = (doc: Y.Doc, value: number): void => void doc.getMap('m').set('value', value);
const valueOf = (doc: Y.Doc): unknown => doc.getMap('m').get('value');

test('[I11] the log begins with what was there and has each later moment', async () => {
  const doc = new Y.Doc();
  set(doc, 1);
  let time = 1000;
  const history = keep({ doc, indexedDB: new IDBFactory(), now: () => time });
  expect(valueOf(replay(await history.read()))).toBe(1);
  for (const value of [2, 3]) {
    time += 5000;
    set(doc, value);
    await history.read();
  }
  const range = await history.read();
  expect(range.base?.time).toBe(1000);
  expect(range.records.map((record) => record.time)).toEqual([6000, 11_000]);
  expect(valueOf(replay({ ...range, records: range.records.slice(0, 1) }))).toBe(2);
});

test('[I11] what happened while this browser was away is caught up at the next visit, deletions too', async () => {
  const indexedDB = new IDBFactory();
  const doc = new Y.Doc();
  doc.getMap('m').set('gone', 1);
  await keep({ doc, indexedDB }).dispose();
  set(doc, 7);
  doc.getMap('m').delete('gone');
  expect(
    replay(await keep({ doc, indexedDB }).read())
      .getMap('m')
      .toJSON(),
  ).toEqual({ value: 7 });
});

test('[I11] two tabs write one log, and the second goes on where the first ended', async () => {
  const indexedDB = new IDBFactory();
  const locks = new MemoryLocks();
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  one.on('update', (update: Uint8Array, origin: unknown) => origin !== 'peer' && Y.applyUpdate(two, update, 'peer'));
  two.on('update', (update: Uint8Array, origin: unknown) => origin !== 'peer' && Y.applyUpdate(one, update, 'peer'));
  const first = keep({ doc: one, indexedDB, locks });
  const second = keep({ doc: two, indexedDB, locks });
  set(one, 1);
  set(two, 2);
  expect(valueOf(replay(await first.read()))).toBe(2);
  expect(valueOf(replay(await second.read()))).toBe(2);
  await first.dispose();
  set(two, 3);
  await expect.poll(async () => valueOf(replay(await second.read()))).toBe(3);
});

test('[I11] a long log folds its older half, and what it shows at the end stays', async () => {
  const doc = new Y.Doc();
  const history = keep({ doc, indexedDB: new IDBFactory(), limitBytes: 1000 });
  for (let i = 0; i < 1100; i++) {
    set(doc, i);
    if (i % 2 === 0) await history.read();
  }
  const range = await history.read();
  expect(range.records.length).toBeLessThan(420);
  expect(range.base?.seq).toBeLessThan(range.records[0]?.seq ?? 0);
  expect(valueOf(replay(range))).toBe(1099);
});

test('[I11] where nothing can be stored, the history is empty and nothing throws', async () => {
  const broken = {
    open: () => {
      throw new DOMException('no', 'SecurityError');
    },
  } as unknown as IDBFactory; // reason: only open is called
  const doc = new Y.Doc();
  const history = keep({ doc, indexedDB: broken });
  set(doc, 1);
  expect(await history.read()).toEqual({ base: undefined, records: [] });
});
