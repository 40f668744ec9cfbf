import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { GraphDoc } from '../document/graph-doc.ts';
import { entityKey, type PersonId, type RegionId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { World } from './world.ts';

const REMOTE = Symbol('remote');

/** A world whose regions are documents of this test, with timers that run when told. */
function makeWorld() {
  let time = 0;
  const now = (): number => (time += 1000);
  const kept = new Map<RegionId, Y.Doc>();
  const timers = new Set<() => void>();
  const closed: RegionId[] = [];
  const author = { person: 'nadia' as PersonId, name: 'Nadia' };
  const connect = (region: RegionId) => {
    const doc = kept.get(region) ?? new Y.Doc();
    kept.set(region, doc);
    const graph = GraphDoc.open({ region, doc, author, now });
    return {
      graph,
      whenReady: Promise.resolve(),
      dispose: () => {
        closed.push(region);
        graph.dispose();
      },
    };
  };
  const later = (callback: () => void): (() => void) => {
    timers.add(callback);
    return () => void timers.delete(callback);
  };
  const world = new World({ index: openTestGraph({ region: 'index' as RegionId, now }), connect, now, later });
  const runTimers = (): void => {
    for (const timer of [...timers]) {
      timers.delete(timer);
      timer();
    }
  };
  return { world, kept, closed, runTimers };
}

describe('a world of regions', () => {
  test('[R1] [3.7] a region is made in the index, opened while somebody holds it, and closed some time after', () => {
    const { world, closed, runTimers } = makeWorld();
    const attic = world.createRegion('Attic');
    expect(world.regions()).toEqual([{ region: attic, title: 'Attic', entities: 0, open: false }]);
    const [first, second] = [world.open(attic), world.open(attic)];
    expect(second.graph).toBe(first.graph);
    first.release();
    first.release();
    runTimers();
    expect(closed, 'one still holds it').toEqual([]);
    second.release();
    const third = world.open(attic);
    runTimers();
    expect(closed, 'it was taken up again in time').toEqual([]);
    third.release();
    runTimers();
    expect(closed).toEqual([attic]);
    expect(world.regions()[0]?.open).toBe(false);
  });

  test('[R2] [3.7] a thing of a closed region reads by its stub, and its links out of the region are known', () => {
    const { world, runTimers } = makeWorld();
    const [attic, cellar] = [world.createRegion('Attic'), world.createRegion('Cellar')];
    const [a, b] = [world.open(attic), world.open(cellar)];
    const lamp = a.graph.edit({ title: 'Make' }, (edit) => edit.create('light', { title: 'Lamp' }));
    const note = b.graph.edit({ title: 'Make' }, (edit) => edit.create('note', { title: 'About the lamp' }));
    b.graph.edit({ title: 'Link' }, (edit) => edit.link(entityKey(note), 'about', entityKey(lamp)));
    expect(world.read(entityKey(lamp))).toMatchObject({ region: attic, entity: { title: 'Lamp' } });
    expect(world.linksTo(entityKey(lamp)).map((link) => link.from)).toEqual([entityKey(note)]);
    runTimers(); // what changed is told after a while…
    runTimers(); // …by one window, which waits a round
    a.release();
    b.release();
    runTimers();
    expect(world.read(entityKey(lamp))).toEqual({ region: attic, stub: { id: lamp, kind: 'light', title: 'Lamp', region: attic } });
    expect(world.linksTo(entityKey(lamp))).toMatchObject([{ from: entityKey(note), relation: 'about', to: entityKey(lamp) }]);
    expect(world.stubs(cellar).map(({ title }) => title)).toEqual(['About the lamp']);
    expect(world.regions().map(({ entities }) => entities)).toEqual([1, 1]);
  });

  test('[R3] [3.7] stubs follow renaming, the trash and moving, and are not written where nothing changed', () => {
    const { world } = makeWorld();
    const [attic, cellar] = [world.createRegion('Attic'), world.createRegion('Cellar')];
    const [a] = [world.open(attic), world.open(cellar)];
    const [lamp, chair] = a.graph.edit({ title: 'Make' }, (edit) => ['Lamp', 'Chair'].map((title) => edit.create('shape', { title })));
    if (!lamp || !chair) throw new Error('Nothing was made.');
    for (const region of [attic, cellar]) world.publish(region);
    let writes = 0;
    world.index.doc.on('update', () => writes++);
    for (const region of [attic, cellar]) world.publish(region);
    expect(writes).toBe(0);
    a.graph.edit({ title: 'Change' }, (edit) => {
      edit.set(lamp, 'title', 'Beacon');
      edit.trash(chair);
    });
    world.publish(attic);
    expect(world.stubs(attic).map(({ title }) => title)).toEqual(['Beacon']);
    world.move([lamp], cellar);
    world.publish(attic);
    expect(
      world.stubs(cellar).map(({ title }) => title),
      'it is never in no region',
    ).toEqual(['Beacon']);
    world.publish(cellar);
    expect(world.stubs(attic)).toEqual([]);
  });

  test('[R4] [3.7] a moved thing keeps id, values, texts, links and tags; moving it back undoes it', () => {
    const { world } = makeWorld();
    const [attic, cellar] = [world.createRegion('Attic'), world.createRegion('Cellar')];
    const [a, b] = [world.open(attic), world.open(cellar)];
    const note = a.graph.edit({ title: 'Make' }, (edit) =>
      edit.create('note', { title: 'Plan', tags: ['old'] }, { text: { body: 'Sweep the floor.' } }),
    );
    a.graph.edit({ title: 'Change' }, (edit) => {
      edit.set(note, 'title', 'The plan');
      edit.include(note, 'tags', 'new');
      edit.link(entityKey(note), 'about', entityKey(note));
    });
    const before = a.graph.read(note);
    expect(world.move([note], cellar)).toBe(1);
    expect(world.move([note], cellar)).toBe(0);
    expect(world.read(entityKey(note))).toEqual({ region: cellar, entity: before });
    expect(b.graph.text(note, 'body')?.toJSON()).toBe('Sweep the floor.');
    expect(world.linksFrom(entityKey(note))).toHaveLength(1);
    expect(a.graph.linksFrom(entityKey(note))).toHaveLength(0);
    b.graph.edit({ title: 'Rename' }, (edit) => edit.set(note, 'title', 'The better plan'));
    b.graph.text(note, 'body')?.insert(0, 'First: ');
    expect(world.move([note], attic)).toBe(1);
    expect(world.read(entityKey(note))).toMatchObject({ region: attic, entity: { title: 'The better plan', issues: [] } });
    expect(a.graph.text(note, 'body')?.toJSON()).toBe('First: Sweep the floor.');
  });

  test('[R5] [3.7] what others wrote and typed in the old region without knowing is brought over, once', () => {
    const { world, kept, runTimers } = makeWorld();
    const [attic, cellar] = [world.createRegion('Attic'), world.createRegion('Cellar')];
    const [a, b] = [world.open(attic), world.open(cellar)];
    const note = a.graph.edit({ title: 'Make' }, (edit) => edit.create('note', { title: 'Plan' }, { text: { body: 'Sweep the floor.' } }));
    const train = openTestGraph({ region: attic }, 'Mira');
    Y.applyUpdate(train.doc, Y.encodeStateAsUpdate(kept.get(attic) as Y.Doc), REMOTE);
    train.edit({ title: 'Colour' }, (edit) => edit.set(note, 'colour', '#112233'));
    train.edit({ title: 'Link' }, (edit) => edit.link(entityKey(note), 'about', entityKey(note)));
    train.text(note, 'body')?.insert(5, ' and wax');
    world.move([note], cellar);
    b.graph.edit({ title: 'Rename' }, (edit) => edit.set(note, 'title', 'The plan'));
    b.graph.text(note, 'body')?.insert(0, 'First: ');
    for (let twice = 0; twice < 2; twice++) {
      Y.applyUpdate(a.graph.doc, Y.encodeStateAsUpdate(train.doc), REMOTE);
      runTimers();
    }
    expect(b.graph.read(note)).toMatchObject({ title: 'The plan', properties: { colour: '#112233' }, issues: [] });
    expect(b.graph.text(note, 'body')?.toJSON()).toBe('First: Sweep and wax the floor.');
    expect(world.linksFrom(entityKey(note))).toHaveLength(1);
  });

  test('[R6] [3.7] two people moving one thing to different regions at once find it in one of both', () => {
    const { world, kept } = makeWorld();
    const regions = ['Attic', 'Cellar', 'Shed'].map((title) => world.createRegion(title));
    const [attic, cellar, shed] = regions as [RegionId, RegionId, RegionId];
    const a = world.open(attic);
    const lamp = a.graph.edit({ title: 'Make' }, (edit) => edit.create('light', { title: 'Lamp' }));
    const other = makeWorld();
    Y.applyUpdate(other.world.index.doc, Y.encodeStateAsUpdate(world.index.doc), REMOTE);
    for (const region of regions) {
      Y.applyUpdate(other.world.open(region).graph.doc, Y.encodeStateAsUpdate(world.open(region).graph.doc), REMOTE);
    }
    world.move([lamp], cellar);
    other.world.move([lamp], shed);
    other.world.graphOf(entityKey(lamp))?.edit({ title: 'Dim' }, (edit) => edit.set(lamp, 'intensity', 1));
    for (let round = 0; round < 3; round++) {
      for (const region of regions) {
        const [mine, theirs] = [kept.get(region) as Y.Doc, other.kept.get(region) as Y.Doc];
        Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine), REMOTE);
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), REMOTE);
      }
    }
    const found = [world, other.world].map((each) => each.read(entityKey(lamp)));
    expect(found[0]).toMatchObject({ entity: { title: 'Lamp', properties: { intensity: 1 } } });
    expect(found[1]).toEqual(found[0]);
  });
});
