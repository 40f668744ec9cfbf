import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { fuzzFor, fuzzMs } from '../testing/fuzz.ts';
import { createRandom } from '../testing/random.ts';
import { HistoryLog } from './history-log.ts';
import { decodeHistoryRange, encodeHistoryRange, type HistoryRange } from './history-record.ts';

/** The document a log leads to. */
function replay(range: HistoryRange): Y.Doc {
  const doc = new Y.Doc();
  if (range.base) Y.applyUpdateV2(doc, range.base.state);
  for (const { update } of range.records) Y.applyUpdate(doc, update);
  return doc;
}

const content = (doc: Y.Doc): unknown => [doc.getMap('e').toJSON(), doc.getMap('l').toJSON()];

describe('the log of a region', () => {
  test('[H6] a gesture is one record with its flush, typing one a flush, and the records lead to the document', () => {
    const graph = openTestGraph({ now: () => 7 });
    const old = graph.edit({ title: 'Before' }, (edit) => edit.create('note', { title: 'Old' }));
    const log = HistoryLog.follow(graph);
    graph.edit({ title: 'Rename' }, (edit) => edit.set(old, 'title', 'New'));
    for (const letter of 'hello') graph.text(old, 'body')?.insert(0, letter);
    graph.settle();
    expect(log.records.map(({ seq, flush }) => [seq, flush?.title])).toEqual([
      [1, 'Rename'],
      [2, 'Type'],
    ]);
    expect(content(replay(log))).toEqual(content(graph.doc));
    log.dispose();
    graph.dispose();
  });

  test('[H6] what others send is recorded as it arrives; every peer’s log leads to the same document', () => {
    const network = createPeerNetwork(createRandom(5), 2);
    const graphs = network.peers.map((peer) => peer.graph);
    const logs = graphs.map((graph) => HistoryLog.follow(graph));
    const ids = graphs.map((graph) => graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'x' })));
    network.settle();
    graphs.forEach((graph, i) =>
      graph.edit({ title: 'Rename' }, (edit) => ids[1 - i] && edit.set(ids[1 - i] as never, 'title', `by ${i}`)),
    );
    network.settle();
    for (const log of logs) expect(content(replay(log))).toEqual(content(graphs[0]?.doc as Y.Doc));
    network.dispose();
  });

  test('[H6] a log that begins later leads to the same document', () => {
    const graph = openTestGraph();
    const log = HistoryLog.follow(graph);
    for (let i = 0; i < 5; i++) graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: `${i}` }));
    log.begin({ seq: 3, time: 1, state: Y.encodeStateAsUpdateV2(replay({ base: log.base, records: log.records.slice(0, 3) })) });
    expect(log.records.map((record) => record.seq)).toEqual([4, 5]);
    expect(content(replay(log))).toEqual(content(graph.doc));
    log.begin({ seq: 2, time: 1, state: new Uint8Array() });
    expect(log.records).toHaveLength(2);
  });
});

test('[H6] what was written after the known past ended is in the log, deletions too', () => {
  const graph = openTestGraph();
  const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'One' }));
  graph.edit({ title: 'Link' }, (edit) => edit.link(entityKey(id), 'about', entityKey(id)));
  const past: HistoryRange = { base: { seq: 3, time: 1, state: Y.encodeStateAsUpdateV2(graph.doc) }, records: [] };
  graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Two'));
  graph.edit({ title: 'Unlink' }, (edit) => edit.unlink(entityKey(id), 'about', entityKey(id)));
  const log = HistoryLog.follow(graph, { past });
  graph.edit({ title: 'Rename again' }, (edit) => edit.set(id, 'title', 'Three'));
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, past.base?.state as Uint8Array);
  for (const { update } of log.records) Y.applyUpdate(doc, update);
  expect(doc.getMap('l').size).toBe(0);
  expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(graph.doc));
  log.dispose();
  graph.dispose();
});

describe('history as bytes', () => {
  const record = fc.record({ seq: fc.nat(), time: fc.nat(), update: fc.uint8Array({ maxLength: 40 }) });
  const base = fc.option(fc.record({ seq: fc.nat(), time: fc.nat(), state: fc.uint8Array({ maxLength: 40 }) }), { nil: undefined });
  const flush = { client: 1, n: 1, clockFrom: 0, clockTo: 3, time: 1, person: 'p', name: 'N', tool: 't', title: 'x' };

  test('[H8] a range round-trips; one cut short gives what came whole and says so', () => {
    fc.assert(
      fc.property(base, fc.array(record, { maxLength: 6 }), fc.nat(), (head, records, cut) => {
        const bytes = encodeHistoryRange({ base: head, records });
        expect(decodeHistoryRange(bytes)).toEqual({ base: head, records, whole: true });
        const short = decodeHistoryRange(bytes.slice(0, cut % bytes.length));
        expect(short.records).toEqual(records.slice(0, short.records.length));
      }),
    );
    const one = { seq: 1, time: 2, update: new Uint8Array([1]), flush };
    const two = [
      encodeHistoryRange({ base: undefined, records: [one] }),
      encodeHistoryRange({ base: undefined, records: [{ ...one, seq: 2 }] }),
    ];
    expect(decodeHistoryRange(new Uint8Array(two.flatMap((piece) => [...piece]))).records.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(decodeHistoryRange(encodeHistoryRange({ base: undefined, records: [one] })).records).toEqual([one]);
  });

  test('[H8] any bytes are decoded without a throw; a flush that is none is left out', { timeout: 30_000 + 2 * fuzzMs(700) }, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeHistoryRange(bytes)),
      fuzzFor(700),
    );
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        (records, hits) => {
          const bytes = encodeHistoryRange({ base: undefined, records });
          for (const [at, value] of hits) bytes[at % bytes.length] = value;
          const found = decodeHistoryRange(bytes);
          expect(found.records.reduce((size, each) => size + each.update.length, 0)).toBeLessThanOrEqual(bytes.length);
        },
      ),
      fuzzFor(700),
    );
    const bad = { seq: 1, time: 2, update: new Uint8Array([1]), flush: { ...flush, n: 'x' } as never };
    expect(decodeHistoryRange(encodeHistoryRange({ base: undefined, records: [bad] })).records[0]).not.toHaveProperty('flush');
  });
});
