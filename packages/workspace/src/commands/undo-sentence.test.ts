import { type Entity, type EntityId, kinds } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { undoSentence } from './undo-sentence.ts';

const lamp = { id: 'a', kind: 'light', title: 'Lamp', trashed: false, properties: {}, issues: [] } as unknown as Entity;
const read = (): Entity => lamp;

test('an undo that took all back says what it was', () => {
  expect(undoSentence('undo', { title: 'Move Lamp', kept: [] }, read, kinds)).toBe('Undone: Move Lamp');
});

test('[H3] an undo that left something alone says whose edit it kept', () => {
  const report = { title: 'Recolour Lamp', kept: [{ id: 'a' as EntityId, property: 'colour', by: 'Mira' }] };
  expect(undoSentence('undo', report, read, kinds)).toBe('Undone, but kept Mira’s colour of “Lamp”: changed after you');
});

test('more than two kept values are counted', () => {
  const kept = ['colour', 'position', 'turn', 'scale'].map((property) => ({ id: 'a' as EntityId, property, by: 'Mira' }));
  expect(undoSentence('redo', { title: 'Move', kept }, read, kinds)).toMatch(/and 2 more/);
});
