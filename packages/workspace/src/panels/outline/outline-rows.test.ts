import { type EntityId, entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { type OutlineView, readAncestors, readRows } from './outline-rows.ts';

const plain: OutlineView = { text: '', kind: undefined, query: undefined, unfolded: new Set(), trash: false };

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
  expect(readRows(graph, plain).map((row) => row.id)).toEqual([ids.board, ids.note]);
  const rows = readRows(graph, { ...plain, unfolded: new Set([ids.board]) });
  expect(rows.map((row) => [row.id, row.depth])).toEqual([
    [ids.board, 0],
    [ids.first, 1],
    [ids.second, 1],
    [ids.note, 0],
  ]);
});

test('words are found in the name, the kind and the titles of linked things', () => {
  const { graph, ids } = furnish();
  const find = (text: string): readonly EntityId[] => readRows(graph, { ...plain, text }).map((row) => row.id);
  expect(find('loose')).toEqual([ids.note]);
  expect(find('note')).toEqual([ids.note]);
  expect(find('first')).toEqual([ids.board, ids.first]);
  expect(find('nowhere')).toEqual([]);
});

test('saved questions list open tasks and notes with no link', () => {
  const { graph, ids } = furnish();
  expect(readRows(graph, { ...plain, query: 'open-tasks' }).map((row) => row.id)).toEqual([ids.second]);
  expect(readRows(graph, { ...plain, query: 'loose-notes' }).map((row) => row.id)).toEqual([ids.note]);
});

test('the trash lists what is in it and nothing else', () => {
  const { graph, ids } = furnish();
  expect(readRows(graph, { ...plain, trash: true }).map((row) => row.id)).toEqual([ids.gone]);
});

test('two things that contain each other are each followed once', () => {
  const { graph, ids } = furnish();
  graph.edit({ title: 'Link' }, (edit) => edit.link(entityKey(ids.first), 'contains', entityKey(ids.board)));
  const rows = readRows(graph, { ...plain, unfolded: new Set([ids.board, ids.first]) });
  expect(rows.length).toBeLessThan(10);
  expect(readAncestors(graph, ids.first)).toContain(ids.board);
});
