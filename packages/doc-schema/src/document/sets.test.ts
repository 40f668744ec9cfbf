import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../ids.ts';
import type { GraphDoc } from './graph-doc.ts';
import { defineKind, KindRegistry } from '../kinds/kind.ts';
import { setField } from '../kinds/placement.ts';
import { openTestGraph } from '../testing/author.ts';

const exchange = (a: GraphDoc, b: GraphDoc): void => {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)));
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)));
  for (const flush of a.flushes.list()) b.flushes.add(flush);
  for (const flush of b.flushes.list()) a.flushes.add(flush);
};

const tagsOf = (graph: GraphDoc, id: EntityId): unknown => graph.read(id)?.properties['tags'];

function openPair(tags: readonly string[]): { a: GraphDoc; b: GraphDoc; id: EntityId } {
  const a = openTestGraph();
  const id = a.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'T', tags }));
  const b = openTestGraph({}, 'Mira');
  exchange(a, b);
  return { a, b, id };
}

describe('sets', () => {
  test('[D14] a set begins as one array and changes item by item', () => {
    const { a, id } = openPair(['beta', 'alpha', 'beta']);
    expect(tagsOf(a, id)).toEqual(['alpha', 'beta']);
    expect(Object.isFrozen(tagsOf(a, id))).toBe(true);
    a.edit({ title: 'Tag' }, (edit) => {
      edit.include(id, 'tags', 'a/b');
      edit.exclude(id, 'tags', 'beta');
      edit.include(id, 'tags', 'alpha');
    });
    expect(tagsOf(a, id)).toEqual(['a/b', 'alpha']);
    const map = a.doc.getMap<Y.Map<unknown>>('e').get(id);
    expect(map?.toJSON()).toMatchObject({ '': { tags: ['alpha', 'beta'] }, 'tags/a/b': true, 'tags/beta': false });
    expect(map?.has('tags/alpha')).toBe(false);
  });

  test('[D14] what two people put in and take out at once all stands, also when one of them writes the whole set', () => {
    const { a, b, id } = openPair(['old', 'both']);
    a.edit({ title: 'Tag' }, (edit) => edit.include(id, 'tags', 'mine'));
    b.edit({ title: 'Tag' }, (edit) => edit.set(id, 'tags', ['both', 'theirs']));
    exchange(a, b);
    expect(tagsOf(a, id)).toEqual(['both', 'mine', 'theirs']);
    expect(tagsOf(b, id)).toEqual(tagsOf(a, id));
  });

  test('[D14] [H2] undo takes back my items only, redo brings them again', () => {
    const { a, b, id } = openPair(['old']);
    a.edit({ title: 'Tag' }, (edit) => edit.set(id, 'tags', ['new', 'shared']));
    exchange(a, b);
    b.edit({ title: 'Tag' }, (edit) => {
      edit.include(id, 'tags', 'theirs');
      edit.exclude(id, 'tags', 'shared');
    });
    exchange(a, b);
    expect(a.undo()?.kept).toEqual([{ id, property: 'tags/shared', by: 'Mira' }]);
    expect(tagsOf(a, id)).toEqual(['old', 'theirs']);
    a.redo();
    expect(tagsOf(a, id)).toEqual(['new', 'theirs']);
    expect(a.provenance(id, 'tags/theirs')?.person).toBe('mira');
    expect(a.provenance(id, 'tags/new')?.person).toBe('nadia');
  });

  test('[D14] [K2] an item its field refuses, and a set written to what is none, throw', () => {
    const { a, id } = openPair([]);
    const write = (run: (edit: Parameters<Parameters<GraphDoc['edit']>[1]>[0]) => void) => () => a.edit({ title: 'Tag' }, run);
    expect(write((edit) => edit.include(id, 'tags', '#no'))).toThrow('no # or comma');
    expect(write((edit) => edit.include(id, 'title', 'x'))).toThrow('no set "title"');
    expect(write((edit) => edit.set(id, 'tags', ['ok', 7] as never))).toThrow('Tags');
    expect(write((edit) => edit.set(id, 'tags/x', true))).toThrow('no property');
  });

  test('[D14] [D9] a damaged set reads as its good items plus issues', () => {
    const { a, id } = openPair(['good']);
    const map = a.doc.getMap<Y.Map<unknown>>('e').get(id);
    map?.set('tags/odd', 'perhaps');
    map?.set('tags/a,b', true);
    expect(tagsOf(a, id)).toEqual(['good']);
    expect(a.read(id)?.issues.map(({ property, raw }) => [property, raw])).toEqual([
      ['tags/odd', 'perhaps'],
      ['tags/a,b', 'a,b'],
    ]);
    map?.set('tags', 'word');
    expect(tagsOf(a, id)).toEqual([]);
    expect(a.read(id)?.issues[0]).toMatchObject({ property: 'tags', code: 'invalid-value', raw: 'word' });
  });

  test('[D14] any edits of any two people end alike on both sides, and as a set would without a conflict', () => {
    const change = fc.record({
      who: fc.boolean(),
      how: fc.constantFrom('include', 'exclude', 'set'),
      item: fc.constantFrom('a', 'b', 'c', 'd/e'),
      meet: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), fc.array(change, { maxLength: 20 }), (start, changes) => {
        const { a, b, id } = openPair(start);
        for (const { who, how, item, meet } of changes) {
          const graph = who ? a : b;
          graph.edit({ title: 'Tag' }, (edit) => {
            if (how === 'set') edit.set(id, 'tags', [item, 'a']);
            else edit[how](id, 'tags', item);
          });
          const now = tagsOf(graph, id) as readonly string[];
          if (how === 'set') expect(now).toEqual([...new Set([item, 'a'])].sort());
          else expect(now.includes(item)).toBe(how === 'include');
          if (meet) exchange(a, b);
        }
        exchange(a, b);
        expect(tagsOf(a, id)).toEqual(tagsOf(b, id));
      }),
      { numRuns: 60 },
    );
  });
});

test('[D14] a set nobody wrote reads as its default, and changes item by item from there', () => {
  const shelf = defineKind({
    name: 'shelf',
    title: 'Shelf',
    icon: 'box',
    version: 1,
    placed: false,
    fields: { holds: setField('Holds', { default: ['dust'] }) },
  });
  const graph = openTestGraph({ kinds: new KindRegistry([shelf]) });
  const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shelf'));
  expect(graph.read(id)?.properties['holds']).toEqual(['dust']);
  graph.edit({ title: 'Fill' }, (edit) => edit.set(id, 'holds', ['book']));
  expect(graph.read(id)?.properties['holds']).toEqual(['book']);
  expect(graph.doc.getMap<Y.Map<unknown>>('e').get(id)?.toJSON()).toMatchObject({ 'holds/dust': false, 'holds/book': true });
});
