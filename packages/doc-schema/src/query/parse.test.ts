import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { fuzzFor } from '../testing/fuzz.ts';
import { complete } from './complete.ts';
import { parseQuery, QUERY_LIMITS } from './parse.ts';
import type { Term } from './query.ts';
import { createQueryIndex } from './query-index.ts';

function where(text: string): Term {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.query.where;
}

/** Each fault's words in the text, and the start of what it says. */
const faults = (text: string): readonly (readonly [string, string])[] => {
  const parsed = parseQuery(text);
  return parsed.ok ? [] : parsed.faults.map((fault) => [text.slice(fault.from, fault.to), fault.message] as const);
};

describe('reading queries', () => {
  test('[Q2] words, phrases, or, not and brackets', () => {
    expect(where('Red "wet wick"')).toEqual({
      type: 'all',
      terms: [
        { type: 'words', text: 'red' },
        { type: 'words', text: 'wet wick' },
      ],
    });
    expect(where('a or b -c')).toMatchObject({
      type: 'any',
      terms: [{ text: 'a' }, { type: 'all', terms: [{ text: 'b' }, { type: 'not', term: { text: 'c' } }] }],
    });
    expect(where('(a or b) c')).toMatchObject({ type: 'all', terms: [{ type: 'any' }, { text: 'c' }] });
    expect(where('')).toEqual({ type: 'all', terms: [] });
    expect(where('well-known 12:30')).toMatchObject({ terms: [{ text: 'well-known' }, { text: '12:30' }] });
  });

  test('[Q2] an arrow takes what is behind it; a relation reads from its other end by its other name', () => {
    expect(where('kind:note -about-> task state:open')).toMatchObject({
      terms: [
        { type: 'kind', names: ['note'] },
        { type: 'link', direction: 'out', relation: 'about', to: { terms: [{ type: 'kind', names: ['task'] }, { type: 'field' }] } },
      ],
    });
    expect(where('-blocked-by-> task')).toMatchObject({ type: 'link', direction: 'in', relation: 'blocks' });
    expect(where('<-depends-on- task')).toMatchObject({ type: 'link', direction: 'in', relation: 'depends-on' });
    expect(where('(<-> any) x')).toMatchObject({ terms: [{ type: 'link', direction: 'both', to: undefined }, { text: 'x' }] });
    expect(where('-> file:space/src/*')).toMatchObject({ type: 'link', key: 'file:space/src/*', to: undefined });
    expect(where('-> state:open')).toMatchObject({ type: 'link', to: { type: 'field' } });
  });

  test('[Q3] a fault points at its place, and one does not hide the next', () => {
    expect(faults('staet:open due:someday "wet')).toEqual([
      ['staet', expect.stringContaining('Did you mean “state”?')],
      ['someday', expect.stringContaining('is no time')],
      ['"wet', expect.stringContaining('never closed')],
    ]);
    expect(faults('(a or) b')).toEqual([['or', expect.stringContaining('between two conditions')]]);
    expect(faults('a) b')).toEqual([[')', expect.stringContaining('Nothing is open')]]);
    expect(faults('(a')).toEqual([['(', expect.stringContaining('never closed')]]);
    expect(faults('kind:tsk is:opne state:')).toEqual([
      ['tsk', expect.stringContaining('“task”')],
      ['opne', expect.stringContaining('“open”')],
      ['state:', expect.stringContaining('right after the sign')],
    ]);
    expect(faults('intensity>high near(there) limit:0 sort:nothing -')).toHaveLength(5);
  });

  test('[Q4] what would explode is refused with a sentence', () => {
    expect(faults('x'.repeat(QUERY_LIMITS.length + 1))[0]?.[1]).toMatch(/at most 2000 characters/u);
    expect(faults('x '.repeat(QUERY_LIMITS.terms + 1))[0]?.[1]).toMatch(/at most 100 conditions/u);
    expect(faults('('.repeat(40))[0]?.[1]).toMatch(/at most 16 deep|never closed/u);
    expect(faults(`${'-> '.repeat(5)} x`)[0]?.[1]).toMatch(/at most 4 steps/u);
    expect(parseQuery(`${'-> '.repeat(4)} x`).ok).toBe(true);
  });

  test('[Q5] any text is read, answered and completed, or refused, in bounded time; faults lie within it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '"',
        '“',
        '-',
        '->',
        '<-',
        '<-about-',
        '-blocks->',
        ' or ',
        ':',
        '<',
        '>=',
        'kind:',
        'due<',
        'near(',
        ',',
        '*',
        '..',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('task', 'state:open', 'is:', 'sort:-due', 'constructor:', '__proto__:x', 'has:toString', 'is:constructor'),
    );
    const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
    const graph = openTestGraph();
    graph.edit({ title: 'Tangle' }, (edit) => {
      const ids = ['task', 'note', 'list', 'shape', 'task'].map((kind) => edit.create(kind, { title: `A ${kind}`, tags: ['red'] }));
      for (const from of ids)
        for (const to of ids) for (const how of ['about', 'blocks', 'contains']) edit.link(entityKey(from), how, entityKey(to));
    });
    const index = createQueryIndex(graph);
    fc.assert(
      fc.property(text, fc.nat(), (typed, at) => {
        const { from, to } = complete(typed, at % (typed.length + 1), index);
        expect(0 <= from && from <= to && to <= typed.length).toBe(true);
        const parsed = parseQuery(typed);
        if (parsed.ok) return void index.run(parsed.query, { limit: 3 });
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const fault of parsed.faults) {
          expect(fault.from).toBeGreaterThanOrEqual(0);
          expect(fault.to).toBeLessThanOrEqual(typed.length);
          expect(fault.from).toBeLessThanOrEqual(fault.to);
        }
      }),
      fuzzFor(1500),
    );
    index.dispose();
  }, 90_000);
});
