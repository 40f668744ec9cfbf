import type { EntityId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { planSelection } from './plan-selection.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id: id as EntityId }));
const ids = (...names: string[]): EntityId[] => names as EntityId[];

test('a plain pick selects that row alone', () => {
  expect(planSelection(rows, ids('a', 'b'), { index: 2, anchor: 2, extend: false, toggle: false })).toEqual(['c']);
});

test('extending takes everything from the anchor, in either direction', () => {
  expect(planSelection(rows, ids('d'), { index: 1, anchor: 3, extend: true, toggle: false })).toEqual(['b', 'c', 'd']);
});

test('toggling adds a row, and takes it away again', () => {
  expect(planSelection(rows, ids('a'), { index: 2, anchor: 0, extend: false, toggle: true })).toEqual(['a', 'c']);
  expect(planSelection(rows, ids('a', 'c'), { index: 2, anchor: 0, extend: false, toggle: true })).toEqual(['a']);
});
