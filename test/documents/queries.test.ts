import { readFileSync } from 'node:fs';
import { entityKey, fileKey, type GraphDoc, type PersonId } from '@space/doc-schema';
import { createQueryIndex } from '@space/doc-schema/query';
import { openTestGraph } from '@space/doc-schema/testing';
import { expect, test } from 'vitest';

const DOCUMENT = new URL('../../packages/doc-schema/QUERIES.md', import.meta.url);

/** The world that QUERIES.md tells of. */
function furnish(): GraphDoc {
  const graph = openTestGraph();
  const nadia = graph.author;
  graph.author = { person: 'ada' as PersonId, name: 'Ada' };
  const tasks = graph.edit({ title: 'Plan' }, (edit) => ({
    lamp: edit.create('task', { title: 'Fix the lamp', due: '2026-12-01', tags: ['red'] }),
    gate: edit.create('task', { title: 'Open the gate' }),
    sweep: edit.create('task', { title: 'Sweep the floor', state: 'done' }),
  }));
  graph.author = nadia;
  graph.edit({ title: 'Furnish' }, (edit) => {
    const board = edit.create('panel', { title: 'Board', view: 'board' });
    for (const id of Object.values(tasks)) edit.link(entityKey(board), 'contains', entityKey(id));
    edit.link(entityKey(tasks.lamp), 'blocks', entityKey(tasks.gate));
    const notes = edit.create('note', { title: 'Lamp notes' }, { text: { body: 'The wick is wet.' } });
    edit.link(entityKey(notes), 'about', entityKey(tasks.lamp));
    const wick = edit.create('note', { title: 'Wick notes' });
    edit.link(entityKey(wick), 'about', fileKey('space', 'src/wick.ts'));
    edit.create('note', { title: 'Loose idea' });
    edit.create('light', { title: 'Lamp', position: [0, 0, 0] });
    edit.create('shape', { title: 'Plum block', position: [1, 0, 2] });
    edit.create('shape', { title: 'Far rock', position: [60, 0, 2] });
    edit.trash(edit.create('shape', { title: 'Old box' }));
  });
  return graph;
}

test('[3.10] [Q1] the ten examples of QUERIES.md answer as they say', () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const rows = [...(text.split('## Ten examples')[1] ?? '').matchAll(/^\| `(.+)` \| (.+) \|$/gmu)];
  expect(rows).toHaveLength(10);
  const graph = furnish();
  const index = createQueryIndex(graph);
  for (const [, query = '', answers = ''] of rows) {
    const parsed = index.parse(query);
    if (!parsed.ok) throw new Error(`${query}: ${JSON.stringify(parsed.faults)}`);
    const titles = index.run(parsed.query).ids.map((id) => graph.read(id)?.title ?? '');
    expect(parsed.query.sort.length > 0 ? titles : titles.toSorted(), query).toEqual(answers.split(', '));
  }
  index.dispose();
});

test('[Q1] everything QUERIES.md shows can be read', () => {
  const text = readFileSync(DOCUMENT, 'utf8').split('## Ten examples')[0] ?? '';
  const shown = [...text.matchAll(/^\|(.+?)\|/gmu)].flatMap((row) =>
    [...(row[1] ?? '').matchAll(/`(.+?)`/gu)].map((part) => part[1] ?? ''),
  );
  expect(shown.length).toBeGreaterThan(30);
  const index = createQueryIndex(openTestGraph());
  for (const query of shown) expect(index.parse(query), query).toMatchObject({ ok: true });
  index.dispose();
});
