import { GraphDoc, kinds, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { readMakers } from './makers.ts';

test('the newest gesture comes first, and one gesture is one line', () => {
  let now = 1000;
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p1' as PersonId, name: 'Mira' }, now: () => now });
  const id = graph.edit({ title: 'Make Box' }, (edit) => edit.create('shape', { title: 'Box' }));
  now = 2000;
  graph.author = { person: 'p2' as PersonId, name: 'Tomás' };
  graph.edit({ title: 'Move Box' }, (edit) => {
    edit.set(id, 'position', [1, 0, 0]);
    edit.set(id, 'turn', [0, 90, 0]);
  });
  const entity = graph.read(id);
  const makers = entity ? readMakers(entity, kinds, (each, property) => graph.provenance(each, property)) : [];
  expect(makers[0]).toMatchObject({ name: 'Tomás', what: 'Move Box', wrote: ['Position', 'Turn'], time: 2000 });
  expect(makers[1]).toMatchObject({ name: 'Mira', what: 'Make Box' });
});
