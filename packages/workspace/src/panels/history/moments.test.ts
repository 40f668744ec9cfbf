import type { EntityId } from '@space/doc-schema';
import type { HistoryChange } from '@space/doc-schema/history';
import { expect, test } from 'vitest';
import { entitiesOf, groupMoments, layOutLanes, type Moment } from './moments.ts';

const flush = (n: number, person: string, time: number): NonNullable<HistoryChange['flush']> => ({
  client: person.length,
  n,
  clockFrom: 0,
  clockTo: 1,
  time,
  person,
  name: person,
  tool: 'workspace',
  title: `Step ${n}`,
});

const change = (index: number, id: string, by?: ReturnType<typeof flush>): HistoryChange => ({
  index,
  time: by?.time ?? 0,
  flush: by,
  step: { type: 'value', id: id as EntityId, property: 'title', before: 'a', after: 'b' },
});

test('[3.4] what one gesture changed is one moment, and what nobody told of stands by itself', () => {
  const ada = flush(1, 'ada', 10);
  const moments = groupMoments([change(0, 'x', ada), change(0, 'y', ada), change(1, 'x'), change(2, 'z', flush(2, 'ada', 20))]);
  expect(moments.map((moment) => [moment.index, moment.name, moment.changes.length])).toEqual([
    [0, 'ada', 2],
    [1, 'Someone', 1],
    [2, 'ada', 1],
  ]);
  expect([...entitiesOf(moments[0] as Moment)]).toEqual(['x', 'y']);
});

test('[3.4] a person has a lane, what lies close together one mark, and what lies outside none', () => {
  const moments = groupMoments([
    change(0, 'x', flush(1, 'ada', 5)),
    change(1, 'x', flush(2, 'ada', 100)),
    change(2, 'x', flush(3, 'ada', 100.2)),
    change(3, 'x', flush(4, 'bela', 150)),
  ]);
  const lanes = layOutLanes(moments, 50, 150);
  expect(lanes.map((lane) => [lane.name, lane.marks.map((mark) => mark.count)])).toEqual([
    ['ada', [2]],
    ['bela', [1]],
  ]);
  expect(lanes[1]?.marks[0]?.from).toBe(1);
});
