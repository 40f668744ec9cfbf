import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStarterWorld } from '../document/starter-world.ts';
import { entityKey, fileKey, type Key } from '../ids.ts';
import { kinds } from '../kinds/index.ts';
import { openTestGraph } from '../testing/author.ts';
import { createDocumentSource, readContained } from './document-source.ts';
import { Graph, missingNode } from './graph.ts';
import type { CancelSignal, Source } from './source.ts';

// Every host has it; the language's own library, which is all this package is checked against, does not name it.
declare const AbortController: new () => { readonly signal: CancelSignal; abort(): void };

const sourceOf = (part: Partial<Source>): Source => ({
  scheme: 'file',
  read: (key) => missingNode(key, 'Gone.'),
  children: () => ({ nodes: [] }),
  links: () => [],
  actions: () => [],
  subscribe: () => () => undefined,
  ...part,
});

describe('sources', () => {
  test('[G1] a key without a source and a source that fails read as a card that says why', async () => {
    const graph = new Graph();
    const fail = (): never => {
      throw new Error('The folder service does not answer.');
    };
    graph.add(sourceOf({ read: fail, children: fail, links: fail, actions: fail, subscribe: fail }));
    expect(await graph.read('process:7' as Key)).toMatchObject({ missing: expect.stringContaining('Nothing here') });
    expect(await graph.read('no key at all' as Key)).toMatchObject({ missing: expect.stringContaining('Nothing here') });
    const key = 'file:a/b' as Key;
    expect(await graph.read(key)).toMatchObject({ missing: 'The folder service does not answer.' });
    expect((await graph.children(key)).nodes).toHaveLength(1);
    expect(await graph.links(key)).toEqual({ drawn: [], said: [] });
    expect(graph.actions(key)).toEqual([]);
    graph.subscribe(key, () => undefined)();
  });

  test('[G1] an answer that is no card becomes a card that says so', async () => {
    const graph = new Graph();
    graph.add(sourceOf({ read: () => 7 as never, children: () => undefined as never, links: () => null as never }));
    const key = 'file:a/b' as Key;
    expect(await graph.read(key)).toMatchObject({ missing: expect.stringContaining('no card') });
    expect((await graph.children(key)).nodes[0]).toMatchObject({ missing: expect.stringContaining('no card') });
    expect((await graph.links(key)).said).toEqual([]);
  });

  test('[G1] an entity reads with its title and children, in the trash and away with a reason', async () => {
    const document = openTestGraph();
    const { board } = createStarterWorld(document);
    const graph = new Graph();
    graph.add(createDocumentSource(document));
    expect(await graph.read(entityKey(board))).toMatchObject({ title: 'Welcome board', kind: 'panel', hasChildren: true });
    expect((await graph.children(entityKey(board))).nodes.map((node) => node.title)).toEqual([
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

describe('links of any key', () => {
  test('[3.8] a key’s links are those people drew, from both ends, and those its source says', async () => {
    const document = openTestGraph();
    const note = entityKey(document.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'Why' })));
    const file = fileKey('space', 'src/a.ts');
    const folder = { from: fileKey('space', 'src'), relation: 'contains', to: file, data: {} };
    const graph = new Graph();
    graph.add(createDocumentSource(document));
    graph.add(sourceOf({ links: () => [folder] }));
    const stop = graph.addLinks(document);
    const told = vi.fn();
    const leave = graph.subscribe(file, told);
    document.edit({ title: 'Link' }, (edit) => edit.link(note, 'about', file, { title: 'a.ts' }));
    expect(told).toHaveBeenCalledOnce();
    expect((await graph.links(file)).drawn).toMatchObject([{ from: note, relation: 'about' }]);
    expect((await graph.links(file)).said).toEqual([folder]);
    expect((await graph.links(note)).drawn).toHaveLength(1);
    document.edit({ title: 'Link' }, (edit) => edit.link(note, 'links', note));
    expect(graph.drawnLinks(note)).toHaveLength(2);
    leave();
    stop();
    expect((await graph.links(file)).drawn).toEqual([]);
  });

  test('[L5] a dangling end shows by the title its links remember', async () => {
    const document = openTestGraph();
    const note = entityKey(document.edit({ title: 'Add' }, (edit) => edit.create('note')));
    const gone = 'entity:elsewhere' as Key;
    document.edit({ title: 'Link' }, (edit) => edit.link(note, 'about', gone, { title: 'The lamp of last year' }));
    const graph = new Graph();
    graph.add(createDocumentSource(document));
    expect(await graph.read(gone)).toMatchObject({ title: 'The lamp of last year', missing: expect.any(String) });
  });
});

describe('slow sources', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('[G9] a source that does not answer becomes a card that says so, and hears that nobody waits', async () => {
    const aborted: boolean[] = [];
    const graph = new Graph({ patienceMs: 2000 });
    const never = new Promise<never>(() => undefined);
    graph.add(
      sourceOf({
        read: (_key, asking) => {
          asking?.signal?.addEventListener('abort', () => aborted.push(true));
          return never;
        },
      }),
    );
    const answer = graph.read('file:a/b' as Key);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await answer).toMatchObject({ missing: expect.stringContaining('no answer within 2 s') });
    expect(aborted).toEqual([true]);
  });

  test('[G9] asking can be cancelled, before and while the source works', async () => {
    const graph = new Graph();
    let asked = 0;
    graph.add(sourceOf({ children: () => ((asked += 1), new Promise<never>(() => undefined)) }));
    const leaving = new AbortController();
    const answer = graph.children('file:a/b' as Key, { signal: leaving.signal });
    leaving.abort();
    expect((await answer).nodes[0]).toMatchObject({ missing: 'Asking was cancelled.' });
    expect((await graph.children('file:a/b' as Key, { signal: leaving.signal })).nodes[0]?.missing).toBeDefined();
    expect(asked).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
