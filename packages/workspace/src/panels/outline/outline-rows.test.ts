import { type EntityId, entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { createQueryIndex } from '@space/doc-schema/query';
import { expect, test } from 'vitest';
import { compareEntities, readAncestors, readFlatRows, readRows } from './outline-rows.ts';

const NONE: ReadonlySet<EntityId> = new Set();

/** What the outline lists for a typed filter. */
function filterBy(graph: GraphDoc, text: string): readonly EntityId[] {
  const index = createQueryIndex(graph);
  const parsed = index.parse(text);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  const watch = index.watch(parsed.query, () => undefined, { compare: compareEntities });
  const rows = readFlatRows(watch.ids);
  index.dispose();
  return rows.map((row) => row.id);
}

function furnish(): { graph: GraphDoc; ids: Record<'board' | 'second' | 'first' | 'note' | 'gone', EntityId> } {
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p' as PersonId, name: 'Mira' } });
  const ids = graph.edit({ title: 'Make' }, (edit) => {
    const board = edit.create('panel', { title: 'Board' });
    const second = edit.create('task', { title: 'Second' });
    const first = edit.create('task', { title: 'First', state: 'done' });
    const note = edit.create('note', { title: 'Loose words' });
    const gone = edit.create('shape', { title: 'Old box' });
    edit.create('world', { title: 'Home' });
    edit.link(entityKey(board), 'contains', entityKey(first), { order: 'a0' });
    edit.link(entityKey(board), 'contains', entityKey(second), { order: 'a1' });
    edit.trash(gone);
    return { board, second, first, note, gone };
  });
  return { graph, ids };
}

test('what something contains stands under it in its order, once unfolded', () => {
  const { graph, ids } = furnish();
  expect(readRows(graph, NONE).map((row) => row.id)).toEqual([ids.board, ids.note]);
  const rows = readRows(graph, new Set([ids.board]));
  expect(rows.map((row) => [row.id, row.depth])).toEqual([
    [ids.board, 0],
    [ids.first, 1],
    [ids.second, 1],
    [ids.note, 0],
  ]);
});

test('words are found in the name, the kind and the titles of linked things', () => {
  const { graph, ids } = furnish();
  expect(filterBy(graph, 'loose')).toEqual([ids.note]);
  expect(filterBy(graph, 'note')).toEqual([ids.note]);
  expect(filterBy(graph, 'first')).toEqual([ids.board, ids.first]);
  expect(filterBy(graph, 'nowhere')).toEqual([]);
});

test('the usual queries list open tasks and notes with no link, the trash what is in it', () => {
  const { graph, ids } = furnish();
  expect(filterBy(graph, 'kind:task is:open')).toEqual([ids.second]);
  expect(filterBy(graph, 'kind:note -is:linked')).toEqual([ids.note]);
  expect(filterBy(graph, 'is:trashed')).toEqual([ids.gone]);
});

test('two things that contain each other are each followed once', () => {
  const { graph, ids } = furnish();
  graph.edit({ title: 'Link' }, (edit) => edit.link(entityKey(ids.first), 'contains', entityKey(ids.board)));
  const rows = readRows(graph, new Set([ids.board, ids.first]));
  expect(rows.length).toBeLessThan(10);
  expect(readAncestors(graph, ids.first)).toContain(ids.board);
});
