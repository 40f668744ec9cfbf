import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestGraph } from '../testing/author.ts';
import { applyImport } from './apply-import.ts';
import { guardCell, readCsvText, unguardCell, writeCsv } from './csv.ts';
import { planImport } from './plan-import.ts';

const pause = (): Promise<void> => Promise.resolve();

test('[X10] [3.13] things become a table: CRLF, quotes doubled, no cell a formula', () => {
  const graph = openTestGraph();
  const ids = graph.edit({ title: 'Add' }, (edit) => [
    edit.create('task', { title: 'Say "hi", twice', state: 'done', due: '2026-11-23', tags: ['b', 'a'] }, { text: { body: 'one\ntwo' } }),
    edit.create('note', { title: '=1+1' }),
  ]);
  expect(writeCsv(graph, ids)).toBe(
    `key,kind,title,state,due,tags,body\r\nentity:${ids[0]},task,"Say ""hi"", twice",done,2026-11-23,"a, b","one\ntwo"\r\nentity:${ids[1]},note,'=1+1,,,,\r\n`,
  );
  expect(writeCsv(graph, ids, { columns: ['title', 'state'] }).split('\r\n')[0]).toBe('title,state');
  graph.dispose();
});

test('[X10] a table becomes tasks and notes by its headers; what it does not know is told', async () => {
  const graph = openTestGraph();
  const bundle = readCsvText(
    'list.csv',
    '\uFEFFName;Status;Due Date;Labels;Priority;Description\r\nWash;done;2026-11-23;home, wet;1;"with\r\nsoap"\nDry;;31.12.2026;;;\n;;;;;x\n\nDry;open;;;;\n',
  );
  expect(bundle.skipped).toEqual([
    { label: 'column Priority', reason: 'No field of a note or task goes by that name.' },
    { label: 'row 4', reason: 'It has no title.' },
  ]);
  const plan = planImport(bundle, graph);
  await applyImport(plan, graph, { pause });
  expect(
    graph
      .list()
      .map((id) => [
        graph.read(id)?.title,
        graph.read(id)?.properties['state'],
        graph.read(id)?.properties['due'],
        graph.read(id)?.properties['tags'],
        graph.text(id, 'body')?.toJSON(),
      ]),
  ).toEqual([
    ['Wash', 'done', '2026-11-23', ['home', 'wet'], 'with\nsoap'],
    ['Dry', 'open', null, [], ''],
    ['Dry', 'open', null, [], ''],
  ]);
  expect(plan.items[1]?.reason).toContain('"31.12.2026" is none');
  expect(new Set(planImport(bundle, graph).items.map((item) => item.status))).toEqual(new Set(['same', 'skipped']));
  graph.dispose();
});

test('[X10] a guarded cell comes back as it was, and no guarded cell begins a formula', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '=', '+', '-', '@', "'", "'=", "''-", '\t'), (rest, start) => {
      const guarded = guardCell(start + rest);
      expect(unguardCell(guarded)).toBe(start + rest);
      expect(/^[=+\-@\t\r]/.test(guarded)).toBe(false);
    }),
  );
});

test('[X10] titles, tags and texts survive a table, whatever is in them', async () => {
  const title = fc
    .string({ minLength: 1, maxLength: 40 })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
  await fc.assert(
    fc.asyncProperty(title, fc.string({ unit: 'grapheme', maxLength: 60 }), async (name, body) => {
      const graph = openTestGraph();
      const text = body.replaceAll('\0', '').replace(/\r\n?/g, '\n');
      const id = graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title: name }, { text: { body: text } }));
      const fresh = openTestGraph();
      await applyImport(planImport(readCsvText('t', writeCsv(graph, [id])), fresh), fresh, { pause });
      const [copy] = fresh.list();
      expect(copy && [fresh.read(copy)?.title, fresh.text(copy, 'body')?.toJSON()]).toEqual([name, text]);
      graph.dispose();
      fresh.dispose();
    }),
    { interruptAfterTimeLimit: 4000, numRuns: 100 },
  );
});

test('[X10] any text is read as a table without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', 'title', '\0', "'", '=') }), (text) => {
      expect(readCsvText('any', text).format).toBe('csv');
      expect(readCsvText('any', `title,text\n${text}`).format).toBe('csv');
    }),
    { interruptAfterTimeLimit: 3000, numRuns: 500 },
  );
});
