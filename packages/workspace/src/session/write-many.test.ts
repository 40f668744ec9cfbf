import { type EntityId, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import type { Progress } from '../ui/ui-types.ts';
import { writeMany } from './write-many.ts';

function furnish(count: number): { graph: GraphDoc; ids: readonly EntityId[] } {
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p' as PersonId, name: 'Mira' } });
  const ids = graph.edit({ title: 'Add' }, (edit) => Array.from({ length: count }, () => edit.create('note')));
  return { graph, ids };
}

const isTagged = (graph: GraphDoc, id: EntityId): boolean => {
  const tags = graph.read(id)?.properties['tags'];
  return Array.isArray(tags) && tags.includes('red');
};

/** A window whose clock moves `stepMs` with each look. */
function slowWindow(stepMs: number, shown: (Progress | undefined)[]) {
  let now = 0;
  return {
    now: () => (now += stepMs),
    drawn: () => Promise.resolve(),
    show: (progress: Progress | undefined) => void shown.push(progress),
  };
}

test('[3.11] a thousand things are written as one undo step, with how far it is', async () => {
  const { graph, ids } = furnish(1000);
  const shown: (Progress | undefined)[] = [];
  expect(await writeMany(graph, 'Tag all', ids, (edit, id) => edit.include(id, 'tags', 'red'), slowWindow(60, shown))).toBe(true);
  expect(ids.every((id) => isTagged(graph, id))).toBe(true);
  expect(shown.at(-1)).toBeUndefined();
  expect(shown[0]).toMatchObject({ title: 'Tag all', total: 1000, cancel: undefined });
  expect(graph.undo()?.title).toBe('Tag all');
  expect(graph.read(ids[999] as EntityId)?.properties['tags']).toEqual([]);
});

test('[3.11] what takes more than two seconds can be stopped, and then nothing of it stays', async () => {
  const { graph, ids } = furnish(1000);
  const shown: (Progress | undefined)[] = [];
  const window = slowWindow(600, shown);
  const show = (progress: Progress | undefined): void => {
    window.show(progress);
    progress?.cancel?.();
  };
  expect(await writeMany(graph, 'Tag all', ids, (edit, id) => edit.include(id, 'tags', 'red'), { ...window, show })).toBe(false);
  expect(ids.some((id) => isTagged(graph, id))).toBe(false);
  expect(graph.undo()?.title).toBe('Add');
  expect(shown.filter((progress) => progress?.cancel).length).toBe(1);
});
