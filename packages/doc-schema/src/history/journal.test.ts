import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, type RegionId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom } from '../testing/random.ts';
import { editAnything } from '../testing/edit-anything.ts';
import { decodeStep, encodeStep, type JournalRow, type JournalStorage } from './journal-keeper.ts';
import { HistoryLog } from './history-log.ts';
import { readState, type RegionState } from './region-state.ts';
import { diffStates, type StateChange } from './state-change.ts';
import { Timeline } from './timeline.ts';

/** Rows in memory, as many characters a row as it is told to take. */
class MemoryRows implements JournalStorage {
  readonly rows = new Map<number, string>();
  limit = Number.POSITIVE_INFINITY;
  written = 0;
  characters = 0;

  load(): Promise<readonly JournalRow[]> {
    return Promise.resolve([...this.rows].map(([key, text]) => ({ key, text })).toReversed());
  }

  write(rows: readonly JournalRow[], removed: readonly number[]): Promise<void> {
    if (rows.some(({ text }) => text.length > this.limit)) return Promise.reject(new Error('full'));
    for (const key of removed) this.rows.delete(key);
    for (const { key, text } of rows) this.rows.set(key, text);
    this.written += rows.length;
    for (const { text } of rows) this.characters += text.length;
    return Promise.resolve();
  }
}

const nameOf = (change: Exclude<StateChange, { type: 'entity' }>): string =>
  change.type === 'link' ? change.name : `${change.id}/${change.property}`;

/** Who wrote each value, text and link last. */
function readWriters(graph: GraphDoc, state: RegionState): ReadonlyMap<string, string | undefined> {
  const writers = new Map<string, string | undefined>();
  for (const [id, { properties, texts }] of state.entities) {
    for (const property of [...Object.keys(properties), ...Object.keys(texts), 'del'])
      writers.set(`${id}/${property}`, graph.provenance(id, property)?.name);
  }
  for (const name of state.links.keys()) writers.set(name, graph.provenanceOfLink(name)?.name);
  return writers;
}

/** Every value and text that the first person wrote, by what it was written to. */
function readOwn(log: HistoryLog): ReadonlySet<string> {
  const timeline = Timeline.open(log);
  timeline.advance();
  const own = new Set<string>();
  for (const { index, step } of timeline.changes({ person: 'p1' })) {
    // Making something is having it out of the trash.
    if (step.type === 'entity') own.add(`${step.id}/del undefined`);
    if (step.type === 'link') own.add(`${step.name} ${JSON.stringify(step.after)}`);
    if (step.type === 'value') own.add(`${step.id}/${step.property} ${JSON.stringify(step.after)}`);
    if (step.type !== 'spans') continue;
    const text = timeline.entityAt(step.id, index + 1)?.texts[step.property];
    own.add(`${step.id}/${step.property} ${JSON.stringify(text)}`);
  }
  return own;
}

/** Everything a person could see, as plain data. */
function snapshot(graph: GraphDoc): unknown {
  const entities = [...graph.list()].sort().map((id) => [graph.read(id), graph.text(id, 'body')?.toJSON()]);
  const links = [...graph.links()].map((link) => JSON.stringify(link)).sort();
  return JSON.parse(JSON.stringify({ entities, links }));
}

describe('undo', () => {
  test('[H1] undo n then redo n leaves every value as it was', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), (seed, edits, steps) => {
        const graph = openTestGraph();
        const random = createRandom(seed);
        for (let i = 0; i < edits; i++) editAnything(graph, random);
        const before = snapshot(graph);
        let undone = 0;
        for (let i = 0; i < steps; i++) if (graph.undo()) undone++;
        for (let i = 0; i < undone; i++) graph.redo();
        expect(snapshot(graph)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  test('[H1] [3.3] three people edit at once in every way: undo n then redo n, nothing else happening, changes nothing', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 3);
        for (let i = 0; i < 70; i++) {
          const { graph } = random.pick(network.peers);
          const dice = random.next();
          if (dice < 0.8) editAnything(graph, random);
          else if (dice < 0.93) graph.undo();
          else graph.redo();
          if (random.next() < 0.6) network.deliverOne();
        }
        network.settle();
        const before = network.peers.map((peer) => snapshot(peer.graph));
        expect(before[1]).toEqual(before[0]);
        const graph = random.pick(network.peers).graph;
        let undone = 0;
        for (let i = 0; i < count; i++) if (graph.undo()) undone++;
        for (let i = 0; i < undone; i++) graph.redo();
        expect(snapshot(graph)).toEqual(before[0]);
        network.dispose();
      }),
      { numRuns: 20 },
    );
  });

  test('[H2] [3.3] undo changes only what reads as this person wrote it, and names whose it kept', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 3);
        const graph = network.peers[0]?.graph as GraphDoc;
        const log = HistoryLog.follow(graph);
        for (let i = 0; i < 60; i++) {
          editAnything(random.pick(network.peers).graph, random);
          if (random.next() < 0.5) network.deliverOne();
        }
        network.settle();
        const own = readOwn(log);
        for (let steps = 0; steps < 60; steps++) {
          const before = readState(graph.doc);
          const writers = readWriters(graph, before);
          const report = graph.undo();
          if (!report) break;
          for (const change of diffStates(before, readState(graph.doc))) {
            if (change.type === 'entity' || [undefined, 'Peer 1'].includes(writers.get(nameOf(change)))) continue;
            // Another wrote or gave back the very value this person had written.
            expect(own).toContain(`${nameOf(change)} ${JSON.stringify(change.before)}`);
          }
          for (const { by } of report.kept) expect(by).toMatch(/^Peer [123]$/);
        }
        network.dispose();
      }),
      { numRuns: 15 },
    );
  });

  test('[H2] undo leaves a later edit of another person alone and says whose it is', () => {
    const network = createPeerNetwork(createRandom(1), 2);
    const [mine, theirs] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const id = mine.edit({ title: 'Add' }, (edit) => edit.create('light', { title: 'Lamp' }));
    mine.edit({ title: 'Change Lamp' }, (edit) => {
      edit.set(id, 'colour', '#111111');
      edit.set(id, 'intensity', 9);
    });
    network.settle();
    theirs.edit({ title: 'Recolour' }, (edit) => edit.set(id, 'colour', '#222222'));
    network.settle();
    expect(mine.undo()).toEqual({ title: 'Change Lamp', kept: [{ id, property: 'colour', by: 'Peer 2' }] });
    expect(mine.read(id)?.properties).toMatchObject({ colour: '#222222', intensity: 3.4 });
  });

  test('[H3] undo takes back only this person’s own steps', () => {
    const network = createPeerNetwork(createRandom(2), 2);
    const [mine, theirs] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const id = mine.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'Mine' }));
    network.settle();
    theirs.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Theirs'));
    network.settle();
    mine.undo();
    expect(mine.read(id)).toMatchObject({ trashed: true, title: 'Theirs' });
    expect(mine.undo()).toBeUndefined();
  });

  test('[H3] what the program does by itself is no undo step and leaves redo possible', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One' }));
    graph.undo();
    graph.edit({ title: 'Tick', undoable: false }, (edit) => edit.set(id, 'state', 'done'));
    expect(graph.journal.undoTitle).toBeUndefined();
    expect(graph.redo()?.title).toBe('Add');
    expect(graph.read(id)?.properties['state']).toBe('done');
  });

  test('[H4] [3.3] the journal survives a reload through its storage, each step written once', async () => {
    const rows = new MemoryRows();
    const first = openTestGraph();
    await first.journal.persist(rows);
    const id = first.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'One' }));
    first.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Two'));
    first.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'text'));
    first.undo();
    await first.journal.whenSaved();
    expect(rows.written).toBe(3); // what was undone before it was written is written as undone
    first.dispose();
    const second = openTestGraph({ doc: first.doc });
    await second.journal.persist(rows);
    expect([second.journal.undoTitle, second.journal.redoTitle]).toEqual(['Rename', 'Rewrite']);
    expect(second.redo()?.title).toBe('Rewrite');
    expect(second.text(id, 'body')?.toJSON()).toBe('text');
    second.undo();
    expect(second.undo()?.title).toBe('Rename');
    expect(second.read(id)?.title).toBe('One');
    expect(second.redo()?.title).toBe('Rename');
    expect(second.read(id)?.title).toBe('Two');
    await second.journal.whenSaved();
    expect(rows.rows.size).toBe(3);
  });

  test('[H4] [3.3] a step of ten thousand entities is one row, undone after a reload, and later steps cost their own size', async () => {
    const rows = new MemoryRows();
    const first = openTestGraph();
    await first.journal.persist(rows);
    const bulk = first.bulk({ title: 'Import' });
    for (let i = 0; i < 20; i++) bulk.write((edit) => Array.from({ length: 500 }, () => edit.create('note', { title: 'x' })));
    bulk.finish();
    await first.journal.whenSaved();
    const size = rows.characters;
    first.edit({ title: 'Rename' }, (edit) => edit.set(first.list()[0] as EntityId, 'title', 'Two'));
    await first.journal.whenSaved();
    expect(rows.characters - size).toBeLessThan(500);
    first.dispose();
    const second = openTestGraph({ doc: first.doc });
    await second.journal.persist(rows);
    second.undo();
    expect(second.undo()).toEqual({ title: 'Import', kept: [] });
    expect(second.list().every((id) => second.read(id)?.trashed)).toBe(true);
  });

  test('[H4] [3.3] what storage refuses can be undone until the page closes, and its title says so', async () => {
    const rows = new MemoryRows();
    const graph = openTestGraph();
    await graph.journal.persist(rows);
    rows.limit = 400;
    const small = graph.edit({ title: 'Add' }, (edit) => edit.create('note'));
    await graph.journal.whenSaved();
    expect(graph.journal.undoTitle).toBe('Add');
    let told = 0;
    graph.journal.subscribe(() => told++);
    graph.edit({ title: 'Rewrite' }, (edit) => edit.setText(small, 'body', 'x'.repeat(1000)));
    await graph.journal.whenSaved();
    expect([graph.journal.undoTitle, told]).toEqual(['Rewrite (until this page closes)', 2]);
    expect(graph.undo()?.title).toBe('Rewrite');
    expect(graph.journal.undoTitle).toBe('Add');
    rows.limit = Number.POSITIVE_INFINITY;
    graph.redo();
    await graph.journal.whenSaved();
    expect(graph.journal.undoTitle).toBe('Rewrite');
    expect(rows.rows.size).toBe(2);
  });

  test('[H4] storage that cannot be read leaves undo of this visit; a gesture made meanwhile ends an older redo', async () => {
    const broken = { load: () => Promise.reject(new Error('gone')), write: () => Promise.reject(new Error('gone')) };
    const graph = openTestGraph();
    await graph.journal.persist(broken);
    graph.edit({ title: 'Add' }, (edit) => edit.create('note'));
    await graph.journal.whenSaved();
    expect(graph.undo()?.title).toBe('Add');
    const rows = new MemoryRows();
    rows.rows.set(1, encodeStep('undone', { title: 'Old', entries: [] }));
    const other = openTestGraph();
    const opening = other.journal.persist(rows);
    other.edit({ title: 'New' }, (edit) => edit.create('note'));
    await opening;
    await other.journal.whenSaved();
    expect([other.journal.undoTitle, other.journal.redoTitle]).toEqual(['New', undefined]);
    expect([...rows.rows.values()].map((text) => decodeStep(text)?.step.title)).toEqual(['New']);
  });

  test('[H4] a damaged row is left out and removed; steps round-trip', async () => {
    fc.assert(fc.property(fc.string(), (text) => decodeStep(text) === undefined));
    fc.assert(fc.property(fc.json(), (text) => void decodeStep(text)));
    expect(decodeStep('{"stack":"done","title":"x","entries":[{"id":3}]}')).toBeUndefined();
    const step = {
      title: 'x',
      entries: [{ region: 'r' as RegionId, id: '' as const, property: 'p', before: undefined, after: { a: [1] } }],
    };
    expect(decodeStep(encodeStep('done', step))).toEqual({ stack: 'done', step });
    const rows = new MemoryRows();
    rows.rows.set(4, 'damaged').set(5, encodeStep('done', step));
    const graph = openTestGraph();
    await graph.journal.persist(rows);
    graph.edit({ title: 'Add' }, (edit) => edit.create('note'));
    await graph.journal.whenSaved();
    expect([...rows.rows.keys()]).toEqual([5, 6]);
  });

  test('[H5] undoing a creation moves the entity to the trash and redoing brings it back', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note'));
    graph.undo();
    expect(graph.read(id)?.trashed).toBe(true);
    graph.redo();
    expect(graph.read(id)?.trashed).toBe(false);
  });
});
