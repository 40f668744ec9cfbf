import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey, fileKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { decodeLink, encodeLinkName } from './link.ts';

describe('links', () => {
  test('[L1] a link’s name and its ends are a round trip, whatever signs they hold', () => {
    const part = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(part, part, part, (from, relation, to) => {
        expect(decodeLink(encodeLinkName(from, relation, to), {})).toEqual({ from, relation, to, data: {} });
      }),
    );
  });

  test('[L2] links are found from both ends, follow changes, and keep their array until then', () => {
    const graph = openTestGraph();
    const task = entityKey(graph.edit({ title: 'Add' }, (edit) => edit.create('task')));
    const file = fileKey('space', 'src/a > b.ts');
    graph.edit({ title: 'Link' }, (edit) => edit.link(task, 'about', file, { title: 'a > b.ts' }));
    expect(graph.linksTo(file)).toEqual([{ from: task, relation: 'about', to: file, data: { title: 'a > b.ts' } }]);
    expect(graph.linksTo(file)).toBe(graph.linksTo(file));
    graph.edit({ title: 'Unlink' }, (edit) => edit.unlink(task, 'about', file));
    expect(graph.linksFrom(task)).toEqual([]);
    graph.undo();
    expect(graph.linksFrom(task)).toHaveLength(1);
  });

  test('[L3] a malformed link name shows nowhere and breaks nothing', () => {
    const graph = openTestGraph();
    const links = graph.doc.getMap('l');
    for (const name of ['', 'a', 'a>b', '>>', 'a>b>c>d', 'entity:x>about>']) links.set(name, {});
    links.set('entity:x>about>entity:y', 'not a record');
    expect([...graph.links()]).toEqual([{ from: 'entity:x', relation: 'about', to: 'entity:y', data: {} }]);
    expect(graph.linksFrom('a' as Key)).toEqual([]);
  });
});
