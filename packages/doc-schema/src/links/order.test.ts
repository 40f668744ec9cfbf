import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { planOrder, writeOrder } from './order.ts';
import { readRows } from './rows.ts';
import { CONTAINS } from './relations.ts';

const list = 'entity:list' as Key;
const keysOf = (graph: GraphDoc): readonly Key[] => readRows(graph, list).map((row) => row.key);

function place(graph: GraphDoc, keys: readonly Key[], at: number, random: Random): number {
  const plan = planOrder(readRows(graph, list), keys, at, random.next);
  graph.edit({ title: 'Order' }, (edit) => writeOrder(edit, graph, list, plan));
  return plan.size;
}

describe('order', () => {
  test('[O1] what is placed stands where it was put, whatever orders stood there before', () => {
    const step = fc.record({ at: fc.nat(12), from: fc.nat(12), move: fc.boolean() });
    const old = fc.array(fc.oneof(fc.constantFrom('a0', 'a1', '', '~', 'zz', 'a10'), fc.string({ maxLength: 30 })), { maxLength: 8 });
    fc.assert(
      fc.property(old, fc.array(step, { maxLength: 30 }), fc.integer(), (orders, steps, seed) => {
        const graph = openTestGraph();
        const random = createRandom(seed);
        graph.edit({ title: 'Old' }, (edit) => orders.forEach((order, i) => edit.link(list, CONTAINS, `entity:old${i}` as Key, { order })));
        let model = [...keysOf(graph)];
        steps.forEach(({ at, from, move }, i) => {
          const key = move && model[from] ? model[from] : (`entity:new${i}` as Key);
          const place_ = Math.min(at, model.length);
          const before = model.slice(0, place_).filter((each) => each !== key);
          model = [...before, key, ...model.slice(place_).filter((each) => each !== key)];
          place(graph, [key], at, random);
          expect(keysOf(graph)).toEqual(model);
        });
        graph.dispose();
      }),
      { numRuns: 60 },
    );
  });

  test('[O1] a key of foreign letters that passes for an order key does not misplace what comes behind it', () => {
    const graph = openTestGraph();
    graph.edit({ title: 'Old' }, (edit) => edit.link(list, CONTAINS, 'entity:old' as Key, { order: 'U     :' }));
    place(graph, ['entity:new' as Key], 1, createRandom(0));
    expect(keysOf(graph)).toEqual(['entity:old', 'entity:new']);
    graph.dispose();
  });

  test('[O2] order keys stay at most 24 letters long; where one would grow longer its neighbours get new ones, not the whole list', () => {
    const graph = openTestGraph();
    const random = createRandom(7);
    place(
      graph,
      Array.from({ length: 200 }, (_, i) => `entity:row${i}` as Key),
      0,
      random,
    );
    let widest = 0;
    for (let i = 0; i < 300; i++) widest = Math.max(widest, place(graph, [`entity:in${i}` as Key], 100, random));
    const orders = readRows(graph, list).map((row) => row.link.data['order'] as string);
    expect(Math.max(...orders.map((order) => order.length))).toBeLessThanOrEqual(24);
    expect(new Set(orders).size).toBe(500);
    expect(widest).toBeGreaterThan(1);
    expect(widest).toBeLessThan(100);
    graph.dispose();
  });

  test('[O3] what else a placement link carries stays when its row is moved', () => {
    const graph = openTestGraph();
    const a = 'entity:a' as Key;
    graph.edit({ title: 'Add' }, (edit) => edit.link(list, CONTAINS, a, { title: 'A', position: [1, 2] }));
    place(graph, [a], 0, createRandom(1));
    expect(readRows(graph, list)[0]?.link.data).toMatchObject({ title: 'A', position: [1, 2], order: expect.any(String) });
    graph.dispose();
  });

  test('[O4] three people inserting and moving at once see one order, with no row lost or doubled', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 3);
        const added = new Set<Key>();
        for (let i = 0; i < 60; i++) {
          const { graph } = random.pick(network.peers);
          const rows = keysOf(graph);
          const known = random.next() < 0.5 && rows.length > 0;
          const key = known ? random.pick(rows) : (`entity:${i}` as Key);
          added.add(key);
          place(graph, [key], random.below(rows.length + 1), random);
          if (random.next() < 0.5) network.deliverOne();
        }
        network.settle();
        const [first, ...others] = network.peers.map((peer) => keysOf(peer.graph));
        for (const other of others) expect(other).toEqual(first);
        expect([...(first ?? [])].sort()).toEqual([...added].sort());
        network.dispose();
      }),
      { numRuns: 40 },
    );
  });

  test('[O4] a row taken out by one person while another moves something else is gone, and the others keep their places', () => {
    const network = createPeerNetwork(createRandom(3), 2);
    const [one, two] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => entityKey(name as never)) as [Key, Key, Key];
    place(one, [a, b, c], 0, createRandom(5));
    network.settle();
    one.edit({ title: 'Take b out' }, (edit) => edit.unlink(list, CONTAINS, b));
    place(two, [c], 0, createRandom(6));
    network.settle();
    expect(keysOf(one)).toEqual([c, a]);
    expect(keysOf(two)).toEqual([c, a]);
    network.dispose();
  });
});
