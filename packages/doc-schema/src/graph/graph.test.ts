import { describe, expect, test } from 'vitest';
import { createStarterWorld } from '../document/starter-world.ts';
import { entityKey, type Key } from '../ids.ts';
import { kinds } from '../kinds/index.ts';
import { openTestGraph } from '../testing/author.ts';
import { createDocumentSource, readContained } from './document-source.ts';
import { Graph } from './graph.ts';

describe('sources', () => {
  test('[G1] a key without a source and a source that fails read as a card that says why', async () => {
    const graph = new Graph();
    const fail = (): never => {
      throw new Error('The folder service does not answer.');
    };
    graph.add({ scheme: 'file', read: fail, children: fail, subscribe: () => () => undefined });
    expect(await graph.read('process:7' as Key)).toMatchObject({ missing: expect.stringContaining('Nothing here') });
    expect(await graph.read('file:a/b' as Key)).toMatchObject({ missing: 'The folder service does not answer.' });
    expect(await graph.children('file:a/b' as Key)).toHaveLength(1);
  });

  test('[G1] an entity reads with its title and children, in the trash and away with a reason', async () => {
    const document = openTestGraph();
    const { board } = createStarterWorld(document);
    const graph = new Graph();
    graph.add(createDocumentSource(document));
    expect(await graph.read(entityKey(board))).toMatchObject({ title: 'Welcome board', kind: 'panel', hasChildren: true });
    expect((await graph.children(entityKey(board))).map((node) => node.title)).toEqual([
      'Place something',
      'Write a note and link it',
      'Open a file of your folder',
      'Undo something',
      'Open the share link, see yourself arrive',
    ]);
    document.edit({ title: 'Trash' }, (edit) => edit.trash(board));
    expect(await graph.read(entityKey(board))).toMatchObject({ missing: 'It is in the trash.' });
    expect(await graph.read('entity:nowhere' as Key)).toMatchObject({ missing: expect.stringContaining('not in this region') });
    expect(readContained(document, entityKey(board))).toHaveLength(5);
  });

  test('[K1] the starter world is valid throughout and every kind’s defaults pass its checks', () => {
    const document = openTestGraph();
    createStarterWorld(document);
    expect(document.list().flatMap((id) => document.read(id)?.issues ?? [])).toEqual([]);
    expect(document.worldId && document.read(document.worldId)?.title).toBe('Home');
    for (const kind of kinds.list()) {
      for (const field of Object.values(kind.fields)) expect(field.check(field.default)).toMatchObject({ ok: true });
    }
  });
});
