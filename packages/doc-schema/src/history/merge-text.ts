import { planTextEdits, type TextEdit } from '../document/text-edits.ts';

/** A text both sides changed. */
export interface MergedText {
  readonly text: string;
  /** Both changed one place: there, `theirs` stands. */
  readonly conflict: boolean;
}

const touches = (a: TextEdit, b: TextEdit): boolean => a.at <= b.at + b.removed && b.at <= a.at + a.removed;
const same = (a: TextEdit, b: TextEdit): boolean => a.at === b.at && a.removed === b.removed && a.added === b.added;

/**
 * `theirs` with what `mine` changed of `base`. Where both changed one place, or touching places, `theirs` stands and `conflict` says so;
 * the same change made by both is made once.
 */
export function mergeText(base: string, mine: string, theirs: string): MergedText {
  if (base === theirs || mine === theirs) return { text: mine, conflict: false };
  if (base === mine) return { text: theirs, conflict: false };
  const others = planTextEdits(base, theirs);
  const merged = [...others];
  let conflict = false;
  for (const edit of planTextEdits(base, mine)) {
    const against = others.filter((other) => touches(edit, other));
    if (against.length === 0) merged.push(edit);
    else if (!against.some((other) => same(edit, other))) conflict = true;
  }
  merged.sort((a, b) => a.at - b.at);
  let text = base;
  for (const { at, removed, added } of merged.toReversed()) text = text.slice(0, at) + added + text.slice(at + removed);
  return { text, conflict };
}
