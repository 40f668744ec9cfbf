import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFlush, type Flush, MAX_REMOVED } from '../history/flush.ts';
import { RemovedRanges } from '../history/removed-ranges.ts';
import { entityKey } from '../ids.ts';
import { encodeLinkName } from '../links/link.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { fuzzFor, fuzzMs } from '../testing/fuzz.ts';
import { createRandom } from '../testing/random.ts';
import type { GraphDoc } from './graph-doc.ts';

const flush = (n: number, removed?: readonly number[]): Flush => ({
  ...{ client: 1, n, clockFrom: 0, clockTo: 0, time: n, person: `p${n}`, name: `N${n}`, tool: 't', title: 'x' },
  ...(removed ? { removed } : {}),
});

function openTwo(): { ada: GraphDoc; ben: GraphDoc; settle: () => void } {
  const network = createPeerNetwork(createRandom(1), 2);
  const [ada, ben] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
  return { ada, ben, settle: () => network.settle() };
}

describe('who did it', () => {
  test('[F5] [3.5] a link has an author, and so has its taking away', () => {
    const { ada, ben, settle } = openTwo();
    const [a, b] = ada.edit({ title: 'Add' }, (edit) => [edit.create('note'), edit.create('note')].map(entityKey)) as [never, never];
    const name = encodeLinkName(a, 'about', b);
    ada.edit({ title: 'Link', tool: 'map' }, (edit) => edit.link(a, 'about', b));
    settle();
    expect(ben.provenanceOfLink(name)).toMatchObject({ name: 'Peer 1', title: 'Link', tool: 'map' });
    ben.edit({ title: 'Unlink' }, (edit) => edit.unlink(a, 'about', b));
    settle();
    for (const graph of [ada, ben]) expect(graph.provenanceOfLink(name)).toMatchObject({ name: 'Peer 2', title: 'Unlink' });
    expect(ada.provenanceOfLink('nothing')).toBeUndefined();
  });

  test('[F5] [3.5] moving to the trash, unsetting, an item of a set and an undo each have an author', () => {
    const { ada, ben, settle } = openTwo();
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One', tags: ['a'] }));
    ada.edit({ title: 'Colour' }, (edit) => edit.set(id, 'colour', '#111111'));
    settle();
    ben.edit({ title: 'Trash' }, (edit) => edit.trash(id));
    ben.edit({ title: 'Untag' }, (edit) => edit.exclude(id, 'tags', 'a'));
    ben.edit({ title: 'Plain' }, (edit) => edit.unset(id, 'colour'));
    settle();
    expect(ada.provenance(id, 'del')).toMatchObject({ name: 'Peer 2', title: 'Trash' });
    expect(ada.provenance(id, 'tags/a')).toMatchObject({ name: 'Peer 2', title: 'Untag' });
    expect(ada.provenance(id, 'colour')).toMatchObject({ name: 'Peer 2', title: 'Plain' });
    ben.undo();
    settle();
    expect(ada.provenance(id, 'colour')).toMatchObject({ name: 'Peer 2', title: 'Undo Plain' });
  });

  test('[F5] [3.5] the last in a text is who typed or who removed last, asked before and after each change', () => {
    const { ada, ben, settle } = openTwo();
    const id = ada.edit({ title: 'Add' }, (edit) => edit.create('note', {}, { text: { body: 'one two three' } }));
    settle();
    expect(ada.provenance(id, 'body')).toMatchObject({ name: 'Peer 1', title: 'Add' });
    ben.text(id, 'body')?.delete(4, 4);
    settle();
    expect(ada.provenance(id, 'body')).toMatchObject({ name: 'Peer 2', title: 'Type' });
    ada.text(id, 'body')?.insert(0, '!');
    settle();
    for (const graph of [ada, ben]) expect(graph.provenance(id, 'body')).toMatchObject({ name: 'Peer 1', title: 'Type' });
  });

  test('[F5] a value written over is no removal; a flush tells of ranges that were, joined and bounded', () => {
    const graph = openTestGraph({ now: () => 7 });
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'a' }, { text: { body: 'x'.repeat(1000) } }));
    for (const title of ['b', 'c']) graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', title));
    expect(graph.flushes.list().every((each) => each.removed === undefined)).toBe(true);
    graph.text(id, 'body')?.delete(0, 1);
    graph.text(id, 'body')?.delete(0, 1);
    graph.settle();
    expect(graph.flushes.list().at(-1)?.removed).toHaveLength(6);
    graph.doc.transact(() => {
      for (let i = 0; i < 200; i++) graph.text(id, 'body')?.delete(i, 1);
    });
    graph.settle();
    const last = graph.flushes.list().at(-1);
    expect(last?.removed).toHaveLength(3 * MAX_REMOVED);
    expect(checkFlush(JSON.parse(JSON.stringify(last)))).toEqual(last);
  });

  test('[F4] ranges of removals that are none are left out, the flush stays; any numbers are found without a throw', {
    timeout: 30_000 + fuzzMs(500),
  }, () => {
    const good = flush(1);
    for (const removed of [[], [1], [1, 2], [-1, 0, 1], ['x', 0, 1], 'no', Array.from({ length: 3 * MAX_REMOVED + 3 }, () => 1)]) {
      expect(checkFlush({ ...good, removed })).toEqual(good);
    }
    expect(checkFlush({ ...good, removed: [1, 2, 3] })).toEqual({ ...good, removed: [1, 2, 3] });
    const raw = fc.record({ ...Object.fromEntries(Object.keys(good).map((key) => [key, fc.anything()])), removed: fc.anything() });
    fc.assert(
      fc.property(raw, (anything) => void checkFlush(anything)),
      fuzzFor(500),
    );
  });

  test('[F5] who removed an item is found whatever ranges were told, the first of several that removed it', () => {
    const range = fc.tuple(fc.nat(2), fc.nat(40), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), (told) => {
        const ranges = new RemovedRanges();
        const first = new Map<string, number>();
        told.forEach(([client, clock, length], n) => {
          ranges.add(flush(n, [client, clock, length]));
          for (let at = clock; at < clock + length; at++) if (!first.has(`${client}:${at}`)) first.set(`${client}:${at}`, n);
        });
        for (let client = 0; client <= 2; client++) {
          for (let at = 0; at < 60; at++) expect(ranges.find(client, at)?.n).toBe(first.get(`${client}:${at}`));
        }
      }),
    );
  });
});
