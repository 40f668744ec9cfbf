import { type Entity, type EntityId, type Field, type GraphDoc, type Json, kinds } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { createCommit, readFieldOff, readSeen, readShownFields } from './edit-field.ts';

const note = (properties: Record<string, Json>): Entity => ({
  id: 'n1' as EntityId,
  kind: 'note',
  title: 'Note',
  trashed: false,
  properties: { position: [0, 0, 0], locked: false, ...properties },
  issues: [],
});
const fieldOf = (name: string): Field => kinds.get('note')?.fields[name] as Field;

test('a refusal says what was seen: of a vector the number that was typed, of a long text its length', () => {
  const commit = createCommit({} as GraphDoc, [note({})], fieldOf('position'));
  expect(commit(() => [999_999, 0, 0])).toBe('Position: at most 10000; saw 999999.');
  expect(readSeen([1, 2, 3], null)).toBe('1, 2, 3');
  expect(readSeen('red', '#ffffff')).toBe('“red”');
  expect(readSeen('x'.repeat(240), '')).toBe('240 characters');
});

test('a thing that stands nowhere has no turn, scale, lock or colour to show', () => {
  const names = (entity: Entity): string[] => readShownFields({ kinds }, [entity]).map((field) => field.name);
  expect(names(note({}))).toEqual(expect.arrayContaining(['position', 'turn', 'scale', 'locked', 'colour']));
  const away = names(note({ position: null }));
  expect(away).toContain('position');
  for (const name of ['turn', 'scale', 'locked', 'colour']) expect(away).not.toContain(name);
});

test('what is locked does not move, but can be unlocked and written on', () => {
  const locked = [note({ locked: true })];
  expect(readFieldOff(fieldOf('position'), locked)).toBe('Locked: unlock it to move it.');
  expect(readFieldOff(fieldOf('locked'), locked)).toBeUndefined();
  expect(readFieldOff(fieldOf('colour'), locked)).toBeUndefined();
  expect(readFieldOff(fieldOf('position'), [note({})])).toBeUndefined();
});
