import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entity } from '../document/entity.ts';
import { type EntityId, entityKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { readChildren, readCircle, readLeftOut, readParent, readParents, readPath } from './containment.ts';
import { encodeLinkName } from './link.ts';
import { LinkIndex } from './link-index.ts';

const key = (name: string): Key => `entity:${name}` as Key;

/** A graph of nothing but containment between named things; a name that starts with `map` is a map. */
function contain(pairs: readonly (readonly [string, string])[]) {
  const index = new LinkIndex();
  for (const [from, to] of pairs) index.update(encodeLinkName(key(from), 'contains', key(to)), {});
  const read = (id: EntityId): Entity => ({ kind: id.startsWith('map') ? 'map' : 'group', trashed: id.startsWith('gone') }) as Entity;
  return { linksFrom: (k: Key) => index.linksFrom(k), linksTo: (k: Key) => index.linksTo(k), read };
}

const names = (keys: Iterable<Key>): readonly string[] => [...keys].map((each) => each.slice('entity:'.length));

describe('containment', () => {
  test('[L10] a thing has one place, the same for everyone: what only shows it comes after what holds it, the trashed not at all', () => {
    const graph = contain([
      ['map1', 'a'],
      ['z', 'a'],
      ['b', 'a'],
      ['gone', 'a'],
      ['root', 'b'],
    ]); // prettier-ignore
    expect(names(readParents(graph, key('a')))).toEqual(['b', 'z', 'map1']);
    expect(readParent(graph, key('root'))).toBeUndefined();
    expect(names(readPath(graph, key('a')))).toEqual(['root', 'b']);
  });

  test('[L11] a circle is cut where it leads back to what is contained from outside, else to its first key', () => {
    const free = contain([
      ['b', 'c'],
      ['c', 'a'],
      ['a', 'b'],
      ['c', 'leaf'],
    ]); // prettier-ignore
    expect(names(readCircle(free, key('b'))).toSorted()).toEqual(['a', 'b', 'c']);
    expect(readCircle(free, key('leaf')).size).toBe(0);
    expect(names(readPath(free, key('leaf')))).toEqual(['a', 'b', 'c']);
    expect(names(readChildren(free, key('c')).map((row) => row.key))).toEqual(['leaf']);
    const held = contain([
      ['b', 'c'],
      ['c', 'a'],
      ['a', 'b'],
      ['root', 'b'],
    ]); // prettier-ignore
    expect(names(readPath(held, key('a')))).toEqual(['root', 'b', 'c']);
    const self = contain([['a', 'a']]);
    expect(readChildren(self, key('a'))).toEqual([]);
    expect(readParent(self, key('a'))).toBeUndefined();
  });

  test('[L11] whatever contains whatever, the reading ends, has no circle, leaves out links of circles only, and is the same in any order', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, name), { maxLength: 20, selector: String }), (pairs) => {
        const graph = contain(pairs);
        const turned = contain([...pairs].reverse());
        for (const at of 'abcdef') {
          const path = names(readPath(graph, key(at)));
          expect(path).not.toContain(at);
          expect(new Set(path).size).toBe(path.length);
          expect(names(readPath(turned, key(at)))).toEqual(path);
          const children = names(readChildren(graph, key(at)).map((row) => row.key));
          for (const child of children) expect(names(readParents(graph, key(child)))).toContain(at);
          if (readCircle(graph, key(at)).size === 0) expect(children).toHaveLength(pairs.filter(([from]) => from === at).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[L11] a circle of 20,000 things and a thing with 20,000 parts read in bounded time', () => {
    const ring = contain(Array.from({ length: 20_000 }, (_, i) => [`n${i}`, `n${(i + 1) % 20_000}`] as const));
    const circle = readCircle(ring, key('n7'));
    expect(circle.size).toBe(20_000);
    expect(readLeftOut(ring, circle).size).toBe(1);
    const wide = contain(Array.from({ length: 20_000 }, (_, i) => ['all', `n${i}`] as const));
    expect(readChildren(wide, key('all'))).toHaveLength(20_000);
  });
});

describe('issues of links', () => {
  test('[D20] a missing end and a circle are told at the things they touch; what arrives late or lies elsewhere is not missing', () => {
    const elsewhere = key('far');
    const graph = openTestGraph({ isElsewhere: (each) => each === elsewhere });
    const [a, b] = graph.edit({ title: 'Add' }, (edit) => {
      const ids = [edit.create('group', { title: 'A' }), edit.create('group', { title: 'B' })] as const;
      edit.link(entityKey(ids[0]), 'about', key('nowhere'));
      edit.link(entityKey(ids[0]), 'about', elsewhere);
      edit.link(entityKey(ids[0]), 'about', 'file:x/y' as Key);
      edit.link(key('later'), 'about', entityKey(ids[1]));
      edit.link(entityKey(ids[0]), 'contains', entityKey(ids[1]));
      edit.link(entityKey(ids[1]), 'contains', entityKey(ids[0]));
      return ids;
    });
    expect(graph.read(a)?.issues).toEqual([]);
    expect(graph.issues(a).map(({ code, raw }) => [code, raw])).toEqual([
      ['missing-end', key('nowhere')],
      ['cycle', expect.any(String)],
    ]);
    expect(graph.issues(b).map(({ code }) => code)).toEqual(['missing-end', 'cycle']);
    graph.edit({ title: 'Arrive' }, (edit) => edit.create('note', {}, { id: 'later' as EntityId }));
    expect(graph.issues(b).map(({ code }) => code)).toEqual(['cycle']);
  });

  test('[D10] mending takes away links to nothing and what closes the circle, keeps every other link, and is one step to undo', () => {
    const graph = openTestGraph();
    const [a, b] = graph.edit({ title: 'Add' }, (edit) => {
      const ids = [edit.create('group', { title: 'A' }), edit.create('group', { title: 'B' })] as const;
      edit.link(entityKey(ids[0]), 'about', key('nowhere'));
      edit.link(entityKey(ids[0]), 'about', 'file:x/y' as Key);
      edit.link(entityKey(ids[0]), 'contains', entityKey(ids[1]));
      edit.link(entityKey(ids[1]), 'contains', entityKey(ids[0]));
      return ids;
    });
    const before = [...graph.links()].length;
    graph.mend(a);
    expect(graph.issues(a)).toEqual([]);
    expect(graph.issues(b)).toEqual([]);
    expect([...graph.links()]).toHaveLength(before - 2);
    graph.undo();
    expect([...graph.links()]).toHaveLength(before);
    expect(graph.journal.undoTitle).toBe('Add');
    graph.mend(b);
    expect(graph.journal.undoTitle).toBe('Mend B');
    graph.mend(b);
    graph.undo();
    expect(graph.journal.undoTitle).toBe('Add');
  });
});
