import type { Level } from './match.ts';
import { chooseMark, cutSnippet, findMarks, type Snippet, type Span } from './places.ts';
import type { SearchDocument } from './search-document.ts';
import type { Clause } from './search-query.ts';

/** Where a hit opens. */
export interface HitPlace {
  readonly property: string;
  /** Code units from the start of the property's text. */
  readonly from: number;
  readonly to: number;
  /** What stood there when it was indexed: finds the place again in a text that changed since. */
  readonly quote: string;
}

/** One thing that was found. */
export interface SearchHit {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly titleMarks: readonly Span[];
  readonly tags: readonly string[];
  /** The piece of its text that shows most of what was asked, or its beginning; undefined where it has no text. */
  readonly snippet: Snippet | undefined;
  /** Where it opens: in its text when something stands there, else in its title; undefined when it was found by its tags. */
  readonly place: HitPlace | undefined;
  /** Places in its text. */
  readonly places: number;
  readonly level: Level;
  readonly score: number;
}

/** Reads a found document in full: what stands where in it. */
export function readHit(
  document: SearchDocument,
  folded: string,
  clauses: readonly Clause[],
  rank: { readonly level: Level; readonly score: number },
): SearchHit {
  const marks = clauses.length > 0 ? findMarks(document, folded, clauses) : [];
  const inTitle = marks.filter((mark) => mark.field === 'title');
  const inText = marks.filter((mark) => mark.field === 'text');
  const best = chooseMark(inText);
  const shown = best ?? inTitle[0];
  const whole = best ? document.text : document.title;
  return {
    key: document.key,
    kind: document.kind,
    title: document.title,
    titleMarks: inTitle.map((mark) => [mark.from, mark.to] as const),
    tags: document.tags,
    snippet: document.text.trim() === '' ? undefined : cutSnippet(document.text, inText, best),
    place: shown && {
      property: best ? document.property : 'title',
      from: shown.from,
      to: shown.to,
      quote: whole.slice(shown.from, shown.to),
    },
    places: inText.length,
    level: rank.level,
    score: rank.score,
  };
}
