import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { decodeJournal } from './journal.ts';

/** Everything a person could see, as plain data. */
function snapshot(graph: GraphDoc): unknown {
  const entities = [...graph.list()].sort().map((id) => graph.read(id));
  const links = [...graph.links()].map((link) => JSON.stringify(link)).sort();
  return JSON.parse(JSON.stringify({ entities, links }));
}

/** Some edit of any sort; small numbers of things so that edits meet. */
function editSomething(graph: GraphDoc, random: Random): void {
  const ids = graph.list();
  const id = (): EntityId => random.pick(ids);
  const kind = ids.length < 3 ? 0 : random.below(7);
  graph.edit({ title: `Edit ${kind}` }, (edit) => {
    if (kind === 0) edit.create('shape', { title: `Thing ${ids.length}`, position: [0, 0, 0] });
    else if (kind === 1) edit.set(id(), 'title', `Name ${random.below(4)}`);
    else if (kind === 2) edit.set(ids[0] as EntityId, 'title', `First ${random.below(3)}`);
    else if (kind === 3) edit.trash(id());
    else if (kind === 4) edit.restore(id());
    else if (kind === 5) edit.link(entityKey(id()), 'about', entityKey(id()), { order: `a${random.below(3)}` });
    else edit.unlink(entityKey(id()), 'about', entityKey(id()));
  });
}

describe('undo', () => {
  test('[H1] undo n then redo n leaves every value as it was', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), (seed, edits, steps) => {
        const graph = openTestGraph();
        const random = createRandom(seed);
        for (let i = 0; i < edits; i++) editSomething(graph, random);
        const before = snapshot(graph);
        let undone = 0;
        for (let i = 0; i < steps; i++) if (graph.undo()) undone++;
        for (let i = 0; i < undone; i++) graph.redo();
        expect(snapshot(graph)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test('[H1] undoing everything three people did alone brings each of their changes back to nothing', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = createRandom(seed);
      const network = createPeerNetwork(random, 3);
      for (let i = 0; i < 60; i++) {
        editSomething(random.pick(network.peers).graph, random);
        if (random.next() < 0.6) network.deliverOne();
      }
      network.settle();
      const before = network.peers.map((peer) => snapshot(peer.graph));
      expect(before[1], `seed ${seed}`).toEqual(before[0]);
      const graph = network.peers[0]?.graph as GraphDoc;
      const steps = [];
      for (let report = graph.undo(); report; report = graph.undo()) steps.push(report);
      for (let i = 0; i < steps.length; i++) graph.redo();
      expect(snapshot(graph), `seed ${seed}`).toEqual(before[0]);
      network.dispose();
    }
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

  test('[H4] the journal survives a reload through its storage', () => {
    let saved: string | null = null;
    const storage = { load: () => saved, save: (text: string) => void (saved = text) };
    const first = openTestGraph();
    first.journal.persist(storage);
    const id = first.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'One' }));
    first.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Two'));
    first.dispose();
    const second = openTestGraph({ doc: first.doc });
    second.journal.persist(storage);
    expect(second.undo()?.title).toBe('Rename');
    expect(second.read(id)?.title).toBe('One');
    expect(second.redo()?.title).toBe('Rename');
    expect(second.read(id)?.title).toBe('Two');
  });

  test('[H4] a damaged save reads as an empty journal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeJournal(text)).toEqual({ done: [], undone: [] });
      }),
    );
    expect(decodeJournal('{"done":[{"title":"x","entries":[{"id":3}]}],"undone":7}')).toEqual({ done: [], undone: [] });
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
