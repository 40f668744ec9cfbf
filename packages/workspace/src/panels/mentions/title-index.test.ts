import { openTestGraph } from '@space/doc-schema/testing';
import { expect, test } from 'vitest';
import { TitleIndex } from './title-index.ts';

test('[3.9] a title finds the one thing that has it now, and none where several have it', () => {
  const graph = openTestGraph();
  const titles = new TitleIndex(graph);
  const add = (title: string) => graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title }));
  const lamp = add('The Lamp');
  expect(titles.find(' the lamp')).toBe(lamp);
  graph.edit({ title: 'Rename' }, (edit) => edit.set(lamp, 'title', 'Bulb'));
  expect([titles.find('The Lamp'), titles.find('bulb')]).toEqual([undefined, lamp]);
  add('Bulb');
  expect(titles.find('Bulb')).toBeUndefined();
  graph.edit({ title: 'Trash' }, (edit) => edit.trash(lamp));
  expect(titles.find('Bulb')).toBeDefined();
  titles.dispose();
});
