import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityKey, type RegionId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { beginEpoch, carryEpoch, readNext } from './epoch.ts';

const REMOTE = Symbol('remote');
const send = (from: GraphDoc, to: GraphDoc): void => Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), REMOTE);
const openOld = (name?: string): GraphDoc => openTestGraph({ region: 'home' as RegionId }, name);
const openNext = (name?: string): GraphDoc => openTestGraph({ region: 'home-2' as RegionId }, name);

describe('epochs', () => {
  test('[Z9] [3.6] a region whose floor is above this program is read-only with a sentence, and reads on', () => {
    const graph = openOld();
    const id = graph.edit({ title: 'Make' }, (edit) => edit.create('light', { title: 'Lamp' }));
    let told = 0;
    graph.subscribe(() => told++);
    graph.doc.getMap('m').set('floor', 99);
    expect(told, 'listeners look again').toBe(1);
    expect(graph.refusal).toMatch(/format 99 .* update it to edit/u);
    expect(() => graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'x'))).toThrow(
      expect.objectContaining({ code: 'read-only' }),
    );
    expect(() => graph.undo()).toThrow(expect.objectContaining({ code: 'read-only' }));
    expect(graph.journal.undoTitle, 'the step is kept').toBe('Make');
    expect(graph.read(id)?.title).toBe('Lamp');
  });

  test('[Z9] [3.6] a new epoch holds what stood, without what was overwritten; the old one is read-only and names it', () => {
    const [old, next] = [openOld(), openNext()];
    const [lamp, note] = old.edit({ title: 'Make' }, (edit) => [
      edit.create('light', { title: 'Lamp' }),
      edit.create('note', { title: 'Plan' }, { text: { body: 'Sweep.' } }),
    ]) as [ReturnType<typeof old.list>[number], ReturnType<typeof old.list>[number]];
    old.edit({ title: 'Link' }, (edit) => edit.link(entityKey(note), 'about', entityKey(lamp)));
    for (let n = 0; n < 300; n++) old.edit({ title: 'Rename' }, (edit) => edit.set(n % 2 ? lamp : note, 'title', `Title ${n}`));
    beginEpoch(old, next);
    for (const id of old.list()) expect(next.read(id)).toEqual(old.read(id));
    expect([...next.links()]).toEqual([...old.links()]);
    expect(next.text(note, 'body')?.toJSON()).toBe('Sweep.');
    expect(readNext(old)).toBe('home-2');
    expect(() => old.edit({ title: 'Rename' }, (edit) => edit.set(lamp, 'title', 'x'))).toThrow(/goes on in a newer one/u);
    expect(next.refusal).toBeUndefined();
    expect(() => beginEpoch(old, openNext())).toThrow(expect.objectContaining({ code: 'read-only' }));
  });

  test('[Z10] [3.6] who comes back with unsent edits finds them in the new epoch, whoever brings them and however often', () => {
    const [old, next, train] = [openOld(), openNext(), openOld('Mira')];
    const note = old.edit({ title: 'Make' }, (edit) => edit.create('note', { title: 'Plan' }, { text: { body: 'Sweep the floor.' } }));
    send(old, train);
    train.edit({ title: 'Rename' }, (edit) => edit.set(note, 'title', 'From the train'));
    const made = train.edit({ title: 'Make' }, (edit) => edit.create('light', { title: 'Lantern' }));
    train.edit({ title: 'Link' }, (edit) => edit.link(entityKey(note), 'about', entityKey(made)));
    train.text(note, 'body')?.insert(5, ' and wax');
    beginEpoch(old, next);
    next.edit({ title: 'Colour' }, (edit) => edit.set(note, 'colour', '#112233'));
    send(old, train);
    const theirs = openNext('Mira');
    send(next, theirs);
    carryEpoch(train, theirs);
    send(theirs, next);
    send(train, old);
    carryEpoch(old, next);
    carryEpoch(train, theirs);
    send(next, theirs);
    for (const graph of [next, theirs]) {
      expect(graph.read(note)).toMatchObject({ title: 'From the train', properties: { colour: '#112233' }, issues: [] });
      expect(graph.read(made)?.title).toBe('Lantern');
      expect(graph.linksFrom(entityKey(note)).map((link) => link.to)).toEqual([entityKey(made)]);
      expect(graph.text(note, 'body')?.toJSON()).toBe('Sweep and wax the floor.');
    }
  });
});
