import { entityKey, type EntityId, kinds } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { sayChange } from './change-words.ts';

const id = 'lamp' as EntityId;
const names = { kinds, kindOf: () => 'light', titleOf: (key: string) => (key === entityKey(id) ? 'Lamp' : key) };
const value = (property: string, before: never, after: never) => sayChange({ type: 'value', id, property, before, after }, names);

test('[3.4] a value is said with its field’s label, its unit and the true minus', () => {
  expect(value('position', [0, 0, 1.5] as never, [-1.234, 0, 1.5] as never)).toEqual({
    label: 'position',
    before: '0, 0, 1.5 m',
    after: '−1.23, 0, 1.5 m',
  });
  expect(value('locked', false as never, true as never)).toMatchObject({ before: 'no', after: 'yes' });
  expect(value('tags/red', undefined as never, true as never)).toEqual({ label: 'tags', before: undefined, after: 'red' });
  expect(value('del', undefined as never, { time: 1, person: 'p' } as never).after).toBe('moved to the trash');
});

test('[3.4] things made, links drawn and letters typed are said in words', () => {
  const state = { kind: 'light', version: 1, properties: { title: 'Lamp' }, texts: {} };
  expect(sayChange({ type: 'entity', id, before: undefined, after: state }, names)).toMatchObject({ label: 'made', after: 'Light “Lamp”' });
  const link = { type: 'link', name: 'entity:lamp>about>file:a/b.md', before: undefined, after: {} } as const;
  expect(sayChange(link, names)).toMatchObject({ label: 'link', after: 'Lamp about file:a/b.md' });
  const spans = { type: 'spans', id, property: 'body', spans: [{ at: 0, removed: 'old', added: 'new' }] } as const;
  expect(sayChange(spans, names)).toMatchObject({ before: 'old', after: 'new' });
});
