import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createStarterWorld } from '../document/starter-world.ts';
import { type EntityId, entityKey, type RegionId } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { applyImport } from './apply-import.ts';
import { readJsonText } from './json-read.ts';
import { writeJson } from './json-write.ts';
import { planImport } from './plan-import.ts';

const pause = (): Promise<void> => Promise.resolve();
const sorted = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/,$/, ''))
    .sort();

/** A world with everything that is hard to carry: unknown kinds, unknown fields, invalid values, older versions, trash, odd names. */
function hardWorld(): ReturnType<typeof openTestGraph> {
  const graph = openTestGraph();
  const { board, note } = createStarterWorld(graph);
  graph.edit({ title: 'More' }, (edit) => {
    edit.set(board, 'title', 'Renamed > 100 %');
    edit.include(note, 'tags', 'kept');
    edit.link(entityKey(note), 'links', entityKey(board), { note: 'with data' });
    edit.trash(board);
  });
  graph.doc.transact(() => {
    const odd = new Y.Map<unknown>();
    odd.set('', { kind: 'hologram', v: 7, title: 'From later', beam: { width: 3 } });
    odd.set('beam', { width: 4 });
    odd.set('script', new Y.Text('say hello'));
    graph.doc.getMap('e').set('oddodddodd12', odd);
    const wrong = new Y.Map<unknown>();
    wrong.set('', { kind: 'note', v: 1, title: 5, toString: 'x', future: [1, null] });
    wrong.set('body', new Y.Text('text'));
    graph.doc.getMap('e').set('wrongwrong12', wrong);
  });
  return graph;
}

test('[X8] [3.13] a world written as JSON and brought into an empty one is the same, unknown kinds and invalid values included', async () => {
  const graph = hardWorld();
  const text = writeJson(graph, { world: true });
  const fresh = openTestGraph({ region: 'other' as RegionId });
  const plan = planImport(readJsonText('backup.json', text), fresh);
  expect(plan.items.filter((item) => item.status !== 'new')).toEqual([]);
  await applyImport(plan, fresh, { pause });
  expect(sorted(writeJson(fresh, { world: true }).replace('"region":"other"', '"region":"test"'))).toEqual(sorted(text));
  expect(fresh.worldId).toBe(graph.worldId);
  for (const id of graph.list()) expect(fresh.read(id)).toEqual(graph.read(id));
  fresh.undo();
  expect(fresh.list().filter((id) => !fresh.read(id)?.trashed)).toEqual([]);
  graph.dispose();
  fresh.dispose();
});

test('[X8] brought into a world with things in it, all get ids of their own and keep their links; again, nothing is doubled', async () => {
  const graph = hardWorld();
  const text = writeJson(graph, { world: true });
  const full = openTestGraph({ region: 'full' as RegionId });
  createStarterWorld(full);
  const count = full.list().length;
  const plan = planImport(readJsonText('backup.json', text), full);
  const outcome = await applyImport(plan, full, { pause });
  expect(outcome.refused).toEqual([]);
  expect(plan.items.filter((item) => item.status === 'skipped').map((item) => item.reason)).toEqual(['This world keeps its own name.']);
  expect(full.list()).toHaveLength(count + graph.list().length - 1);
  expect(full.list().filter((id) => graph.list().includes(id))).toEqual([]);
  const relations = (of: typeof graph): string[] =>
    [...of.links()].map((link) => link.relation).filter((name) => name === 'links' || name === 'contains');
  expect(relations(full).filter((name) => name === 'links')).toHaveLength(1);
  const again = planImport(readJsonText('backup.json', text), full);
  expect(new Set(again.items.map((item) => item.status))).toEqual(new Set(['same', 'skipped']));
  graph.dispose();
  full.dispose();
});

test('[X8] a selection takes along what it contains, and leaves the rest', () => {
  const graph = openTestGraph();
  const { board, world } = createStarterWorld(graph);
  const read = JSON.parse(writeJson(graph, { ids: [board] })) as { entities: { id: string; kind: string }[]; links: unknown[] };
  expect(read.entities.map((entity) => entity.kind).sort()).toEqual(['panel', 'task', 'task', 'task', 'task', 'task']);
  expect(read.links).toHaveLength(5);
  expect(read.entities.some((entity) => entity.id === world)).toBe(false);
  graph.dispose();
});

test('[X9] broken, hostile and newer JSON is told part by part and harms nothing', async () => {
  const reasons = (text: string): string[] => readJsonText('x.json', text).skipped.map((each) => each.reason);
  expect(reasons('{"format":')[0]).toContain('It is not JSON');
  expect(reasons('[]')[0]).toContain('no export of a world');
  expect(reasons('{"format":"space-world","version":2}')[0]).toContain('newer version');
  let deep = '1';
  for (let i = 0; i < 200; i++) deep = `{"a":${deep}}`;
  const entity = (id: string, rest: string): string => `{"id":"${id}","kind":"note",${rest}}`;
  const text = `{"format":"space-world","version":1,"entities":[
    ${entity('a', '"properties":{"title":"Good","__proto__":{"polluted":true},"deep":'.concat(deep, '}'))},
    ${entity('a', '"properties":{}')}, ${entity('../x', '"properties":{}')}, 7, {"id":"b"},
    ${entity('c', '"texts":{"body":5,"":"x"}')}],
    "links":[{"from":"entity:a","relation":"about","to":"nowhere"},{"from":"entity:a","relation":"about","to":"entity:c","data":${deep}},{"from":"entity:a","relation":"links","to":"entity:c"}]}`;
  const bundle = readJsonText('x.json', text);
  expect(bundle.entities.map((each) => each.external)).toEqual(['a', 'c']);
  expect(bundle.entities[0]?.remark).toContain('"__proto__" cannot name a property');
  expect(bundle.skipped).toHaveLength(6);
  expect(bundle.links).toHaveLength(1);
  const graph = openTestGraph();
  await applyImport(planImport(bundle, graph), graph, { pause });
  expect(graph.read('a' as EntityId)?.title).toBe('Good');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  graph.dispose();
});

test('[X9] any JSON and any text is read without throwing', () => {
  const world = fc.record({
    format: fc.constant('space-world'),
    version: fc.constant(1),
    entities: fc.array(fc.anything()),
    links: fc.array(fc.anything()),
    kinds: fc.anything(),
  });
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    world.map((value) => JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each))),
  );
  fc.assert(
    fc.property(text, (each) => {
      const bundle = readJsonText('any', each);
      expect(bundle.skipped.length + bundle.entities.length).toBeGreaterThanOrEqual(0);
    }),
    { interruptAfterTimeLimit: 4000, numRuns: 500 },
  );
});
