import { readFileSync } from 'node:fs';
import { type Entity, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import * as Y from 'yjs';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** What a golden document showed to the version that wrote it. Never edited: a reader that shows something else is wrong. */
interface Shown {
  readonly entities: Readonly<Record<string, Pick<Entity, 'kind' | 'title' | 'trashed' | 'properties'>>>;
  readonly links: readonly unknown[];
  readonly texts: Readonly<Record<string, string>>;
}

function show(graph: GraphDoc): Shown {
  const ids = [...graph.list()].sort();
  const pick = ({ kind, title, trashed, properties }: Entity): Shown['entities'][string] => ({ kind, title, trashed, properties });
  return {
    entities: Object.fromEntries(ids.flatMap((id) => [graph.read(id)].filter((e) => e !== undefined).map((e) => [id, pick(e)]))),
    links: [...graph.links()].map((link) => `${link.from} ${link.relation} ${link.to} ${JSON.stringify(link.data)}`).sort(),
    texts: Object.fromEntries(ids.flatMap((id) => [graph.text(id, 'body')].filter((t) => t !== undefined).map((t) => [id, t.toJSON()]))),
  };
}

function openGolden(name: string): GraphDoc {
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, Buffer.from(read(`./${name}.txt`), 'base64'));
  return GraphDoc.open({ region: 'golden' as RegionId, doc, author: { person: 'reader' as PersonId, name: 'Reader' } });
}

test('[D9] a document written by version 1 still shows what it showed, and fields added since read as their defaults', () => {
  const shown = show(openGolden('starter-v1'));
  expect(shown).toMatchObject(JSON.parse(read('./starter-v1.json')));
  expect(Object.keys(shown.entities)).toHaveLength(33);
});

test('[D9] the golden document has edits, a trashed entity, typed text and an unknown field, so that all of them are read', () => {
  const graph = openGolden('starter-v1');
  const entities = graph.list().map((id) => graph.read(id));
  expect(entities.some((entity) => entity?.trashed)).toBe(true);
  expect(entities.some((entity) => entity?.properties['flavour'] === 'salt')).toBe(true);
  expect(entities.flatMap((entity) => entity?.issues ?? []).map((issue) => issue.code)).toEqual(['invalid-value']);
});

test('[D9] [K4] a document of version 2 with every kind of that time, and one the program has no code for, still shows what it showed', () => {
  const graph = openGolden('all-kinds-v2');
  const shown = show(graph);
  expect(shown).toMatchObject(JSON.parse(read('./all-kinds-v2.json')));
  expect(new Set(Object.values(shown.entities).map((entity) => entity.kind)).size).toBe(43);
  const issues = graph.list().flatMap((id) => graph.issues(id));
  expect(issues.map(({ property, code }) => `${property} ${code}`).sort()).toEqual(['intensity invalid-value', 'tags/odd invalid-value']);
  const dragon = graph.list().filter((id) => graph.read(id)?.kind === 'dragon');
  expect(graph.kinds.get('dragon')).toMatchObject({ declared: true, version: 3 });
  graph.edit({ title: 'Grow' }, (edit) => dragon.forEach((id) => edit.set(id, 'heads', 7)));
  expect(dragon.map((id) => graph.read(id)?.properties['heads'])).toEqual([7, 7]);
});
