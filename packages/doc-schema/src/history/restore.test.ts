import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { editAnything } from '../testing/edit-anything.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom } from '../testing/random.ts';
import { applyChanges } from './apply-changes.ts';
import { branchRegion, planMerge } from './branch.ts';
import { HistoryLog } from './history-log.ts';
import { mergeText } from './merge-text.ts';
import { readState, type RegionState } from './region-state.ts';
import { planRestore, type RestoreScope } from './restore.ts';
import { planRevert } from './revert.ts';
import { Timeline } from './timeline.ts';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A state as a person sees it: what was made later counts as long as it is not in the trash, and being back is not having gone. */
function seen(state: RegionState, ids?: ReadonlySet<EntityId>): unknown {
  const entities = [...state.entities].filter(([id, entity]) => !entity.properties['del'] && (!ids || ids.has(id))).toSorted(byName);
  const trash = [...state.entities].filter(([id, entity]) => entity.properties['del'] && ids?.has(id)).map(([id]) => id);
  return JSON.parse(JSON.stringify({ entities, trash: trash.toSorted(), links: ids ? [] : [...state.links].toSorted(byName) }));
}

const restore = (graph: GraphDoc, target: RegionState, scope: RestoreScope): ReturnType<typeof applyChanges> =>
  applyChanges(graph, planRestore(readState(graph.doc), target, scope).changes, { title: 'Restore' });

describe('restore', () => {
  test('[H11] [3.4] everything restored reads as it did then, and undoing that reads as it did before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(40), fc.nat(40), (seed, first, second) => {
        const graph = openTestGraph();
        const random = createRandom(seed);
        for (let i = 0; i < first; i++) editAnything(graph, random);
        const target = readState(graph.doc);
        for (let i = 0; i < second; i++) editAnything(graph, random);
        const before = readState(graph.doc);
        expect(restore(graph, target, { type: 'all' }).kept).toEqual([]);
        expect(seen(readState(graph.doc))).toEqual(seen(target));
        const undo = graph.journal.undoTitle === 'Restore' ? graph.undo() : undefined;
        expect(undo?.kept ?? []).toEqual([]);
        expect(seen(readState(graph.doc))).toEqual(seen(before));
      }),
      { numRuns: 30 },
    );
  });

  test('[H11] [3.4] restoring a selection gives what those held and touches nothing else', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const graph = openTestGraph();
        const random = createRandom(seed);
        for (let i = 0; i < 20; i++) editAnything(graph, random);
        graph.settle();
        const target = readState(graph.doc);
        const ids = new Set(graph.list().filter((_, i) => i % 2 === 0));
        for (let i = 0; i < 30; i++) editAnything(graph, random);
        graph.settle();
        const before = readState(graph.doc);
        restore(graph, target, { type: 'entities', ids });
        const after = readState(graph.doc);
        expect(seen(after, ids)).toEqual(seen(target, ids));
        const rest = new Set(graph.list().filter((id) => !ids.has(id)));
        expect(seen(after, rest)).toEqual(seen(before, rest));
      }),
      { numRuns: 20 },
    );
  });

  test('[H11] what others write meanwhile merges: values by property, texts by place', () => {
    const network = createPeerNetwork(createRandom(6), 2);
    const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One' }, { text: { body: 'first\nsecond\nthird' } }));
    const target = readState(ada.doc);
    ada.edit({ title: 'Change' }, (edit) => {
      edit.set(id, 'title', 'Two');
      edit.setText(id, 'body', 'FIRST\nsecond\nTHIRD');
    });
    network.settle();
    restore(ada, target, { type: 'all' });
    ben.edit({ title: 'Tick' }, (edit) => edit.set(id, 'state', 'done'));
    ben.text(id, 'body')?.insert(8, '!');
    network.settle();
    for (const graph of [ada, ben]) {
      expect(graph.read(id)?.properties).toMatchObject({ title: 'One', state: 'done' });
      expect(graph.text(id, 'body')?.toJSON()).toBe('first\nse!cond\nthird');
    }
    network.dispose();
  });

  test('[H11] what somebody changed after the plan was made is kept and named; of a text only what both touched', () => {
    const network = createPeerNetwork(createRandom(7), 2);
    const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One' }, { text: { body: 'one two three' } }));
    const target = readState(ada.doc);
    ada.edit({ title: 'Change' }, (edit) => {
      edit.set(id, 'title', 'Two');
      edit.setText(id, 'body', 'one 2 three');
    });
    const plan = planRestore(readState(ada.doc), target, { type: 'all' });
    network.settle();
    ben.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Ben’s'));
    ben.text(id, 'body')?.insert(11, '!');
    network.settle();
    const report = applyChanges(ada, plan.changes, { title: 'Restore' });
    expect(report).toMatchObject({ written: 1, kept: [{ change: { property: 'title' }, by: 'Peer 2' }] });
    expect([ada.read(id)?.title, ada.text(id, 'body')?.toJSON()]).toEqual(['Ben’s', 'one two three!']);
    network.dispose();
  });

  test('[H11] undoing a restore takes back its texts, unless somebody typed in them since', () => {
    const graph = openTestGraph();
    const ids = graph.edit({ title: 'Add' }, (edit) => [0, 1].map(() => edit.create('note', {}, { text: { body: 'old text' } })));
    const target = readState(graph.doc);
    const [one, two] = ids as [EntityId, EntityId];
    for (const id of ids) graph.edit({ title: 'Change' }, (edit) => edit.setText(id, 'body', 'new text'));
    restore(graph, target, { type: 'entities', ids });
    graph.text(two, 'body')?.insert(8, '!');
    expect(graph.undo()?.kept).toEqual([{ id: two, property: 'body', by: 'Nadia' }]);
    expect([one, two].map((id) => graph.text(id, 'body')?.toJSON())).toEqual(['new text', 'old text!']);
  });

  test('[H11] what was removed from the document itself comes back under its id, sets and trash mark included', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One', tags: ['a'] }, { text: { body: 'text' } }));
    graph.edit({ title: 'Tag' }, (edit) => edit.include(id, 'tags', 'b'));
    const target = readState(graph.doc);
    graph.doc.getMap('e').delete(id);
    restore(graph, target, { type: 'all' });
    expect(graph.read(id)).toMatchObject({ kind: 'task', title: 'One', properties: { tags: ['a', 'b'] }, issues: [] });
    expect(graph.text(id, 'body')?.toJSON()).toBe('text');
    graph.undo();
    expect(graph.read(id)?.trashed).toBe(true);
  });
});

describe('taking back an author’s edits', () => {
  function record(): { ada: GraphDoc; ben: GraphDoc; log: HistoryLog; settle: () => void } {
    const network = createPeerNetwork(createRandom(8), 2);
    const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    return { ada, ben, log: HistoryLog.follow(ada), settle: () => network.settle() };
  }

  function revert(graph: GraphDoc, log: HistoryLog, person: string): ReturnType<typeof planRevert> {
    const timeline = Timeline.open(log);
    timeline.advance();
    const plan = planRevert(timeline, readState(graph.doc), { person });
    applyChanges(graph, plan.changes, { title: 'Take back' });
    return plan;
  }

  test('[H12] [3.4] values go back to what stood before the author, except where others went on from them', () => {
    const { ada, ben, log, settle } = record();
    const [a, b] = ada.edit({ title: 'Add' }, (edit) => [edit.create('task', { title: 'A' }), edit.create('task', { title: 'B' })]) as [
      EntityId,
      EntityId,
    ];
    settle();
    const made = ben.edit({ title: 'Change' }, (edit) => {
      edit.set(a, 'title', 'Ben 1');
      edit.set(b, 'title', 'Ben 1');
      edit.link(entityKey(a), 'about', entityKey(b));
      return edit.create('note', { title: 'Ben’s note' });
    });
    ben.edit({ title: 'Change again' }, (edit) => edit.set(a, 'title', 'Ben 2'));
    settle();
    ada.edit({ title: 'Rename' }, (edit) => edit.set(b, 'title', 'Ada since'));
    const plan = revert(ada, log, 'p2');
    expect([a, b].map((id) => ada.read(id)?.title)).toEqual(['A', 'Ada since']);
    expect(ada.read(made)?.trashed).toBe(true);
    expect([...ada.links()]).toEqual([]);
    expect(plan.kept).toMatchObject([{ step: { id: b, property: 'title' }, by: 'Peer 1' }]);
    ada.undo();
    expect(ada.read(a)?.title).toBe('Ben 2');
  });

  test('[H12] texts lose what the author typed and get back what they removed, around what others typed', () => {
    const { ada, ben, log, settle } = record();
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('note', {}, { text: { body: 'one\ntwo\nthree\nfour' } }));
    settle();
    ben.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'one\n2\nthree'));
    settle();
    ada.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'zero\none\n2\nthree'));
    ben.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'BEN one\n2\nthree'));
    settle();
    expect(revert(ada, log, 'p2').kept).toMatchObject([]);
    expect(ada.text(id, 'body')?.toJSON()).toContain('one\ntwo\nthree\nfour');
    expect(ada.text(id, 'body')?.toJSON()).toContain('zero');
    expect(ada.text(id, 'body')?.toJSON()).not.toContain('BEN');
  });

  test('[H12] an entity that others changed since stays and is named', () => {
    const { ada, ben, log, settle } = record();
    const id = ben.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'Ben’s' }));
    settle();
    ada.edit({ title: 'Tick' }, (edit) => edit.set(id, 'state', 'done'));
    expect(revert(ada, log, 'p2').kept).toMatchObject([{ step: { type: 'entity', id }, by: 'Peer 1' }]);
    expect(ada.read(id)?.trashed).toBe(false);
  });

  test('[H12] an author’s edits taken back, alone with the region, leave it as it was before them', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 2);
        const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
        const log = HistoryLog.follow(ada);
        for (let i = 0; i < 15; i++) editAnything(ada, random);
        network.settle();
        const target = readState(ada.doc);
        for (let i = 0; i < 25; i++) editAnything(ben, random);
        network.settle();
        revert(ada, log, 'p2');
        expect(seen(readState(ada.doc))).toEqual(seen(target));
        network.dispose();
      }),
      { numRuns: 20 },
    );
  });
});

describe('branches', () => {
  test('[H13] [3.4] a branch has its own session, and merging it unchanged in the region gives the branch', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const graph = openTestGraph();
        const log = HistoryLog.follow(graph);
        for (let i = 0; i < 15; i++) editAnything(graph, random);
        graph.settle();
        const branch = openTestGraph({ doc: branchRegion(log) });
        expect(branch.doc.clientID).not.toBe(graph.doc.clientID);
        const base = readState(branch.doc);
        for (let i = 0; i < 15; i++) editAnything(branch, random);
        const items = planMerge(base, readState(branch.doc), readState(graph.doc));
        expect(items.filter((item) => item.conflict)).toEqual([]);
        applyChanges(
          graph,
          items.map((item) => item.change),
          { title: 'Merge' },
        );
        expect(seen(readState(graph.doc))).toEqual(seen(readState(branch.doc)));
        expect(planMerge(base, readState(branch.doc), readState(graph.doc))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('[H13] what both sides changed is flagged; what is left out stays as the region has it', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'A' }, { text: { body: 'one\ntwo\nthree' } }));
    const branch = openTestGraph({
      doc: branchRegion({ base: { seq: 0, time: 0, state: Y.encodeStateAsUpdateV2(graph.doc) }, records: [] }),
    });
    const base = readState(branch.doc);
    branch.edit({ title: 'Change' }, (edit) => {
      edit.set(id, 'title', 'Branch');
      edit.set(id, 'state', 'done');
      edit.setText(id, 'body', 'one\n2\n3');
    });
    graph.edit({ title: 'Change' }, (edit) => {
      edit.set(id, 'title', 'Main');
      edit.setText(id, 'body', 'ONE\ntwo\nTHREE');
    });
    const items = planMerge(base, readState(branch.doc), readState(graph.doc));
    expect(items.map(({ change, conflict }) => ['property' in change ? change.property : '', conflict, change.after])).toEqual([
      ['title', true, 'Branch'],
      ['state', false, 'done'],
      ['body', true, 'ONE\n2\nTHREE'],
    ]);
    applyChanges(
      graph,
      items.filter((item) => !item.conflict).map((item) => item.change),
      { title: 'Merge' },
    );
    expect(graph.read(id)).toMatchObject({ title: 'Main', properties: { state: 'done' } });
  });

  test('[H13] texts merge by place: far changes both count, near ones leave theirs and say so', () => {
    expect(mergeText('a b c d', 'A b c d', 'a b c D')).toEqual({ text: 'A b c D', conflict: false });
    expect(mergeText('a b c', 'a X c', 'a Y c')).toEqual({ text: 'a Y c', conflict: true });
    const word = fc.constantFrom('one ', 'two ', 'é', '\n', '🙂');
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(mergeText(base, mine, base).text).toBe(mine);
        expect(mergeText(base, base, theirs).text).toBe(theirs);
        expect(mergeText(base, mine, mine)).toEqual({ text: mine, conflict: false });
        expect(mergeText(base, mine, theirs).text.isWellFormed()).toBe(true);
      }),
    );
  });
});
