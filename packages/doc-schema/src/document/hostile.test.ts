import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type EntityId, entityKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { fuzzFor, fuzzMs } from '../testing/fuzz.ts';
import type { Entity } from './entity.ts';
import type { GraphDoc } from './graph-doc.ts';
import { isMendable } from './issues.ts';
import { createStarterWorld } from './starter-world.ts';

const id = (name: string): EntityId => name as EntityId;

/** Puts an entity into a document as anyone could who writes Yjs updates by hand. */
function plant(graph: GraphDoc, name: string, base: unknown, keys: Readonly<Record<string, unknown>> = {}): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  graph.doc.transact(() => {
    graph.doc.getMap<unknown>('e').set(name, map);
    if (base !== undefined) map.set('', base);
    for (const [key, value] of Object.entries(keys)) map.set(key, value);
  });
  return map;
}

/** Reads everything there is to read; what it returns is what a person could see. */
function readAll(graph: GraphDoc): unknown {
  return [...graph.list()].sort().map((each) => {
    const entity = graph.read(each);
    graph.provenance(each, 'title');
    return [entity, graph.issues(each), graph.linksFrom(entityKey(each)).length, graph.linksTo(entityKey(each)).length];
  });
}

const copyOf = (graph: GraphDoc, change = (update: Uint8Array): Uint8Array => update): GraphDoc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, change(Y.encodeStateAsUpdate(graph.doc)));
  return openTestGraph({ doc });
};

/** Turns the letters `=_proto__` and `=onstructor` of an update into names that nothing of ours could write. */
function forge(update: Uint8Array): Uint8Array {
  const letters = (text: string): readonly number[] => text.split('').map((letter) => letter.charCodeAt(0));
  for (const [sign, rest] of [
    ['_', '_proto__'],
    ['c', 'onstructor'],
  ] as const) {
    const from = letters(`=${rest}`);
    for (let at = update.findIndex(at0(update, from)); at >= 0; at = update.findIndex(at0(update, from))) update[at] = sign.charCodeAt(0);
  }
  return update;
}

const at0 = (bytes: Uint8Array, sought: readonly number[]) => (_: number, at: number) => sought.every((byte, i) => bytes[at + i] === byte);

function measure(work: () => void): number {
  const start = Date.now();
  work();
  return Date.now() - start;
}

describe('hostile documents', () => {
  test('[D21] nesting beyond any sense, numbers that are none and properties called like parts of the language are read and told', () => {
    const graph = openTestGraph();
    let deep: unknown = 'end';
    for (let i = 0; i < 1000; i++) deep = i % 2 ? [deep] : { in: deep };
    // Yjs itself refuses to write these two names, so they are put into the bytes.
    const names = { kind: 'shape', v: 1, '=_proto__': { title: 'inherited' }, '=onstructor': 1, toString: 2, hasOwnProperty: 3 };
    plant(graph, 'deep', { kind: 'shape', v: 1, unheard: deep, position: deep });
    plant(graph, 'nan', { kind: 'shape', v: Number.NaN, position: [Number.NaN, Infinity, 0], unheard: Number.NaN });
    plant(graph, 'names', names, { constructor: { a: 1 }, '=_proto__': 5, valueOf: 7 });
    plant(graph, '__proto__', { kind: 'shape', v: 1, title: 'Called so' });
    plant(graph, 'constructor', { kind: 'constructor', v: 1 });
    for (const each of [copyOf(graph, forge), copyOf(copyOf(graph, forge))]) {
      expect(each.read(id('deep'))?.properties).toMatchObject({ unheard: '(object)', position: null });
      expect(each.read(id('deep'))?.issues.map(({ property, code }) => `${property} ${code}`)).toEqual([
        'position invalid-value',
        'unheard too-much',
      ]);
      expect(each.read(id('nan'))?.properties).toMatchObject({ position: null, unheard: '(number)' });
      const entity = each.read(id('names')) as Entity;
      expect(entity.title).toBe('Shape');
      expect(Object.hasOwn(entity.properties, 'constructor') && entity.properties['constructor']).toEqual({ a: 1 });
      expect(entity.properties['toString']).toBe(2);
      expect(each.read(id('__proto__'))?.title).toBe('Called so');
      expect(each.read(id('constructor'))?.issues).toMatchObject([{ code: 'unknown-kind' }]);
      expect(Object.prototype).not.toHaveProperty('title');
    }
  });

  test('[D21] shared types where values belong, and values where shared types belong, are read and told', () => {
    const graph = openTestGraph();
    const types = (): readonly unknown[] => [new Y.Map([['a', 1]]), new Y.Array(), new Y.Text('x'), new Y.XmlFragment(), new Uint8Array(4)];
    types().forEach((type, i) => graph.doc.getMap<unknown>('e').set(`flat${i}`, type));
    types().forEach((type, i) => plant(graph, `based${i}`, type));
    types().forEach((type, i) => plant(graph, `task${i}`, { kind: 'task', v: 2 }, { state: type, tags: types()[i] }));
    types().forEach((type, i) => graph.doc.getMap<unknown>('l').set(`entity:a>about${i}>entity:b`, type));
    types().forEach((type, i) => graph.doc.getMap<unknown>('k').set(`kind${i}`, type));
    plant(graph, 'odd', { kind: 'kind0', v: 1 });
    plant(graph, 'words', { kind: 'note', v: 2, body: 'words' });
    graph.doc.getMap<unknown>('m').set('world', new Y.Map());
    graph.doc.getMap<unknown>('e').set('nested', new Y.Map([['', new Y.Map([['kind', 'note']])]] as never));
    for (const each of [graph, copyOf(graph)]) {
      readAll(each);
      for (let i = 0; i < 5; i++) {
        expect(each.read(id(`based${i}`))?.issues).toMatchObject([{ code: 'damaged' }]);
        expect(each.read(id(`task${i}`))?.issues.map(({ property }) => property)).toEqual(['state', 'tags']);
      }
      expect(each.linksFrom('entity:a' as Key).map(({ data }) => data)).toEqual([{}, {}, {}, {}, {}]);
      expect(each.issues(id('odd')).map(({ code }) => code)).toEqual(['unknown-kind', 'bad-kind']);
      expect(each.read(id('words'))?.issues).toMatchObject([{ property: 'body', raw: 'words' }]);
      expect(each.worldId).toBeUndefined();
      for (const name of each.list()) each.mend(name);
      expect(
        each
          .list()
          .flatMap((name) => each.issues(name))
          .filter((issue) => isMendable(issue) && issue.code !== 'damaged'),
      ).toEqual([]);
    }
  });

  test('[D21] ten megabytes in one property and 200,000 keys on one entity (a million in long runs) cost a bounded read, and the rest of the world none', {
    timeout: 60_000,
  }, () => {
    const graph = openTestGraph();
    createStarterWorld(graph);
    const floor = measure(() => readAll(copyOf(graph)));
    const many = fuzzMs(0) > 0 ? 1_000_000 : 200_000;
    const long = 'x'.repeat(10_000_000);
    plant(graph, 'long', { kind: 'note', v: 2, title: long, unheard: long });
    plant(graph, 'wide', { kind: 'note', v: 2, unheard: Array.from({ length: 1_000_000 }, (_, i) => i) });
    plant(graph, 'tags', { kind: 'note', v: 2, tags: Array.from({ length: 1_000_000 }, (_, i) => `t${i}`) });
    const map = plant(graph, 'keys', { kind: 'note', v: 2, title: 'Many' }, { title: 'Still here' });
    graph.doc.transact(() => {
      for (let i = 0; i < many; i++) map.set(i % 2 ? `k${i}` : `tags/k${i}`, true);
    });
    graph.doc
      .getMap<unknown>('e')
      .set('base', new Y.Map([['', Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, i]))]]));
    for (const name of ['long', 'wide', 'tags', 'keys', 'base']) {
      expect(
        measure(() => graph.issues(id(name))),
        name,
      ).toBeLessThan(5000);
      expect(graph.read(id(name))?.issues.length).toBeLessThan(60);
    }
    expect(graph.read(id('long'))).toMatchObject({ title: 'Note', properties: { unheard: long }, issues: [{ property: 'title' }] });
    expect(graph.read(id('wide'))?.issues).toMatchObject([{ property: 'unheard', code: 'too-much' }]);
    expect(graph.read(id('keys'))).toMatchObject({ title: 'Still here', issues: [{ code: 'too-much' }] });
    expect(measure(() => graph.edit({ title: 'Tag' }, (edit) => edit.set(id('keys'), 'title', 'Edited')))).toBeLessThan(5000);
    const others = graph.list().filter((name) => !['long', 'wide', 'tags', 'keys', 'base'].includes(name));
    expect(measure(() => others.forEach((name) => graph.issues(name)))).toBeLessThan(floor * 20 + 1000);
    expect(map._map.size).toBe(many + 2);
  });

  test('[D21] two people who make one id at once end with the same one of both, whole', () => {
    const [a, b] = [openTestGraph(), openTestGraph({}, 'Mira')];
    a.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'Mine', colour: '#111111' }, { id: id('same') }));
    b.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'Theirs', state: 'done' }, { id: id('same') }));
    Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
    expect(a.read(id('same'))).toEqual(b.read(id('same')));
    expect(['Mine', 'Theirs']).toContain(a.read(id('same'))?.title);
    expect(a.read(id('same'))?.issues).toEqual([]);
  });

  test('[D21] an update that was cut short anywhere leaves a document that reads, and the whole update mends it', () => {
    const source = openTestGraph();
    createStarterWorld(source);
    const update = Y.encodeStateAsUpdate(source.doc);
    const whole = readAll(copyOf(source));
    for (let at = 0; at < update.length; at += 1 + (at >> 4)) {
      const doc = new Y.Doc();
      const graph = openTestGraph({ doc, reportFault: () => undefined });
      expect(() => Y.applyUpdate(doc, update.subarray(0, at))).toThrow();
      readAll(graph);
      Y.applyUpdate(doc, update);
      expect(readAll(graph)).toEqual(whole);
    }
  });
});

const name = fc.constantFrom(
  '',
  'kind',
  'v',
  'del',
  'title',
  'position',
  'state',
  'tags',
  'tags/a',
  'tags/',
  'body',
  '__proto__',
  'constructor',
  'other',
);
const entityName = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const value = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3, noNullPrototype: true } as never) },
  fc.constantFrom<unknown>(Number.NaN, Infinity, undefined, -0, 'entity:a', 'note', 'task', 2, true, false, null),
  fc.record({
    kind: fc.constantFrom('note', 'task', 'light', 'dragon', '__proto__'),
    v: fc.integer({ max: 9 }),
    tags: fc.array(fc.string()),
  }),
  fc.constantFrom('map', 'array', 'text').map((type) => ({ type })),
);
const linkName = fc
  .tuple(entityName, fc.constantFrom('contains', 'about', '', '%'), entityName)
  .map(([from, relation, to]) => `entity:${from}>${relation}>entity:${to}`);
const damage = fc.oneof(
  fc.record({ root: fc.constant('e' as const), at: entityName, key: fc.option(name), value }),
  fc.record({ root: fc.constant('l' as const), at: fc.oneof(linkName, fc.string()), value }),
  fc.record({ root: fc.constant('k' as const), at: fc.constantFrom('note', 'dragon', '__proto__'), value }),
  fc.record({ root: fc.constant('m' as const), at: fc.constantFrom('world', 'x'), value }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function makeValue(raw: unknown): unknown {
  const type = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
  if (type === 'map') return new Y.Map([['', { kind: 'note', v: 1 }]]);
  if (type === 'array') return new Y.Array();
  if (type === 'text') return new Y.Text('typed');
  // What Yjs itself refuses to write: an object without a prototype, or with a key `constructor`.
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([key]) => key !== 'constructor'));
}

function wreck(doc: Y.Doc, hit: Damage): void {
  const root = doc.getMap<unknown>(hit.root);
  const made = makeValue(hit.value);
  if (hit.root !== 'e' || hit.key === null) return void root.set(hit.at, made);
  const inside = root.get(hit.at);
  if (inside instanceof Y.Map) inside.set(hit.key, made);
  else root.set(hit.at, new Y.Map([[hit.key, made]]));
}

describe('fuzz', () => {
  test('[D21] [3.bad] any damage by any peer reads the same everywhere, can be mended, and takes edits and undo after that', {
    timeout: fuzzMs(2500) + 20_000,
  }, () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 25 }), (hits) => {
        const graph = openTestGraph({
          reportFault: (fault) => {
            throw fault;
          },
        }); // prettier-ignore
        const kept = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'Kept', tags: ['t'] }));
        for (const hit of hits) wreck(graph.doc, hit);
        const other = copyOf(graph);
        expect(readAll(other)).toEqual(readAll(graph));
        expect(graph.read(kept)).toMatchObject({ title: 'Kept', properties: { tags: ['t'] } });
        graph.kinds.list();
        for (const each of graph.list()) graph.mend(each);
        for (const each of graph.list()) {
          const left = graph.issues(each).filter((issue) => isMendable(issue) && !(issue.code === 'damaged' && graph.read(each)?.trashed));
          expect(left).toEqual([]);
        }
        graph.edit({ title: 'Edit' }, (edit) => {
          edit.set(kept, 'title', 'Edited');
          edit.include(kept, 'tags', 'u');
        });
        while (graph.undo());
        expect(graph.read(kept)).toMatchObject({ title: 'Kept', trashed: true, properties: { tags: ['t'] } });
        Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(graph.doc));
        expect(readAll(other)).toEqual(readAll(graph));
      }),
      fuzzFor(2500),
    );
  });

  test('[D21] [3.bad] any bytes changed in an update end in a refusal or in a document that reads', {
    timeout: fuzzMs(1500) + 20_000,
  }, () => {
    const source = openTestGraph();
    createStarterWorld(source);
    const update = Y.encodeStateAsUpdate(source.doc);
    const flip = fc.tuple(fc.nat(update.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
        const bytes = update.slice();
        for (const [at, by] of flips) bytes[at] = (bytes[at] ?? 0) ^ by;
        const doc = new Y.Doc();
        const graph = openTestGraph({ doc, reportFault: () => undefined });
        try {
          Y.applyUpdate(doc, bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error); // refused by Yjs: whoever carries it says so
        }
        readAll(graph);
        const made = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'After' }));
        expect(graph.read(made)?.title).toBe('After');
      }),
      fuzzFor(1500),
    );
  });
});
