import { hasClause, meansClause } from './match.ts';
import { FIELDS, readField, type SearchDocument, type SearchField } from './search-document.ts';
import type { Clause } from './search-query.ts';
import { readWords, type Word } from './words.ts';

/** From and to in code units of a text. */
export type Span = readonly [from: number, to: number];

/** A place where a clause stands. */
export interface Mark {
  readonly field: SearchField;
  readonly from: number;
  readonly to: number;
  /** Which clause of the query it is. */
  readonly clause: number;
}

/** A piece of a text around a hit. */
export interface Snippet {
  readonly text: string;
  /** Where the piece starts in the whole text. */
  readonly from: number;
  /** What was found, within the piece. */
  readonly marks: readonly Span[];
  /** Whether there is more before and after it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** Places looked for in one field. */
const MAX_MARKS = 100;
/** Letters of a snippet: two lines of a list. */
const SNIPPET = 160;
/** Letters before the first hit. */
const LEAD = 24;
/** Letters seen on the narrowest screen: a hit behind them moves the beginning. */
const SEEN = 44;

type Fits = (words: readonly Word[], at: number, clause: Clause) => boolean;

const strictly: Fits = (words, at, { terms, open }) =>
  terms.every((term, i) => {
    const found = words[at + i]?.term;
    return open && i === terms.length - 1 ? (found?.startsWith(term) ?? false) : found === term;
  });

const loosely: Fits = (words, at, clause) => (clause.loose ? meansClause(words[at]?.term ?? '', clause) : strictly(words, at, clause));

/** Where the clauses of a query stand in one text, in order. */
function findInText(text: string, field: SearchField, clauses: readonly Clause[], fits: Fits): readonly Mark[] {
  const words = [...readWords(text)];
  const marks: Mark[] = [];
  for (let at = 0; at < words.length && marks.length < MAX_MARKS; at++) {
    const clause = clauses.findIndex((each) => fits(words, at, each));
    const [first, last] = [words[at], words[at + (clauses[clause]?.terms.length ?? 1) - 1]];
    if (clause >= 0 && first && last) marks.push({ field, from: first.from, to: last.to, clause });
  }
  return marks;
}

/** Where the clauses of a query stand in a document: in its title, its tags (joined by blanks), its text. */
export function findMarks(document: SearchDocument, folded: string, clauses: readonly Clause[]): readonly Mark[] {
  // Slips are marked only where a clause stands nowhere as written.
  const fits = clauses.every((clause) => hasClause(folded, clause)) ? strictly : loosely;
  return FIELDS.flatMap((field) => findInText(readField(document, field), field, clauses, fits));
}

/** The mark whose neighbourhood shows the most clauses; the first of equals. */
export function chooseMark(marks: readonly Mark[]): Mark | undefined {
  let best: Mark | undefined;
  let bestCount = 0;
  for (const [i, mark] of marks.entries()) {
    const seen = new Set<number>();
    for (let j = i; j < marks.length && (marks[j]?.to ?? 0) <= mark.from + SNIPPET - LEAD; j++) seen.add(marks[j]?.clause ?? -1);
    if (seen.size > bestCount) {
      best = mark;
      bestCount = seen.size;
    }
  }
  return best;
}

/** The nearest blank before `at`, at most some letters away: a snippet begins with a word. */
function wordStart(text: string, at: number): number {
  const blank = text.slice(Math.max(0, at - 24), at).search(/\s\S*$/u);
  if (at <= 0) return 0;
  return blank < 0 ? at : Math.max(0, at - 24) + blank + 1;
}

/** Half of a sign of two code units is no text. */
const safeCut = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);

/** A piece of a text around a place, or its beginning where there is none. Line breaks read as blanks, so that places stay. */
export function cutSnippet(text: string, marks: readonly Mark[], around: Mark | undefined): Snippet {
  const from = around && around.to > SEEN ? safeCut(text, wordStart(text, around.from - LEAD)) : 0;
  const to = safeCut(text, Math.min(text.length, from + SNIPPET));
  const inside = marks.filter((mark) => mark.from >= from && mark.to <= to);
  return {
    text: text.slice(from, to).replace(/\s/gu, ' '),
    from,
    marks: inside.map((mark) => [mark.from - from, mark.to - from] as const),
    cutBefore: from > 0,
    cutAfter: to < text.length,
  };
}
