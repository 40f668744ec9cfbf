import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { planTicks, StarterSteps } from './starter-steps.ts';

const open = (): GraphDoc =>
  GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p1' as PersonId, name: 'Mira' }, tool: 'workspace' });

test('an act ticks only the open tasks that wait for it', () => {
  const graph = open();
  const ids = graph.edit({ title: 'Make' }, (edit) => ({
    place: edit.create('task', { title: 'Place something', ticks: 'place' }),
    undo: edit.create('task', { title: 'Undo something', ticks: 'undo' }),
    other: edit.create('task', { title: 'Buy bread' }),
  }));
  new StarterSteps(graph).did('place');
  expect(graph.read(ids.place)?.properties.state).toBe('done');
  expect(graph.read(ids.undo)?.properties.state).toBe('open');
  expect(graph.read(ids.other)?.properties.state).toBe('open');
  expect(planTicks(graph, 'place')).toEqual([]);
});

test('a trashed task is not ticked', () => {
  const graph = open();
  const id = graph.edit({ title: 'Make' }, (edit) => edit.create('task', { ticks: 'invite' }));
  graph.edit({ title: 'Trash' }, (edit) => edit.trash(id));
  expect(planTicks(graph, 'invite')).toEqual([]);
});
