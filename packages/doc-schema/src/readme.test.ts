import { expect, test } from 'vitest';
import { type EntityId, entityKey, fileKey, GraphDoc, type PersonId, type RegionId } from './index.ts';

test('the README’s example does what it says', () => {
  const author = { person: 'p1' as PersonId, name: 'Nadia' };
  const graph = GraphDoc.open({ region: 'home' as RegionId, author });
  const lamp: EntityId = graph.edit({ title: 'Add lamp' }, (edit) => edit.create('light', { title: 'Lamp', position: [1, 0, 2] }));
  graph.edit({ title: 'Link Lamp' }, (edit) => edit.link(entityKey(lamp), 'about', fileKey('space', 'README.md')));
  graph.edit({ title: 'Dim Lamp' }, (edit) => edit.set(lamp, 'intensity', 1));
  graph.undo();
  expect([graph.read(lamp)?.properties['intensity'], graph.provenance(lamp, 'title')?.name]).toEqual([3.4, 'Nadia']);
  graph.dispose();
});
