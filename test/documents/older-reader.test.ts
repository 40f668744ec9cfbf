import {
  defineKind,
  type EntityId,
  entityKey,
  GraphDoc,
  type Key,
  type Kind,
  kinds,
  KindRegistry,
  type PersonId,
  type RegionId,
} from '@space/doc-schema';
import { createRandom, type Random } from '@space/doc-schema/testing';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';

/** The code of version 1 as it was; see the head of the file. */
const v1 = (await import(new URL('readers/v1.mjs', import.meta.url).href)) as { GraphDoc: typeof GraphDoc };

/** Tasks and notes as two versions from now could have them: more fields, a new set, one field under a new name. */
function createLaterKinds(): KindRegistry {
  const task = kinds.get('task') as Kind;
  const note = kinds.get('note') as Kind;
  const { due, tags, ...rest } = task.fields;
  if (!due || !tags) throw new Error('The tasks of this version have no due date or no tags.');
  const estimate = { ...due, label: 'Estimate', since: 4 };
  const later = [
    defineKind({
      ...task,
      version: task.version + 2,
      fields: { ...rest, tags, deadline: { ...due, since: 4, was: ['due'] }, estimate, watchers: { ...tags, label: 'Watchers', since: 4 } },
    }),
    defineKind({
      ...note,
      version: note.version + 2,
      fields: { ...note.fields, mood: { ...note.fields['title'], label: 'Mood', since: 4 } as never },
    }),
  ];
  return new KindRegistry([...kinds.list().filter(({ name }) => name !== 'task' && name !== 'note'), ...later]);
}

const LATER = createLaterKinds();

function open(code: { GraphDoc: typeof GraphDoc }, name: string, client: number, registry?: KindRegistry): GraphDoc {
  const doc = new Y.Doc();
  doc.clientID = client;
  let time = 1_000_000;
  const author = { person: name.toLowerCase() as PersonId, name };
  return code.GraphDoc.open({ region: 'r' as RegionId, doc, author, now: () => (time += 1000), ...(registry ? { kinds: registry } : {}) });
}

function exchange(...graphs: readonly GraphDoc[]): void {
  for (const from of graphs) {
    for (const to of graphs) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
  }
}

/** What the document holds, whoever looks. */
const stored = (graph: GraphDoc): unknown => graph.doc.getMap('e').toJSON();

describe('a peer two versions back', () => {
  test('[D9] [3.2] version 1 itself edits newer things, keeps every field and set it does not know, and undoes its own', () => {
    const now = open({ GraphDoc }, 'Nadia', 1, LATER);
    const old = open(v1, 'Mira', 2);
    const id = now.edit({ title: 'Add' }, (edit) =>
      edit.create(
        'task',
        { title: 'T', deadline: '2030-01-02', estimate: '2030-01-01', tags: ['a', 'b'], watchers: ['x'] },
        { text: { body: 'Text' } },
      ),
    );
    now.edit({ title: 'Tag' }, (edit) => {
      edit.include(id, 'tags', 'c');
      edit.exclude(id, 'tags', 'a');
      edit.include(id, 'watchers', 'y');
      edit.set(id, 'estimate', '2031-01-01');
    });
    exchange(now, old);
    expect(old.read(id)).toMatchObject({
      title: 'T',
      properties: { state: 'open', estimate: '2031-01-01', deadline: '2030-01-02', 'tags/c': true, 'tags/a': false, watchers: ['x'] },
      issues: [{ code: 'newer-version' }],
    });
    old.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Renamed'));
    old.edit({ title: 'Finish' }, (edit) => {
      edit.set(id, 'state', 'done');
      edit.set(id, 'due', '2029-09-09');
      edit.link(entityKey(id), 'about', 'file:a/b' as Key);
    });
    old.text(id, 'body')?.insert(4, ' typed');
    old.edit({ title: 'Trash' }, (edit) => edit.trash(id));
    old.undo();
    old.mend(id);
    now.edit({ title: 'Tag' }, (edit) => edit.include(id, 'watchers', 'z'));
    const theirs = old.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'Old' }));
    exchange(now, old);
    expect(now.read(id)).toMatchObject({
      title: 'Renamed',
      trashed: false,
      issues: [],
      // The old name is an edit, the new one a creation value: the edit counts more.
      properties: { state: 'done', deadline: '2029-09-09', estimate: '2031-01-01', tags: ['b', 'c'], watchers: ['x', 'y', 'z'] },
    });
    expect(now.text(id, 'body')?.toJSON()).toBe('Text typed');
    expect(now.read(theirs)).toMatchObject({ title: 'Old', issues: [], properties: { tags: [], watchers: [], estimate: null } });
    expect(now.doc.getMap('k').toJSON()).toEqual(old.doc.getMap('k').toJSON());
    expect(stored(now)).toEqual(stored(old));
  });

  test('[D9] [D11] [3.2] peers of three versions editing at once end alike, and nobody loses what only a newer one knows', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const random = createRandom(seed);
      const peers = [open(v1, 'Old', 1), open({ GraphDoc }, 'Now', 2), open({ GraphDoc }, 'Later', 3, LATER)] as const;
      // Only the newest peer writes watchers, so what it read last is what they are.
      const written = new Map<EntityId, unknown>();
      const [, now, later] = peers;
      editAtOnce(peers, random, written);
      exchange(...peers);
      exchange(...peers);
      for (const [id, watchers] of written) {
        for (const peer of [now, later]) expect(peer.read(id)?.properties['watchers'], `seed ${seed}`).toEqual(watchers);
        expect(later.read(id)?.issues).toEqual([]);
      }
      expect(stored(peers[0]), `seed ${seed}`).toEqual(stored(later));
      expect(stored(now), `seed ${seed}`).toEqual(stored(later));
      for (const peer of peers) peer.dispose();
    }
  });
});

function editAtOnce(peers: readonly [GraphDoc, GraphDoc, GraphDoc], random: Random, written: Map<EntityId, unknown>): void {
  const [old, now, later] = peers;
  for (let i = 0; i < 60; i++) {
    const ids = later.list().filter((id) => written.has(id));
    if (ids.length < 3) {
      const id = later.edit({ title: 'Add' }, (edit) => edit.create('task', { title: `T${i}`, watchers: ['me'], tags: ['t'] }));
      written.set(id, ['me']);
    } else if (i % 3 === 0) {
      const id = random.pick(ids);
      watch(later, random, id);
      written.set(id, later.read(id)?.properties['watchers']);
    } else editPlainly(i % 3 === 1 ? old : now, random);
    if (random.next() < 0.4) exchange(random.pick(peers), random.pick(peers));
  }
}

function watch(graph: GraphDoc, random: Random, id: EntityId): void {
  const item = random.pick(['ann', 'bo', 'me']);
  graph.edit({ title: 'Watch' }, (edit) => {
    if (random.next() < 0.6) edit.include(id, 'watchers', item);
    else edit.exclude(id, 'watchers', item);
  });
}

/** What every version can do. */
function editPlainly(graph: GraphDoc, random: Random): void {
  const ids = graph.list();
  if (ids.length === 0) return;
  const id = random.pick(ids);
  graph.edit({ title: 'Edit' }, (edit) => {
    const how = random.below(5);
    if (how === 0) edit.set(id, 'title', `N${random.below(9)}`);
    else if (how === 1) edit.set(id, 'state', random.pick(['open', 'done']));
    else if (how === 2) edit.trash(id);
    else if (how === 3) edit.restore(id);
    else edit.set(id, 'colour', random.pick(['#112233', '#445566']));
  });
  if (random.next() < 0.2) graph.undo();
}
