/** How a value is compared. `:` on text means "contains"; everywhere else it means "is". */
export type Comparison = ':' | '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A moment or a stretch of time as it was typed; what it means depends on the day it is asked. */
export type When =
  /** A length of time in milliseconds, counted from now: back for what has happened, on for what is due. */
  | { readonly unit: 'span'; readonly ms: number }
  /** Local calendar days: from the start of the one to the start of the other. */
  | { readonly unit: 'dates'; readonly from: string; readonly to: string }
  /** A stretch that moves with the calendar. */
  | { readonly unit: 'named'; readonly name: NamedTime };

/** Stretches of time that have a name. */
export type NamedTime = 'today' | 'yesterday' | 'tomorrow' | 'this-week' | 'next-week' | 'last-week' | 'this-month' | 'now';

/** What a field's value has to be. */
export type ValueTest =
  /** Text: `pattern` in lower case, `*` standing for anything; `whole` when it has to be all of it. */
  | { readonly type: 'like'; readonly pattern: string; readonly whole: boolean }
  | { readonly type: 'number'; readonly comparison: Comparison; readonly number: number }
  | { readonly type: 'time'; readonly comparison: Comparison; readonly when: When; readonly ahead: boolean }
  | { readonly type: 'flag'; readonly on: boolean }
  | { readonly type: 'person'; readonly who: string }
  | { readonly type: 'given' };

/** One condition on an entity, or several joined. Plain data. */
export type Term =
  | { readonly type: 'all'; readonly terms: readonly Term[] }
  | { readonly type: 'any'; readonly terms: readonly Term[] }
  | { readonly type: 'not'; readonly term: Term }
  /** Lower case; looked for in the title, kind, tags and texts of a thing, and in the titles of what it is linked with. */
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'kind'; readonly names: readonly string[] }
  /** One of these properties passes. `*text` stands for every text people write in. */
  | { readonly type: 'field'; readonly names: readonly string[]; readonly test: ValueTest }
  | { readonly type: 'state'; readonly state: 'trashed' | 'damaged' | 'linked' | 'placed' }
  /** Someone wrote a value it has now, or made it. */
  | { readonly type: 'author'; readonly who: string; readonly made: boolean }
  | { readonly type: 'time'; readonly of: 'created' | 'changed'; readonly test: ValueTest & { readonly type: 'time' } }
  | {
      readonly type: 'link';
      readonly direction: 'out' | 'in' | 'both';
      /** Any when absent. */
      readonly relation: string | undefined;
      /** What stands at the other end: a condition, a key with `*`, or anything when both are absent. */
      readonly to: Term | undefined;
      readonly key: string | undefined;
    }
  | { readonly type: 'region'; readonly name: string }
  /** Contained, however deep, in what is called that (lower case) or has that key. */
  | { readonly type: 'within'; readonly container: string }
  | { readonly type: 'near'; readonly centre: readonly [number, number, number] | string; readonly radiusM: number };

/** One way to put results in order. */
export interface SortBy {
  readonly field: string;
  readonly descending: boolean;
}

/** A question to the graph, ready to be asked. Plain data: keep the text, not this. */
export interface Query {
  /** What was typed. */
  readonly text: string;
  readonly where: Term;
  readonly sort: readonly SortBy[];
  readonly limit: number | undefined;
}

/** Something that cannot be read in a query: a sentence, and the characters it is about. */
export interface QueryFault {
  readonly message: string;
  /** Offsets into the text, `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
}

/** What reading a query gives. */
export type ParsedQuery = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly faults: readonly QueryFault[] };

/** Both at once: what passes the two, in the order and number of the first. */
export function joinQueries(first: Query, second: Query): Query {
  return { ...first, where: { type: 'all', terms: [first.where, second.where] } };
}

/** Calls `visit` for a term and all within it. */
export function walkTerms(term: Term, visit: (term: Term) => void): void {
  visit(term);
  if (term.type === 'all' || term.type === 'any') for (const each of term.terms) walkTerms(each, visit);
  else if (term.type === 'not') walkTerms(term.term, visit);
  else if (term.type === 'link' && term.to) walkTerms(term.to, visit);
}

/** Calls `visit` for the terms that speak of the thing itself, not for those of what it is linked with. */
export function walkOwnTerms(term: Term, visit: (term: Term) => void): void {
  visit(term);
  if (term.type === 'all' || term.type === 'any') for (const each of term.terms) walkOwnTerms(each, visit);
  else if (term.type === 'not') walkOwnTerms(term.term, visit);
}
