import { parseQuery } from '@space/doc-schema/query';
import { expect, test } from 'vitest';
import { QUERY_EXAMPLES, readKindFilter, USUAL_QUERIES, writeKindFilter } from './query-examples.ts';

test('every example can be read', () => {
  for (const { query } of [...QUERY_EXAMPLES, ...USUAL_QUERIES]) expect(parseQuery(query), query).toMatchObject({ ok: true });
});

test('the chosen kind is a condition of the query and leaves the others alone', () => {
  expect(readKindFilter('red kind:note due:today')).toBe('note');
  expect(readKindFilter('mankind:note')).toBeUndefined();
  expect(writeKindFilter('red kind:note due:today', 'task')).toBe('kind:task red due:today');
  expect(writeKindFilter('kind:note', undefined)).toBe('');
  expect(writeKindFilter('lamp', 'light')).toBe('kind:light lamp');
});
