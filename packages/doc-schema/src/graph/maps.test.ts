import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, fileKey, type Key } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom } from '../testing/random.ts';
import { planPlaces, planTree } from './map-places.ts';
import {
  applyPlaces,
  type MapPlan,
  readLeaves,
  readMap,
  readMapEdges,
  readMapsOf,
  readNeighbours,
  readStale,
  writeMap,
  writePlaces,
  writeTakeOut,
} from './maps.ts';

const at = (x: number, y: number): { position: readonly number[] } => ({ position: [x, y] });

/** A hub with `count` notes linked to it, and a map that shows the hub. */
function openHub(count: number): { graph: GraphDoc; hub: Key; map: Key; notes: readonly Key[] } {
  const graph = openTestGraph();
  return graph.edit({ title: 'Make' }, (edit) => {
    const hub = entityKey(edit.create('task', { title: 'Hub' }));
    const notes = Array.from({ length: count }, (_, i) => entityKey(edit.create('note', { title: `Note ${i}` })));
    for (const note of notes) edit.link(note, 'about', hub);
    const map = entityKey(writeMap(edit, graph, 'Plan', new Map([[hub, at(0, 0)]])));
    return { graph, hub, map, notes };
  });
}

const shownOn = (graph: GraphDoc, map: Key): readonly Key[] => readMap(graph, map).flatMap((place) => (place.hidden ? [] : [place.key]));

describe('maps', () => {
  test('[M1] a map keeps a thing’s place, card and pin on the placement link, in each map its own', () => {
    const { graph, hub, map } = openHub(0);
    const other = graph.edit({ title: 'Second map' }, (edit) => entityKey(writeMap(edit, graph, 'Other', new Map([[hub, at(5, 6)]]))));
    graph.edit({ title: 'Open' }, (edit) =>
      writePlaces(edit, graph, map, new Map([[hub, { position: [9, 8, 7], card: 'open', size: [300, 200], pinned: true }]]) as MapPlan),
    );
    expect(readMap(graph, map)).toEqual([
      { key: hub, position: [9, 8, 7], card: 'open', size: [300, 200], pinned: true, hidden: false, title: undefined },
    ]);
    expect(readMap(graph, other)[0]).toMatchObject({ position: [5, 6, 0], card: 'point', pinned: false });
    expect(readMapsOf(graph, hub)).toHaveLength(2);
    graph.edit({ title: 'Let go' }, (edit) => writePlaces(edit, graph, map, new Map([[hub, { pinned: null, card: null }]])));
    expect(readMap(graph, map)[0]).toMatchObject({ position: [9, 8, 7], card: 'point', pinned: false });
  });

  test('[M2] taking a thing out of a map deletes neither the thing, nor its links, nor its place on another map', () => {
    const { graph, hub, map, notes } = openHub(1);
    const other = graph.edit({ title: 'Second map' }, (edit) => entityKey(writeMap(edit, graph, 'Other', new Map([[hub, at(5, 6)]]))));
    graph.edit({ title: 'Take out' }, (edit) => writeTakeOut(edit, map, [hub]));
    expect(readMap(graph, map)).toEqual([]);
    expect(graph.read(hub.slice('entity:'.length) as EntityId)).toMatchObject({ title: 'Hub', trashed: false });
    expect(graph.linksTo(hub).filter((link) => link.from === notes[0])).toHaveLength(1);
    expect(shownOn(graph, other)).toEqual([hub]);
    graph.undo();
    expect(shownOn(graph, map)).toEqual([hub]);
  });

  test('[M3] edges are read from the links of what is shown and never saved: a link drawn elsewhere shows, its end gone it does not', () => {
    const { graph, hub, map, notes } = openHub(2);
    const [a, b] = notes as [Key, Key];
    graph.edit({ title: 'Add' }, (edit) => writePlaces(edit, graph, map, new Map([[a, at(1, 1)]])));
    expect(readMapEdges(graph, new Set(shownOn(graph, map)))).toEqual([{ from: a, relation: 'about', to: hub }]);
    graph.edit({ title: 'Link' }, (edit) => edit.link(hub, 'blocks', a));
    expect(readMapEdges(graph, new Set(shownOn(graph, map)))).toHaveLength(2);
    expect(readMapEdges(graph, new Set(shownOn(graph, map)), ['blocks'])).toEqual([{ from: hub, relation: 'blocks', to: a }]);
    expect(readMapEdges(graph, new Set([a, b]))).toEqual([]);
    expect(graph.linksFrom(map).map((link) => Object.keys(link.data))).toEqual([['position'], ['position']]);
  });

  test('[M4] neighbours come one hop at a time, at most twelve at once, counted, and nothing fans out by itself', () => {
    const { graph, hub, map, notes } = openHub(30);
    graph.edit({ title: 'Further' }, (edit) => edit.link(notes[0] as Key, 'about', fileKey('space', 'a.ts')));
    expect(shownOn(graph, map)).toEqual([hub]);
    const first = readNeighbours(graph, map, [hub]);
    expect(first).toMatchObject({ total: 30, shown: 0 });
    expect(first.next).toHaveLength(12);
    applyPlaces(graph, { title: 'Show' }, map, planPlaces(readMap(graph, map), first.next, [0, 0]));
    expect(readNeighbours(graph, map, [hub])).toMatchObject({ total: 30, shown: 12 });
    expect(readMap(graph, map).every((place) => place.position)).toBe(true);
    expect(shownOn(graph, map)).not.toContain(fileKey('space', 'a.ts'));
    const second = readNeighbours(graph, map, [notes[0] as Key]);
    expect([...second.next]).toEqual([fileKey('space', 'a.ts')]);
    graph.edit({ title: 'Trash' }, (edit) => edit.trash((notes[29] as string).slice('entity:'.length) as EntityId));
    expect(readNeighbours(graph, map, [hub]).total).toBe(29);
  });

  test('[M4] hidden neighbours keep their place and come back before new ones; what others are linked to stays', () => {
    const { graph, hub, map, notes } = openHub(2);
    const [a, b] = notes as [Key, Key];
    applyPlaces(
      graph,
      { title: 'Show' },
      map,
      new Map([
        [a, at(10, 20)],
        [b, at(30, 40)],
      ]) as MapPlan,
    );
    const file = fileKey('space', 'b.ts');
    applyPlaces(graph, { title: 'Add' }, map, new Map([[file, at(90, 90)]]));
    graph.edit({ title: 'Link' }, (edit) => edit.link(b, 'about', file));
    expect(readLeaves(graph, map, [hub])).toEqual([a]);
    applyPlaces(graph, { title: 'Hide' }, map, new Map([[a, { hidden: true }]]));
    expect(shownOn(graph, map)).not.toContain(a);
    const { next } = readNeighbours(graph, map, [hub]);
    expect(next).toEqual([a]);
    applyPlaces(graph, { title: 'Show' }, map, planPlaces(readMap(graph, map), next, [0, 0]));
    expect(readMap(graph, map).find((place) => place.key === a)).toMatchObject({ position: [10, 20, 0], hidden: false });
  });

  test('[M5] things in the trash or not here are named as stale; places that are no numbers read as not placed', () => {
    const { graph, hub, map, notes } = openHub(1);
    const gone = 'entity:nowhere' as Key;
    graph.edit({ title: 'Odd' }, (edit) => {
      edit.link(map, CONTAINS, gone, { position: ['x', null], card: 7, size: [1e9], pinned: 'yes' });
      edit.link(map, CONTAINS, notes[0] as Key, { position: [1e99, 0] });
      edit.link(map, CONTAINS, fileKey('away', 'x.ts'), { title: 'x.ts' });
      edit.trash(hub.slice('entity:'.length) as EntityId);
    });
    expect([...readStale(graph, map)].sort()).toEqual([gone, hub].sort());
    expect(readMap(graph, map).map((place) => [place.position, place.card, place.size, place.pinned])).toEqual(
      expect.arrayContaining([[undefined, 'point', [280, 160], false]]),
    );
    expect(readMap(graph, map).filter((place) => place.position)).toHaveLength(1);
  });

  test('[M6] a layout of a large map is written in pieces and is one undo step', () => {
    const { graph, map, notes } = openHub(1200);
    let transactions = 0;
    graph.subscribe(() => transactions++);
    applyPlaces(graph, { title: 'Lay out' }, map, new Map(notes.map((note, i) => [note, at(i, i)])));
    expect(transactions).toBe(3);
    expect(readMap(graph, map)).toHaveLength(1201);
    expect(graph.journal.undoTitle).toBe('Lay out');
    graph.undo();
    expect(readMap(graph, map)).toHaveLength(1);
  });

  test('[M7] new places lie where nothing stands, apart from each other', () => {
    const keys = Array.from({ length: 60 }, (_, i) => `entity:${i}` as Key);
    const points = [...planPlaces([], keys, [100, 50]).values()].map((change) => change.position as number[]);
    for (const [i, [x = 0, y = 0]] of points.entries()) {
      for (const [ox = 0, oy = 0] of points.slice(0, i)) expect(Math.hypot(x - ox, y - oy)).toBeGreaterThanOrEqual(112);
    }
    expect(points[0]).toEqual([100, 50]);
  });

  test('[M7] a tree has its roots on top, children centred below, survives cycles and leaves pinned things alone', () => {
    const place = (name: string, pinned = false) => ({
      key: name as Key,
      position: undefined,
      card: 'point' as const,
      size: [1, 1] as const,
      pinned,
      hidden: false,
      title: undefined,
    });
    const edge = (from: string, to: string) => ({ from: from as Key, relation: 'links', to: to as Key });
    const plan = planTree(
      ['a', 'b', 'c', 'x', 'y'].map((name) => place(name)),
      [edge('a', 'b'), edge('a', 'c'), edge('x', 'y'), edge('y', 'x')],
    );
    const [a, b, c, x, y] = ['a', 'b', 'c', 'x', 'y'].map((name) => plan.get(name as Key)?.position as number[]);
    expect([a?.[1], b?.[1], c?.[1], x?.[1], y?.[1]]).toEqual([0, 140, 140, 0, 140]);
    expect(a?.[0]).toBe(((b?.[0] ?? 0) + (c?.[0] ?? 0)) / 2);
    expect(planTree([place('a', true), place('b')], []).has('a' as Key)).toBe(false);
  });

  test('[M8] two people changing one map at once: different things keep both changes, and both see the same', () => {
    const network = createPeerNetwork(createRandom(4), 2);
    const [one, two] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    const [a, b, map] = ['a', 'b', 'map'].map((name) => `entity:${name}` as Key) as [Key, Key, Key];
    applyPlaces(
      one,
      { title: 'Add' },
      map,
      new Map([
        [a, at(0, 0)],
        [b, at(1, 1)],
      ]) as MapPlan,
    );
    network.settle();
    applyPlaces(one, { title: 'Move a' }, map, new Map([[a, at(10, 0)]]));
    applyPlaces(two, { title: 'Pin b' }, map, new Map([[b, { pinned: true }]]) as MapPlan);
    two.edit({ title: 'Take a out' }, (edit) => writeTakeOut(edit, map, [a]));
    network.settle();
    expect(readMap(one, map)).toEqual(readMap(two, map));
    expect(readMap(one, map).find((place) => place.key === b)).toMatchObject({ pinned: true });
    network.dispose();
  });
});
