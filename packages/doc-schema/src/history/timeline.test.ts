import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { editAnything } from '../testing/edit-anything.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { fuzzFor, fuzzMs } from '../testing/fuzz.ts';
import { createRandom } from '../testing/random.ts';
import { compactEntities } from '../compact/compactor.ts';
import { applyChanges } from './apply-changes.ts';
import { branchRegion } from './branch.ts';
import { FlushLog } from './flush-log.ts';
import { readDifference } from './difference.ts';
import { HistoryLog } from './history-log.ts';
import { readState, type RegionState } from './region-state.ts';
import { planRestore } from './restore.ts';
import { diffStates } from './state-change.ts';
import { Timeline } from './timeline.ts';
import { listVersions, nameVersion } from './versions.ts';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const plain = (state: RegionState): unknown =>
  JSON.parse(JSON.stringify([[...state.entities].toSorted(byName), [...state.links].toSorted(byName)]));

/** A log of three people's edits, as the first of them has it. */
function recordThree(seed: number, edits: number): { graph: GraphDoc; log: HistoryLog; dispose: () => void } {
  const random = createRandom(seed);
  const network = createPeerNetwork(random, 3);
  const graph = network.peers[0]?.graph as GraphDoc;
  const log = HistoryLog.follow(graph, { now: () => 1e6 });
  for (let i = 0; i < edits; i++) {
    editAnything(random.pick(network.peers).graph, random);
    if (random.next() < 0.5) network.deliverOne();
    if (random.next() < 0.1) network.settle();
  }
  network.settle();
  return { graph, log, dispose: () => network.dispose() };
}

function openTimeline(log: HistoryLog): Timeline {
  const timeline = Timeline.open(log);
  timeline.advance();
  return timeline;
}

describe('the time line', () => {
  test('[H9] [3.4] the state at any time is what replaying the log up to it gives, and one entity’s state its part', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (seed, at) => {
        const { graph, log, dispose } = recordThree(seed, 60);
        const timeline = openTimeline(log);
        const index = at % (timeline.length + 1);
        const state = timeline.stateAt(index);
        expect(plain(state)).toEqual(plain(readState(branchRegion(log, index))));
        for (const id of graph.list()) expect(timeline.entityAt(id, index)).toEqual(state.entities.get(id));
        expect(plain(timeline.stateAt(timeline.length))).toEqual(plain(readState(graph.doc)));
        timeline.dispose();
        dispose();
      }),
      { numRuns: 12 },
    );
  });

  test('[H9] kept states are thinned and every time stays right', () => {
    const graph = openTestGraph();
    const log = HistoryLog.follow(graph);
    const random = createRandom(3);
    for (let i = 0; i < 1500; i++) editAnything(graph, random);
    graph.settle();
    const timeline = openTimeline(log);
    for (const index of [0, 1, 700, 1100, timeline.length]) {
      expect(plain(timeline.stateAt(index))).toEqual(plain(readState(branchRegion(log, index))));
    }
  });

  test('[H9] [3.4] the changes of a time line lead from any state to any later one, each with its author, time and tool', () => {
    const { log, dispose } = recordThree(11, 80);
    const timeline = openTimeline(log);
    const all = timeline.changes();
    expect(all.length).toBeGreaterThan(40);
    for (const { flush } of all) expect(flush?.name).toMatch(/^Peer [123]$/);
    expect(timeline.changes({ person: 'p2' }).map((change) => change.step)).toEqual(
      all.filter((change) => change.flush?.person === 'p2').map((change) => change.step),
    );
    expect(timeline.changes({ limit: 5 })).toEqual(all.slice(-5));
    dispose();
  });

  test('[H9] a growing log is read on; a damaged record is left out and counted', () => {
    const graph = openTestGraph();
    const log = HistoryLog.follow(graph);
    const timeline = Timeline.open(log);
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'A' }));
    timeline.advance();
    log.add({ seq: log.nextSeq, time: 9e12, update: new Uint8Array([1, 2, 3, 255]) });
    graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'B'));
    expect(timeline.advance(0)).toBe(true);
    expect([timeline.length, timeline.skipped]).toEqual([3, 1]);
    expect(timeline.changes({ ids: new Set([id]) }).map(({ step }) => step.type)).toEqual(['entity', 'value']);
    expect(timeline.entityAt(id, timeline.length)?.properties['title']).toBe('B');
  });

  test('[H9] a log of damaged updates is read without a throw, and restoring from it leaves the region readable', {
    timeout: 30_000 + fuzzMs(),
  }, () => {
    const { log, dispose } = recordThree(21, 30);
    const records = log.records.map(({ update }) => update);
    dispose();
    const hit = fc.tuple(fc.nat(records.length - 1), fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(fc.array(hit, { minLength: 1, maxLength: 8 }), (hits) => {
        const damaged = records.map((update) => update.slice());
        for (const [record, at, value] of hits) {
          const update = damaged[record];
          if (update) update[at % update.length] = value;
        }
        const range = { base: log.base, records: damaged.map((update, i) => ({ seq: i + 1, time: i, update })) };
        const timeline = openTimeline(HistoryLog.of(range, new FlushLog()));
        expect(timeline.length).toBe(records.length);
        const graph = openTestGraph();
        const target = timeline.stateAt(timeline.length);
        applyChanges(graph, planRestore(readState(graph.doc), target, { type: 'all' }).changes, { title: 'Restore' });
        expect(graph.list().every((id) => graph.read(id) !== undefined)).toBe(true);
        timeline.changes();
        timeline.dispose();
        graph.dispose();
      }),
      fuzzFor(),
    );
  });

  test('[H9] a compaction is no change, before and after it history reads and restores alike', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('light', { title: 'Lamp' }));
    const log = HistoryLog.follow(graph);
    for (let n = 1; n < 9; n++) graph.edit({ title: `Move ${n}` }, (edit) => edit.set(id, 'position', [n, 0, 0]));
    graph.edit({ title: 'Tag' }, (edit) => edit.include(id, 'tags', 'old'));
    const before = readState(graph.doc);
    expect(compactEntities(graph, [id])).toBe(1);
    expect(plain(readState(graph.doc))).toEqual(plain(before));
    graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Beacon'));
    const timeline = openTimeline(log);
    expect(timeline.changes().map(({ flush }) => flush?.title)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Move ${n}`).concat('Tag', 'Rename'),
    );
    applyChanges(graph, planRestore(readState(graph.doc), timeline.stateAt(4), { type: 'all' }).changes, { title: 'Restore' });
    expect(graph.read(id)).toMatchObject({ title: 'Lamp', properties: { position: [4, 0, 0], tags: [] } });
  });

  test('[H9] a difference of two states is a list of property changes; equal states have none', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'A' }, { text: { body: 'one' } }));
    const before = readState(graph.doc);
    graph.edit({ title: 'Change' }, (edit) => {
      edit.set(id, 'title', 'B');
      edit.include(id, 'tags', 'urgent');
      edit.setText(id, 'body', 'two');
      edit.trash(id);
    });
    const after = readState(graph.doc);
    expect(diffStates(before, before)).toEqual([]);
    expect(
      diffStates(before, readState(graph.doc)).map((change) =>
        change.type === 'link' ? '' : `${change.type} ${'property' in change ? change.property : ''}`,
      ),
    ).toEqual(['value title', 'value tags/urgent', 'value del', 'text body']);
    expect(diffStates(after, readState(graph.doc))).toEqual([]);
  });
});

describe('the difference of two times', () => {
  test('[H9] [3.4] it lists what reads otherwise, each with who made it so last', () => {
    const network = createPeerNetwork(createRandom(2), 2);
    const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const [a, b] = ada.edit({ title: 'Add' }, (edit) =>
      [0, 1].map(() => edit.create('note', { title: 'Old' }, { text: { body: 'one two' } })),
    ) as [EntityId, EntityId];
    network.settle();
    const log = HistoryLog.follow(ada);
    ada.edit({ title: 'Rename' }, (edit) => edit.set(a, 'title', 'Ada’s'));
    network.settle();
    ben.edit({ title: 'Rename again' }, (edit) => edit.set(a, 'title', 'Ben’s'));
    network.settle();
    ada.edit({ title: 'Rewrite' }, (edit) => edit.setText(b, 'body', 'one 2'));
    ada.edit({ title: 'Link' }, (edit) => edit.link(entityKey(a), 'about', entityKey(b)));
    for (const title of ['New', 'Old']) ada.edit({ title: 'Back and forth' }, (edit) => edit.set(b, 'title', title));
    const timeline = openTimeline(log);
    expect(
      readDifference(timeline, 0, timeline.length).map(({ change, made }) => [change.type, made?.flush?.name, made?.flush?.title]),
    ).toEqual([
      ['value', 'Peer 2', 'Rename again'],
      ['text', 'Peer 1', 'Rewrite'],
      ['link', 'Peer 1', 'Link'],
    ]);
    expect(readDifference(timeline, 0, 1)).toMatchObject([
      { change: { before: 'Old', after: 'Ada’s' }, made: { flush: { title: 'Rename' } } },
    ]);
    network.dispose();
  });
});

describe('named versions', () => {
  test('[H10] [3.4] a version is named, found in another log whatever its clock says, and undone', () => {
    const network = createPeerNetwork(createRandom(4), 2);
    const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const log = HistoryLog.follow(ben, { now: () => 5 });
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'First' }));
    network.settle();
    nameVersion(ada, 'Beginning', 1e9);
    ada.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Second'));
    network.settle();
    const [version] = listVersions(ben);
    const timeline = openTimeline(log);
    expect(version).toMatchObject({ name: 'Beginning', time: 1e9, person: 'person:p1' });
    expect(timeline.entityAt(id, timeline.indexOfVersion(version as never))?.properties['title']).toBe('First');
    ada.undo();
    ada.undo();
    expect(listVersions(ada)).toEqual([]);
    network.dispose();
  });

  test('[H10] clocks that cannot be read leave the version its time', () => {
    const graph = openTestGraph();
    graph.edit({ title: 'Odd' }, (edit) => void edit.create('version', { title: 'Odd', time: 7, clocks: '!!' }));
    expect(listVersions(graph)).toMatchObject([{ name: 'Odd', time: 7, clocks: undefined }]);
  });
});
