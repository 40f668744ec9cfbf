import { expect, test } from 'vitest';
import { createDraft } from './draft.ts';

function openDraft() {
  const seen = { written: [] as string[], shown: undefined as string | undefined, told: undefined as string | undefined };
  const draft = createDraft(
    { current: undefined },
    {
      show: (text) => (seen.shown = text),
      tell: (message) => (seen.told = message),
      write: (text) => {
        if (text === 'bad') return 'Give a number.';
        seen.written.push(text);
        return undefined;
      },
    },
  );
  return { draft, seen };
}

test('a dropped draft is not written by leaving in the same moment, and its error goes', () => {
  const { draft, seen } = openDraft();
  draft.set('bad');
  draft.leave();
  expect(seen.told).toBe('Give a number.');
  draft.drop();
  draft.leave();
  expect(seen).toEqual({ written: [], shown: undefined, told: undefined });
});

test('leaving writes once what was typed, and a refused text stays', () => {
  const { draft, seen } = openDraft();
  draft.set('4');
  draft.leave();
  draft.leave();
  expect(seen.written).toEqual(['4']);
  draft.set('bad');
  draft.leave();
  expect(seen.shown).toBe('bad');
});
