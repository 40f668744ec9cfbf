import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planTextEdits, type TextEdit } from './text-edits.ts';

const apply = (text: string, edits: readonly TextEdit[]): string =>
  edits.reduceRight((now, { at, removed, added }) => now.slice(0, at) + added + now.slice(at + removed), text);

test('[D15] the edits make one text of another and part no pair of halves', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁', 'é'), maxLength: 40 });
  fc.assert(
    fc.property(texts, texts, (before, next) => {
      const edits = planTextEdits(before, next);
      expect(apply(before, edits)).toBe(next);
      for (const { added } of edits) expect(added.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('[D15] two far places changed are two small edits, in a long text by lines', () => {
  expect(planTextEdits('one two three four', 'one 2 three 4')).toEqual([
    { at: 4, removed: 3, added: '2' },
    { at: 14, removed: 4, added: '4' },
  ]);
  const lines = Array.from({ length: 1500 }, (_, i) => `line ${i}\n`);
  const changed = lines.with(10, 'first\n').with(1400, 'last\n');
  const edits = planTextEdits(lines.join(''), changed.join(''));
  expect(edits.map((edit) => edit.added.trim())).toHaveLength(2);
  expect(apply(lines.join(''), edits)).toBe(changed.join(''));
  const huge = 'x'.repeat(200_000);
  expect(apply(huge, planTextEdits(huge, 'y'.repeat(200_000)))).toBe('y'.repeat(200_000));
});
