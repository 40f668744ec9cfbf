import { type EntityId, entityKey, fileKey, GraphDoc, type Key, type PersonId, type RegionId } from '@space/doc-schema';
import { writeMap } from '@space/doc-schema/maps';
import { expect, test } from 'vitest';
import { fitsFilter, keepThings, readScene } from './read-scene.ts';

/** A map of a task, two notes about it, a file, and something that is gone. */
function furnish(): { graph: GraphDoc; map: Key; task: EntityId; notes: readonly EntityId[] } {
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p' as PersonId, name: 'Mira' } });
  return graph.edit({ title: 'Make' }, (edit) => {
    const task = edit.create('task', { title: 'Ack' });
    const notes = [edit.create('note', { title: 'One' }), edit.create('note', { title: 'Two' })];
    for (const note of notes) edit.link(entityKey(note), 'about', entityKey(task));
    edit.link(entityKey(task), 'mentions', entityKey(notes[0] ?? task));
    const places = [
      [entityKey(task), { position: [10, 20], card: 'open' as const, size: [300, 200] as const }],
      [entityKey(notes[0] ?? task), { position: [200, 20] }],
      [entityKey(notes[1] ?? task), {}],
      [fileKey('lantern', 'src/wick.ts'), { position: [0, 300] }],
      ['entity:gone' as Key, { position: [0, 0], title: 'An old plan' }],
    ] as const;
    return { graph, task, notes, map: entityKey(writeMap(edit, graph, 'Map', new Map(places))) };
  });
}

test('[3.11] a map reads its things by the source of their keys, says what is gone, and gives room to what nobody placed', () => {
  const { graph, map, task, notes } = furnish();
  const scene = readScene(graph, map, []);
  const thing = (key: Key) => scene.things.find((each) => each.key === key);
  expect(thing(entityKey(task))).toMatchObject({ title: 'Ack', kind: 'task', icon: 'square-check', stale: undefined, links: 3 });
  expect(thing(fileKey('lantern', 'src/wick.ts'))).toMatchObject({ title: 'wick.ts', kind: 'file' });
  expect(thing('entity:gone' as Key)).toMatchObject({ title: 'An old plan', stale: expect.stringContaining('not in this world') });
  const at = (key: Key) => scene.nodes.find((node) => node.key === key)?.at ?? [0, 0];
  const loose = at(entityKey(notes[1] ?? task));
  expect(Math.hypot(loose[0] - 10, loose[1] - 20)).toBeGreaterThan(100);
  expect(graph.linksFrom(map).find((link) => link.to === entityKey(notes[1] ?? task))?.data).toEqual({});
  expect(scene.nodes.find((node) => node.key === entityKey(task))).toMatchObject({ card: 'open', size: [300, 200] });
});

test('[3.11] links between the same two things bow to both sides, and the relations a map names are the ones it draws', () => {
  const { graph, map, task, notes } = furnish();
  const between = readScene(graph, map, []).edges.filter((edge) => [edge.from, edge.to].includes(entityKey(notes[0] ?? task)));
  // Seen from one end both ways, so that the two curves do not lie on each other.
  const sides = between.map((edge) => edge.bow * (edge.from < edge.to ? 1 : -1));
  expect(new Set(sides).size).toBe(2);
  expect(readScene(graph, map, ['mentions']).edges).toHaveLength(1);
});

test('[3.11] a filter keeps the entities a query found and finds files by their words', () => {
  const { graph, map, task } = furnish();
  const { things } = readScene(graph, map, []);
  const titles = (fits: (thing: (typeof things)[number]) => boolean): readonly string[] => things.filter(fits).map((thing) => thing.title);
  expect(titles(fitsFilter(graph, 'wick', new Set()))).toEqual(['wick.ts']);
  expect(titles(fitsFilter(graph, 'task state:open', new Set([entityKey(task)])))).toEqual(['Ack']);
  expect([...titles(fitsFilter(graph, 'note', undefined))].sort()).toEqual(['One', 'Two']);
});

test('[3.11] what did not change stays the same object when the map is read again', () => {
  const { graph, map, task } = furnish();
  const before = readScene(graph, map, []).things;
  graph.edit({ title: 'Rename' }, (edit) => edit.set(task, 'title', 'Ack later'));
  const after = keepThings(before, readScene(graph, map, []).things);
  const changed = after.filter((thing) => !before.includes(thing));
  expect(changed.map((thing) => thing.title)).toEqual(['Ack later']);
});
