import { entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import * as Y from 'yjs';

/** The code of version 1 as it was: the floor of this run. */
const v1 = (await import(new URL('readers/v1.mjs', import.meta.url).href)) as { GraphDoc: typeof GraphDoc };

const ENTITIES = 10_000;
const ROUNDS = 5;

const open = (code: { GraphDoc: typeof GraphDoc }, doc: Y.Doc): GraphDoc =>
  code.GraphDoc.open({ region: 'r' as RegionId, doc, author: { person: 'p' as PersonId, name: 'P' } });

/** A region of shapes and tasks, made by version 1 so that both read the same bytes. */
function createRegion(): Uint8Array {
  const graph = open(v1, new Y.Doc());
  graph.edit({ title: 'Fill', undoable: false }, (edit) => {
    for (let i = 0; i < ENTITIES; i++) {
      const place = { title: `Thing ${i}`, position: [i % 100, 0, Math.floor(i / 100)], colour: '#a3bba2' };
      const id =
        i % 2 ? edit.create('task', { ...place, state: 'done' }) : edit.create('shape', { ...place, form: 'cone', size: [1, 2, 1] });
      if (i % 10 === 0) edit.link(entityKey(id), 'about', entityKey(id));
    }
  });
  return Y.encodeStateAsUpdate(graph.doc);
}

/** CPU milliseconds of opening and of reading all of it, by field. */
function measure(code: { GraphDoc: typeof GraphDoc }, update: Uint8Array): { openMs: number; fieldUs: number } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const started = process.cpuUsage().user;
  const graph = open(code, doc);
  const opened = process.cpuUsage().user;
  let fields = 0;
  for (const id of graph.list()) fields += Object.keys(graph.read(id)?.properties ?? {}).length;
  const read = process.cpuUsage().user;
  graph.dispose();
  return { openMs: (opened - started) / 1000, fieldUs: (read - opened) / fields };
}

test('[D9] opening and reading 10,000 things costs no more a field than version 1 took, within twice the noise of a busy machine', () => {
  const update = createRegion();
  const rounds = Array.from({ length: ROUNDS }, () => ({ before: measure(v1, update), now: measure({ GraphDoc }, update) }));
  const least = (pick: (round: (typeof rounds)[number]) => number): number => Math.min(...rounds.map(pick));
  expect(least(({ now }) => now.fieldUs)).toBeLessThan(least(({ before }) => before.fieldUs) * 2);
  expect(least(({ now }) => now.openMs)).toBeLessThan(least(({ before }) => before.openMs) * 2 + 20);
});
