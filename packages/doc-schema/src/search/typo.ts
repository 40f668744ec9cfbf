/** Shorter words are never taken for another: too many would be. */
const FROM_LETTERS = 4;
/** From this length on two slips are forgiven. */
const TWO_FROM_LETTERS = 8;

/** How many slips are forgiven in a word of that length. */
export const slipsFor = (term: string): 0 | 1 | 2 => (term.length < FROM_LETTERS ? 0 : term.length < TWO_FROM_LETTERS ? 1 : 2);

/** Two rows of the table of distances, kept: asked for every word of the vocabulary. */
let before = new Uint16Array(64);
let beforeLast = new Uint16Array(64);
let row = new Uint16Array(64);

/**
 * Whether `term` may be meant by `typed`: 4 to 7 letters allow one letter more, less, other, or two swapped; 8 and more allow two
 * letters more, less or other (a swap is two). Counted in UTF-16 code units.
 */
export function isTypo(typed: string, term: string): boolean {
  const slips = slipsFor(typed);
  if (slips === 0 || Math.abs(typed.length - term.length) > slips) return typed === term;
  return distance(typed, term, slips === 1) <= slips;
}

function distance(a: string, b: string, swaps: boolean): number {
  if (b.length + 1 > row.length) [before, beforeLast, row] = [0, 1, 2].map(() => new Uint16Array(b.length * 2)) as [never, never, never];
  for (let j = 0; j <= b.length; j++) before[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) row[j] = cell(a, b, i, j, swaps);
    const oldest = beforeLast;
    beforeLast = before;
    before = row;
    row = oldest;
  }
  return before[b.length] ?? 0;
}

/** Wagner and Fischer's cell; with `swaps`, optimal string alignment: two neighbours the other way round are one slip. */
function cell(a: string, b: string, i: number, j: number, swaps: boolean): number {
  const same = a[i - 1] === b[j - 1];
  let least = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (same ? 0 : 1));
  if (swaps && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
  return least;
}
