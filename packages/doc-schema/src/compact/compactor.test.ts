import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { GraphDoc } from '../document/graph-doc.ts';
import type { EntityId, PersonId, RegionId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { Compactor, compactEntities, planCompaction } from './compactor.ts';

const REMOTE = Symbol('remote');
const sizeOf = (graph: GraphDoc): number => Y.encodeStateAsUpdateV2(graph.doc).byteLength;
const structsOf = (graph: GraphDoc): number => [...graph.doc.store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);

/** Two lights pushed about in turn, which leaves a tombstone a write. */
function push(graph: GraphDoc, ids: readonly EntityId[], times: number): void {
  for (let n = 0; n < times; n++) for (const id of ids) graph.edit({ title: 'Push' }, (edit) => edit.set(id, 'position', [n, 0, 0]));
}

const makeLights = (graph: GraphDoc): EntityId[] =>
  graph.edit({ title: 'Make' }, (edit) => [0, 1].map((n) => edit.create('light', { title: `Lamp ${n}`, position: [0, n, 0] })));

function connect(a: GraphDoc, b: GraphDoc): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) Y.applyUpdate(to.doc, update, REMOTE);
    });
    for (const flush of from.flushes.list()) to.flushes.add(flush);
    from.flushes.subscribe((flush, local) => void (local && to.flushes.add(flush)));
    Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), REMOTE);
  }
}

describe('compaction', () => {
  test('[Z1] [3.6] a compacted entity reads as before, says who wrote it as before, and is undone as before', () => {
    const graph = openTestGraph();
    const ids = makeLights(graph);
    const [id] = ids as [EntityId, EntityId];
    graph.edit({ title: 'Tag' }, (edit) => edit.include(id, 'tags', 'old'));
    push(graph, ids, 300);
    graph.edit({ title: 'Rename', tool: 'inspector' }, (edit) => edit.set(id, 'title', 'Beacon'));
    const [before, written] = [graph.read(id), graph.provenance(id, 'title')];
    expect(compactEntities(graph, ids)).toBe(2);
    expect(graph.read(id)).toEqual(before);
    expect(graph.read(id)?.issues).toEqual([]);
    expect(graph.provenance(id, 'title')).toEqual(written);
    expect(graph.undo()).toMatchObject({ title: 'Rename', kept: [] });
    expect(graph.read(id)?.title).toBe('Lamp 0');
    graph.edit({ title: 'Unset' }, (edit) => edit.unset(id, 'position'));
    expect(graph.read(id)?.properties['position']).toEqual([0, 0, 0]);
  });

  test('[Z2] [3.6] compaction sheds what was overwritten, in the living document and in one loaded again', () => {
    const graph = openTestGraph();
    const ids = makeLights(graph);
    push(graph, ids, 1000);
    const before = structsOf(graph);
    compactEntities(graph, ids);
    expect(before).toBeGreaterThan(2000);
    expect(structsOf(graph)).toBeLessThan(40);
    const again = openTestGraph();
    Y.applyUpdateV2(again.doc, Y.encodeStateAsUpdateV2(graph.doc));
    expect(structsOf(again)).toBeLessThan(40);
    expect(again.read(ids[0] as EntityId)).toEqual(graph.read(ids[0] as EntityId));
  });

  test('[Z5] [3.6] only what was overwritten more than 200 times and rests for ten minutes is compacted, and nothing with a text', () => {
    let now = 0;
    const graph = openTestGraph({ now: () => (now += 1000) });
    const ids = makeLights(graph);
    push(graph, ids, 150);
    const limits = { overwrites: 200, quietMs: 600_000 };
    expect(planCompaction(graph, now + 700_000, limits).ids).toEqual([]);
    push(graph, ids, 100);
    expect(planCompaction(graph, now + 590_000, limits).ids).toEqual([]);
    expect(planCompaction(graph, now + 700_000, limits).ids).toEqual(ids);
    const note = graph.edit({ title: 'Add' }, (edit) => edit.create('note', {}, { text: { body: 'Text' } }));
    for (let n = 0; n < 300; n++) graph.edit({ title: 'Rename' }, (edit) => edit.set(note, 'title', `t${n}`));
    expect(planCompaction(graph, now + 700_000, limits).ids).toEqual(ids);
    expect(compactEntities(graph, [note])).toBe(0);
    expect(graph.text(note, 'body')?.toJSON()).toBe('Text');
  });

  test('[Z6] [3.6] of two windows that look at once, one compacts', async () => {
    let now = 0;
    const tick = (): number => (now += 1000);
    const [a, b] = [openTestGraph({ now: tick }), openTestGraph({ now: tick }, 'Mira')];
    connect(a, b);
    const ids = makeLights(a);
    push(a, ids, 250);
    const timers: (() => void)[] = [];
    const later = (callback: () => void): (() => void) => {
      timers.push(callback);
      return () => undefined;
    };
    const compactors = [a, b].map((graph) => new Compactor({ graph, now: () => now + 700_000, later }));
    timers.length = 0;
    const looks = compactors.map((compactor) => compactor.look());
    for (const timer of timers.splice(0)) timer();
    expect(new Set(await Promise.all(looks))).toEqual(new Set([0, 2]));
    expect(a.read(ids[0] as EntityId)).toEqual(b.read(ids[0] as EntityId));
    for (const compactor of compactors) compactor.dispose();
  });

  test('[Z3] [3.6] what somebody wrote to the old map on a train is there when they are back, also after a reload', () => {
    const open = (name: string): GraphDoc =>
      GraphDoc.open({ region: 'r' as RegionId, author: { person: name as PersonId, name }, now: () => 1 });
    const [home, train] = [open('home'), open('train')];
    const [id] = makeLights(home) as [EntityId, EntityId];
    Y.applyUpdate(train.doc, Y.encodeStateAsUpdate(home.doc), REMOTE);
    train.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'From the train'));
    compactEntities(home, [id]);
    home.edit({ title: 'Colour' }, (edit) => edit.set(id, 'colour', '#112233'));
    const reloaded = open('train');
    Y.applyUpdate(reloaded.doc, Y.encodeStateAsUpdate(train.doc), REMOTE);
    Y.applyUpdate(home.doc, Y.encodeStateAsUpdate(reloaded.doc), REMOTE);
    expect(home.read(id)?.title, 'what only the old map held cannot be seen yet').toBe('Lamp 0');
    Y.applyUpdate(reloaded.doc, Y.encodeStateAsUpdate(home.doc), REMOTE);
    Y.applyUpdate(home.doc, Y.encodeStateAsUpdate(reloaded.doc), REMOTE);
    for (const graph of [home, reloaded])
      expect(graph.read(id)).toMatchObject({ title: 'From the train', properties: { colour: '#112233' } });
    home.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Home again'));
    compactEntities(home, [id]);
    expect(home.read(id)?.title).toBe('Home again');
  });
});

describe('an hour of dragging', () => {
  const HOUR_S = 3600;

  /** Ten things among a thousand, dragged for an hour of a clock that the test moves. */
  function makeWorld(now: () => number): { graph: GraphDoc; dragged: readonly EntityId[] } {
    const graph = openTestGraph({ now, guard: 'coalesce' });
    const ids = graph.edit({ title: 'Make' }, (edit) =>
      Array.from({ length: 1000 }, (_, n) => edit.create('shape', { title: `Shape ${n}`, form: 'box', position: [n % 30, 0, n / 30] })),
    );
    return { graph, dragged: ids.slice(0, 10) };
  }

  test('[Z7] [3.6] ten things dragged at 60 Hz for an hour, each drag written once on release, grow the document by at most 1 %', () => {
    let now = 0;
    const { graph, dragged } = makeWorld(() => now);
    const before = sizeOf(graph);
    const DRAG_S = 4;
    for (let second = 0; second < HOUR_S; second += DRAG_S) {
      // 60 poses a second go the ephemeral way; the document hears of the last.
      now = second * 1000;
      graph.edit({ title: 'Move' }, (edit) => {
        for (const [n, id] of dragged.entries()) edit.set(id, 'position', [second / 100, n, 0]);
      });
    }
    expect(sizeOf(graph) / before - 1).toBeLessThan(0.01);
    const structs = structsOf(graph);
    expect(compactEntities(graph, planCompaction(graph, now + 700_000, { overwrites: 200, quietMs: 600_000 }).ids)).toBe(10);
    expect(structsOf(graph), 'and what it costs in memory is shed').toBeLessThan(structs / 5);
  });

  test('[Z7] [3.6] the same written at 60 Hz by mistake is held to four writes a second and a compaction brings it back to 1 %', () => {
    let now = 0;
    const { graph, dragged } = makeWorld(() => now);
    const before = sizeOf(graph);
    const MINUTES = 6; // of sixty: what is left after a compaction does not depend on the rest
    let writes = 0;
    graph.doc.on('update', () => writes++);
    for (let tick = 0; tick < MINUTES * 60 * 60; tick++) {
      now = (tick * 1000) / 60;
      const id = dragged[tick % 10] as EntityId;
      graph.edit({ title: 'Drag' }, (edit) => edit.set(id, 'position', [tick / 100, 0, 0]));
    }
    graph.settle();
    expect(writes).toBeLessThanOrEqual(MINUTES * 60 * 10 * 4 + 10);
    compactEntities(graph, planCompaction(graph, now + 700_000, { overwrites: 200, quietMs: 600_000 }).ids);
    expect(sizeOf(graph) / before - 1).toBeLessThan(0.01);
  });
});
