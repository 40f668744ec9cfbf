import { expect, test } from 'vitest';
import { RELATIONS, relationName, relationTitle, suggestRelations } from './relations.ts';

test('[L4] every relation has a name for the document and a word for each of its ends', () => {
  for (const relation of RELATIONS) {
    expect(relationName(relation.name)).toBe(relation.name);
    expect(relationName(relation.title)).toBe(relation.name);
    expect(relationTitle(relation.name)).not.toBe(relationTitle(relation.name, true));
  }
  expect(new Set(RELATIONS.map((relation) => relation.name)).size).toBe(RELATIONS.length);
});

test('[L4] any other word is a relation too, and reads as it is written', () => {
  expect(relationName(' Inspired by ')).toBe('inspired-by');
  expect(relationTitle('inspired-by')).toBe('inspired by');
  expect(relationName('')).toBeUndefined();
  expect(relationName('a>b')).toBeUndefined();
  expect(relationName('x'.repeat(60))).toBeUndefined();
});

test('[L4] what is made for two kinds is offered first, and nothing is held back', () => {
  expect(suggestRelations('task', 'person')[0]?.name).toBe('assigned');
  expect(suggestRelations('task', 'task')[0]?.name).toBe('blocks');
  expect(suggestRelations('note', 'shape')[0]?.name).toBe('about');
  expect(suggestRelations(undefined, undefined).map((relation) => relation.name)).toContain('assigned');
});
