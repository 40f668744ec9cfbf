import { entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { progressSentence, readBoard, readFinisher } from './board-rows.ts';

test('a board reads its tasks in order, counts them, and names the next and who finished one', () => {
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p' as PersonId, name: 'Mira' } });
  const { board, one } = graph.edit({ title: 'Make' }, (edit) => {
    const made = {
      board: edit.create('panel', { title: 'Board' }),
      two: edit.create('task', { title: 'Two' }),
      one: edit.create('task', { title: 'One' }),
    };
    edit.link(entityKey(made.board), 'contains', entityKey(made.two), { order: 'a2' });
    edit.link(entityKey(made.board), 'contains', entityKey(made.one), { order: 'a1' });
    return made;
  });
  graph.edit({ title: 'Finish One' }, (edit) => edit.set(one, 'state', 'done'));
  const entity = graph.read(board);
  if (!entity) throw new Error('the board is there');
  const progress = readBoard(graph, entity);
  expect(progress.tasks.map((task) => task.title)).toEqual(['One', 'Two']);
  expect(progress.done).toBe(1);
  expect(progress.next?.title).toBe('Two');
  expect(progress.tasks[0] && readFinisher(graph, progress.tasks[0])?.name).toBe('Mira');
});

test('progress is a sentence', () => {
  expect(progressSentence(2, 5)).toBe('2 of 5 done, three to go');
  expect(progressSentence(5, 5)).toBe('all 5 done');
  expect(progressSentence(0, 0)).toBe('nothing on it yet');
});
