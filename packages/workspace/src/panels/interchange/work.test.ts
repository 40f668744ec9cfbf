import { openTestGraph } from '@space/doc-schema/testing';
import { planImport, readCsvText } from '@space/doc-schema/interchange';
import { expect, test } from 'vitest';
import { outcomeSentence } from './work.ts';

test('[3.13] what an import did is one sentence', () => {
  const graph = openTestGraph();
  const plan = planImport(readCsvText('list.csv', 'title\na\n'), graph);
  const outcome = { cancelled: false, made: 1, changed: 0, links: 0, refused: [] };
  expect(outcomeSentence(plan, outcome)).toBe('Brought in list.csv: 1 new.');
  expect(outcomeSentence(plan, { ...outcome, made: 0 })).toBe('list.csv: nothing was new.');
  expect(outcomeSentence(plan, { ...outcome, changed: 2, refused: [{ label: 'x', reason: 'y' }] })).toBe(
    'Brought in list.csv: 1 new, 2 updated, 1 refused.',
  );
  graph.dispose();
});
