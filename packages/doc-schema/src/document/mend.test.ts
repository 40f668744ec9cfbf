import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';

test('[D10] mending keeps the good items of a set, makes text of what was none, and one undo brings all of it back as it was', () => {
  const graph = openTestGraph();
  const id = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'T', tags: ['kept'] }));
  const map = graph.doc.getMap<Y.Map<unknown>>('e').get(id) as Y.Map<unknown>;
  map.set('tags/also', true);
  map.set('tags/odd', 'perhaps');
  map.set('tags', ['kept', 7, 'a,b', 'more']);
  map.set('body', 'plain words');
  map.set('state', new Y.Array());
  map.set('due', { year: 2026 });
  map.set('unheard', { of: [1] });
  const before = graph.issues(id);
  expect(before.map(({ property }) => property)).toEqual(['state', 'due', 'body', 'tags', 'tags', 'tags/odd']);
  graph.mend(id);
  expect(graph.read(id)).toMatchObject({
    issues: [],
    properties: { state: 'open', due: null, tags: ['also', 'kept', 'more'], unheard: { of: [1] } },
  });
  expect(graph.text(id, 'body')?.toJSON()).toBe('plain words');
  graph.undo();
  expect(graph.read(id)?.properties).toMatchObject({ tags: ['also', 'kept', 'more'], unheard: { of: [1] } });
  expect(graph.issues(id).map(({ property, raw }) => [property, raw])).toEqual(
    before.filter(({ property }) => property !== 'body').map(({ property, raw }) => [property, raw]),
  );
});

test('[D10] what lost its creation values goes to the trash, and what is no entity at all is kept inside one', () => {
  const graph = openTestGraph();
  const entities = graph.doc.getMap<unknown>('e');
  const map = new Y.Map<unknown>();
  map.set('colour', '#000000');
  entities.set('headless', map);
  entities.set('flat', { some: ['data'] });
  for (const id of ['headless', 'flat'] as EntityId[]) {
    expect(graph.issues(id)).toMatchObject([{ code: 'damaged' }]);
    graph.mend(id);
    expect(graph.read(id)?.trashed).toBe(true);
  }
  expect(graph.read('headless' as EntityId)?.properties).toEqual({ colour: '#000000' });
  expect(graph.read('flat' as EntityId)?.properties).toEqual({ raw: { some: ['data'] } });
  graph.undo();
  expect(graph.read('flat' as EntityId)).toMatchObject({ trashed: false, properties: { raw: { some: ['data'] } } });
});

test('[D10] an unknown kind and a newer version are told and left alone', () => {
  const graph = openTestGraph();
  const map = new Y.Map<unknown>();
  map.set('', { kind: 'dragon', v: 1, heads: 3 });
  graph.doc.getMap('e').set('d', map);
  graph.doc.getMap('k').set('dragon', { v: 1, fields: 'none' });
  const updates: unknown[] = [];
  graph.doc.on('update', (update: unknown) => updates.push(update));
  graph.mend('d' as EntityId);
  expect(updates).toEqual([]);
  expect(graph.issues('d' as EntityId).map(({ code }) => code)).toEqual(['unknown-kind', 'bad-kind']);
  map.set('moved', { to: 'far' });
  expect(graph.issues('d' as EntityId)[1]).toMatchObject({ code: 'moved', raw: 'far' });
  graph.mend('d' as EntityId);
  expect(graph.read('d' as EntityId)?.properties['moved']).toEqual({ to: 'far' });
});
