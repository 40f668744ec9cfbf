import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openTestGraph } from '../testing/author.ts';
import { checkFlush } from './flush.ts';

afterEach(() => void vi.useRealTimers());

describe('flushes', () => {
  test('[F1] flushes of a session cover its clock without gap or overlap', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'a' }));
    graph.text(id, 'body')?.insert(0, 'some text');
    graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'b'));
    graph.text(id, 'body')?.delete(0, 4);
    graph.settle();
    const flushes = graph.flushes.list();
    expect(flushes.map((flush) => flush.n)).toEqual([1, 2, 3, 4]);
    expect(flushes.map((flush) => flush.title)).toEqual(['Add', 'Type', 'Rename', 'Type']);
    flushes.slice(1).forEach((flush, i) => expect(flush.clockFrom).toBe(flushes[i]?.clockTo));
  });

  test('[F2] typing gathers into one flush until it rests, and counts as waiting meanwhile', () => {
    vi.useFakeTimers();
    const graph = openTestGraph({ now: () => 7 });
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note'));
    for (const letter of 'hello') {
      graph.text(id, 'body')?.insert(0, letter);
      vi.advanceTimersByTime(100);
    }
    expect(graph.flushes.openCount).toBe(1);
    expect(graph.flushes.list()).toHaveLength(1);
    vi.advanceTimersByTime(250);
    expect(graph.flushes.openCount).toBe(0);
    expect(graph.flushes.list()).toHaveLength(2);
  });

  test('[F3] the last writer of a value and of a text is found with time and tool', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add', tool: 'palette' }, (edit) => edit.create('note', { title: 'a' }, { text: { body: 'one' } }));
    graph.edit({ title: 'Rename', tool: 'inspector' }, (edit) => edit.set(id, 'title', 'b'));
    graph.author = { ...graph.author, name: 'Mira' };
    graph.text(id, 'body')?.insert(3, ' two');
    graph.settle();
    expect(graph.provenance(id, 'title')).toMatchObject({ name: 'Nadia', tool: 'inspector', title: 'Rename' });
    expect(graph.provenance(id, 'colour')).toMatchObject({ name: 'Nadia', tool: 'palette', title: 'Add' });
    expect(graph.provenance(id, 'body')).toMatchObject({ name: 'Mira', title: 'Type' });
  });

  test('[F4] anything may arrive as a flush; only a whole one is taken', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(checkFlush(raw)).toBeUndefined();
      }),
    );
    const good = { client: 1, n: 1, clockFrom: 0, clockTo: 3, time: 1, person: 'p', name: 'N', tool: 't', title: 'x' };
    expect(checkFlush({ ...good, more: 1 })).toEqual(good);
    expect(checkFlush({ ...good, clockTo: -1 })).toBeUndefined();
    expect(checkFlush({ ...good, clockFrom: 9 })).toBeUndefined();
    expect(checkFlush({ ...good, title: 'x'.repeat(201) })).toBeUndefined();
  });
});
