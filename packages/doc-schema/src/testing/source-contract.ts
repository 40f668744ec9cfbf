import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import type { ChildPage, GraphNode, Source } from '../graph/source.ts';
import type { Key } from '../ids.ts';

/** What a source of one scheme stands on, made anew for each test. */
export interface SourcePlace {
  readonly source: Source;
  /** A key that can be read. */
  readonly known: Key;
  /** A key with at least two children. */
  readonly parent: Key;
  /** A key of the scheme that leads nowhere. */
  readonly unknown: Key;
  /** Changes what `known` answers, and resolves once its listeners were told. */
  change(): void | Promise<void>;
  /** How many listeners, watches and timers the source has open below it now. */
  listeners(): number;
  /** Makes what the source stands on fail or go away. Left out where that cannot be. */
  breakDown?(): void | Promise<void>;
  dispose(): void | Promise<void>;
}

const ODD_RESTS = [
  '',
  '/',
  '..',
  '../../etc/passwd',
  '#',
  '%',
  '%zz',
  '\u0000',
  '__proto__',
  'constructor',
  '🜁'.repeat(300),
  '>'.repeat(50),
];

const isCard = (node: GraphNode): boolean =>
  typeof node.key === 'string' && typeof node.title === 'string' && typeof node.icon === 'string' && typeof node.hasChildren === 'boolean';

/** What every source promises, run against the real thing it reads. */
export function describeSource(name: string, makePlace: () => SourcePlace | Promise<SourcePlace>): void {
  describe(`${name} keeps the source contract`, () => {
    let place: SourcePlace;
    beforeEach(async () => {
      place = await makePlace();
    });
    afterEach(() => place.dispose());
    describeAnswers(() => place);
    describePages(() => place);
    describeFollowing(() => place);
  });
}

function describeAnswers(at: () => SourcePlace): void {
  it('[G2] reads a known key as a card with its own key, the same object until it changes', async () => {
    const { source, known } = at();
    const node = await source.read(known);
    expect(node).toMatchObject({ key: known });
    expect(node.missing).toBeUndefined();
    expect(isCard(node)).toBe(true);
    expect(await source.read(known)).toBe(node);
  });

  it('[G1] reads a key that leads nowhere as a card with a reason, and its children and links as none', async () => {
    const { source, unknown } = at();
    const node = await source.read(unknown);
    expect(node).toMatchObject({ key: unknown, missing: expect.stringMatching(/\S.*\.$/u) });
    const { nodes } = await source.children(unknown, { limit: 10 });
    expect(nodes.every((each) => each.missing !== undefined)).toBe(true);
    expect(await source.links(unknown)).toEqual([]);
  });

  it('[G3] answers any key of its scheme without throwing, whatever signs it holds', async () => {
    const { source } = at();
    for (const rest of ODD_RESTS) {
      const key = `${source.scheme}:${rest}` as Key;
      expect(isCard(await source.read(key)), JSON.stringify(key)).toBe(true);
      expect((await source.children(key, { limit: 5 })).nodes.every(isCard)).toBe(true);
      expect(Array.isArray(await source.links(key))).toBe(true);
      expect(source.actions(key).every((id) => typeof id === 'string')).toBe(true);
      source.subscribe(key, () => undefined)();
    }
  });

  it('[G4] says links with the key at one end, and commands by id', async () => {
    const { source, known } = at();
    for (const link of await source.links(known)) expect([link.from, link.to]).toContain(known);
    for (const id of source.actions(known)) expect(id).toMatch(/^[a-z]+(\.[a-z-]+)+$/u);
  });

  it('[G5] degrades to cards that say why when what it stands on is gone', async () => {
    const { source, known, parent, breakDown } = at();
    if (!breakDown) return;
    await breakDown();
    const graph = new Graph();
    graph.add(source);
    expect(await graph.read(known)).toMatchObject({ missing: expect.stringMatching(/\S.*\.$/u) });
    const { nodes } = await graph.children(parent);
    expect(nodes.every((node) => node.missing !== undefined)).toBe(true);
    expect((await graph.links(known)).drawn).toEqual([]);
  });
}

async function readAll(source: Source, key: Key, limit: number): Promise<readonly GraphNode[]> {
  const all: GraphNode[] = [];
  let after: string | undefined;
  for (let round = 0; round < 10_000; round++) {
    const page: ChildPage = await source.children(key, { limit, ...(after === undefined ? {} : { after }) });
    expect(page.nodes.length).toBeLessThanOrEqual(limit);
    all.push(...page.nodes);
    if (page.next === undefined) return all;
    after = page.next;
  }
  throw new Error('The pages of its children never end.');
}

function describePages(at: () => SourcePlace): void {
  it('[G6] gives children page by page: each once, in one order, as many as it says', async () => {
    const { source, parent } = at();
    expect((await source.read(parent)).hasChildren).toBe(true);
    const whole = await source.children(parent, { limit: 1000 });
    expect(whole.nodes.length).toBeGreaterThan(1);
    const single = (await readAll(source, parent, 1)).map((node) => node.key);
    expect(single.slice(0, whole.nodes.length)).toEqual(whole.nodes.map((node) => node.key));
    expect(new Set(single).size).toBe(single.length);
    if (whole.total !== undefined && whole.next === undefined) expect(whole.total).toBe(single.length);
  });

  it('[G2] gives the same objects for children that did not change', async () => {
    const { source, parent } = at();
    const [first] = (await source.children(parent, { limit: 1 })).nodes;
    const [again] = (await source.children(parent, { limit: 1 })).nodes;
    expect(again).toBe(first);
  });
}

function describeFollowing(at: () => SourcePlace): void {
  it('[G7] tells every listener of a change, and none that left', async () => {
    const { source, known, change } = at();
    const told = { one: 0, two: 0, left: 0 };
    const before = await source.read(known);
    const stops = [source.subscribe(known, () => (told.one += 1)), source.subscribe(known, () => (told.two += 1))];
    source.subscribe(known, () => (told.left += 1))();
    await change();
    expect(told.one).toBeGreaterThan(0);
    expect(told.two).toBeGreaterThan(0);
    expect(told.left).toBe(0);
    expect(await source.read(known)).not.toBe(before);
    for (const stop of stops) stop();
  });

  it('[G8] holds nothing open once the last listener has left, and leaving twice is leaving once', async () => {
    const place = at();
    await place.source.read(place.known);
    const rest = place.listeners();
    const stops = [place.known, place.parent, place.unknown, place.known].map((key) => place.source.subscribe(key, () => undefined));
    await place.source.read(place.known);
    for (const stop of stops) {
      stop();
      stop();
    }
    expect(place.listeners()).toBe(rest);
  });
}
