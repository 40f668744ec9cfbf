import { type EntityId, kinds } from '@space/doc-schema';
import { openTestGraph } from '@space/doc-schema/testing';
import { readState } from '@space/doc-schema/history';
import { expect, test } from 'vitest';
import { readPastThings } from './past-things.ts';

test('[3.4] a thing that moved, and one that is gone, are shown where they stood; what stayed is not', () => {
  const graph = openTestGraph();
  const make = (title: string, position: number[] | null): EntityId =>
    graph.edit({ title: 'Make' }, (edit) => edit.create('shape', { title, position }));
  const [moved, gone, stays, nowhere] = [
    make('Moved', [0, 0, 0]),
    make('Gone', [1, 0, 0]),
    make('Stays', [2, 0, 0]),
    make('Nowhere', null),
  ];
  const then = readState(graph.doc);
  graph.edit({ title: 'Move' }, (edit) => {
    edit.set(moved, 'position', [5, 0, 0]);
    edit.set(stays, 'colour', '#000000');
    edit.trash(gone);
  });
  const past = readPastThings(then, [moved, gone, stays, nowhere], kinds, (id) => graph.read(id), '09:28');
  expect(past.map(({ entity, label }) => [label, entity.properties['position']])).toEqual([
    ['Moved before 09:28', [0, 0, 0]],
    ['Gone before 09:28', [1, 0, 0]],
  ]);
  graph.dispose();
});
