import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, type PersonId, type RegionId } from '../ids.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { World } from './world.ts';

const REMOTE = Symbol('remote');
const REGIONS = ['index', 'a', 'b'] as RegionId[];
const PROPERTIES = ['title', 'colour'] as const;

interface Waiting {
  readonly region: RegionId;
  readonly update: Uint8Array;
}

/** A window on a world of two regions whose messages are lost, late and doubled, and which may be cut off. */
class Window {
  readonly graphs: ReadonlyMap<RegionId, GraphDoc>;
  readonly world: World;
  readonly inbox: Waiting[] = [];
  readonly shown = new Map<string, Set<string>>();
  online = true;

  constructor(client: number, now: () => number, send: (from: Window, waiting: Waiting) => void) {
    const open = (region: RegionId): [RegionId, GraphDoc] => {
      const doc = new Y.Doc();
      doc.clientID = client * 10 + REGIONS.indexOf(region);
      const graph = GraphDoc.open({ region, doc, author: { person: `p${client}` as PersonId, name: `P ${client}` }, now });
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== REMOTE) send(this, { region, update });
      });
      return [region, graph];
    };
    this.graphs = new Map(REGIONS.map(open));
    const connect = (region: RegionId) => ({ graph: this.graph(region), whenReady: Promise.resolve(), dispose: () => undefined });
    this.world = new World({ index: this.graph('index' as RegionId), connect, now, later: () => () => undefined });
    for (const region of REGIONS.slice(1)) this.world.open(region);
  }

  graph(region: RegionId): GraphDoc {
    return this.graphs.get(region) as GraphDoc;
  }

  take({ region, update }: Waiting): void {
    Y.applyUpdate(this.graph(region).doc, update, REMOTE);
  }

  show(id: EntityId, property: string): string {
    return JSON.stringify(this.world.read(entityKey(id))?.entity?.properties[property]);
  }

  look(ids: readonly EntityId[]): void {
    for (const id of ids) {
      for (const property of PROPERTIES) {
        const name = `${id}/${property}`;
        this.shown.set(name, (this.shown.get(name) ?? new Set()).add(this.show(id, property)));
      }
    }
  }
}

function exchange(a: Window, b: Window): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const region of REGIONS)
      to.take({ region, update: Y.encodeStateAsUpdate(from.graph(region).doc, Y.encodeStateVector(to.graph(region).doc)) });
  }
}

function meet(windows: readonly Window[]): void {
  for (const window of windows) {
    window.online = true;
    for (const message of window.inbox.splice(0)) window.take(message);
  }
  for (const a of windows) for (const b of windows) if (a !== b) exchange(a, b);
}

function step(
  window: Window,
  windows: readonly Window[],
  ids: readonly EntityId[],
  before: Map<string, ReadonlySet<string>>,
  random: Random,
  n: number,
  moves: number,
): void {
  const id = random.pick(ids);
  const dice = random.next();
  if (dice < 0.05) {
    window.online = !window.online;
    window.inbox.splice(0);
    const other = random.pick(windows);
    if (window.online && other.online && other !== window) exchange(window, other);
  } else if (dice < 0.05 + moves) window.world.move([id], random.pick(REGIONS.slice(1)));
  else if (dice < 0.6) {
    const property = random.pick(PROPERTIES);
    const graph = window.world.graphOf(entityKey(id));
    if (!graph) return;
    const name = `${id}/${property}`;
    const seen = new Set(window.shown.get(name));
    graph.edit({ title: 'Write' }, (edit) =>
      edit.set(id, property, property === 'title' ? `w${n}` : `#${n.toString(16).padStart(6, '0')}`),
    );
    before.set(`${name}=${window.show(id, property)}`, seen);
  } else {
    const to = random.pick(windows);
    const [message] = to.online ? to.inbox.splice(random.below(Math.min(3, to.inbox.length)), 1) : [];
    if (message) to.take(message);
  }
}

/** Runs one world; answers how many values stand in the end although somebody had seen and overwritten them. */
function run(seed: number, moves: number): number {
  let lost = 0;
  const random = createRandom(seed);
  let clock = 0;
  const windows: Window[] = [];
  const send = (from: Window, waiting: Waiting): void => {
    for (const to of windows) {
      if (to === from || !from.online || !to.online || random.next() < 0.1) continue;
      to.inbox.push(waiting);
      if (random.next() < 0.1) to.inbox.push(waiting);
    }
  };
  for (let i = 1; i <= 3; i++) windows.push(new Window(i, () => (clock += 1000), send));
  const [first] = windows as [Window, ...Window[]];
  const ids = first
    .graph('a' as RegionId)
    .edit({ title: 'Make' }, (edit) => [0, 1].map((n) => edit.create('light', { title: `start ${n}`, colour: '#000000' })));
  meet(windows);
  const before = new Map<string, ReadonlySet<string>>();
  for (let n = 1; n <= 150; n++) {
    step(random.pick(windows), windows, ids, before, random, n, moves);
    for (const window of windows) window.look(ids);
  }
  for (let round = 0; round < 5; round++) meet(windows);
  for (const id of ids) {
    const places = windows.map(({ world }) => world.read(entityKey(id))?.region);
    expect(new Set(places).size, `seed ${seed}: everybody sees it in one place, not ${places.join()}`).toBe(1);
    for (const property of PROPERTIES) {
      const [value, ...others] = windows.map((window) => window.show(id, property));
      expect(others, `seed ${seed}: all read the same`).toEqual(others.map(() => value));
      const name = `${id}/${property}`;
      if ([...before].some(([write, seen]) => write.startsWith(name) && seen.has(value ?? ''))) lost++;
      if ([...before.keys()].some((write) => write.startsWith(name)))
        expect(before.has(`${name}=${value}`), `seed ${seed}: ${value} was written`).toBe(true);
    }
  }
  for (const { graphs } of windows) for (const graph of graphs.values()) graph.dispose();
  return lost;
}

test('[R5] [3.7] things moved to and fro while others edit them: all see each in one region, and no late edit is lost', () => {
  for (let seed = 1; seed <= 20; seed++) expect(run(seed, 0.02), `seed ${seed}`).toBe(0);
});

test('[R5] [3.7] with everybody moving all the time, all see each thing in one region, with values that somebody wrote', () => {
  for (let seed = 1001; seed <= 1008; seed++) run(seed, 0.1);
});
