import { kinds as builtInKinds } from '../kinds/index.ts';
import type { KindRegistry } from '../kinds/kind.ts';
import { RELATIONS } from '../links/relations.ts';
import { fieldTableOf } from './field-table.ts';
import type { ParsedQuery, QueryFault, SortBy, Term } from './query.ts';
import { type FieldContext, type FieldToken, readField, SPECIAL_FIELDS } from './read-field.ts';
import { Scanner, type Token, type TokenOf } from './scan.ts';

/** What a query may be at most. More than a person types; what a machine writes is refused with a sentence. */
export const QUERY_LIMITS: { readonly length: number; readonly terms: number; readonly depth: number; readonly arrows: number } = {
  length: 2000,
  terms: 100,
  depth: 16,
  /** One after the other: links of links of links of links. */
  arrows: 4,
};
/** More faults than this help nobody. */
const MAX_FAULTS = 12;
const MAX_LIMIT = 100_000;
const MAX_RADIUS_M = 100_000;

/** Schemes of keys that are also words for fields: behind an arrow they name a key. */
const SCHEMES: ReadonlySet<string> = new Set(['entity', 'file', 'person', 'process', 'symbol', 'room']);

const SORTABLE = ['title', 'kind', 'created', 'changed'];

/** The relation an arrow's word stands for, and whether it is read from its other end: `blocked-by` is `blocks`, backwards. */
export function readRelation(word: string): { readonly name: string; readonly back: boolean } {
  const typed = word.toLowerCase();
  const slug = (title: string): string => title.replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const known = RELATIONS.find((each) => each.name === typed || slug(each.title) === typed);
  if (known) return { name: known.name, back: false };
  const back = RELATIONS.find((each) => slug(each.inverse) === typed);
  return back ? { name: back.name, back: true } : { name: typed, back: false };
}

class Parser {
  readonly faults: QueryFault[];
  readonly sort: SortBy[] = [];
  limit: number | undefined;
  readonly #tokens: readonly Token[];
  readonly #context: FieldContext;
  #at = 0;
  #terms = 0;

  constructor(scanner: Scanner, kinds: KindRegistry) {
    this.#tokens = scanner.tokens;
    this.faults = [...scanner.faults];
    const fault = this.#fault;
    this.#context = { kinds, table: fieldTableOf(kinds), fault };
  }

  /** The whole query. */
  parse(): Term {
    const terms = [this.#any(0, 0)];
    while (this.#at < this.#tokens.length) {
      // Only a closing bracket ends a group early.
      const extra = this.#take();
      if (extra) this.#fault('Nothing is open here that this ) could close.', extra.from, extra.to);
      terms.push(this.#any(0, 0));
    }
    return joined(terms);
  }

  readonly #fault = (message: string, from: number, to: number): void => {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ message, from, to });
  };

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #any(depth: number, arrows: number): Term {
    const terms = [this.#all(depth, arrows, false)];
    let empty = terms[0] === NOTHING;
    for (let or = this.#peek(); or?.type === 'or'; or = this.#peek()) {
      this.#at++;
      const next = this.#all(depth, arrows, false);
      if (empty || next === NOTHING) this.#fault('“or” stands between two conditions. Quote it to look for the word.', or.from, or.to);
      empty = next === NOTHING;
      if (!empty) terms.push(next);
    }
    return terms.length === 1 ? (terms[0] ?? NOTHING) : { type: 'any', terms };
  }

  /** Conditions one after the other: all have to hold. Ends before `or`, `)` or the end. */
  #all(depth: number, arrows: number, target: boolean): Term {
    const terms: Term[] = [];
    let first = target;
    for (let token = this.#peek(); token && token.type !== 'or' && token.type !== ')'; token = this.#peek()) {
      const term = this.#one(depth, arrows, first);
      first = false;
      if (term) terms.push(term);
    }
    return joined(terms);
  }

  #one(depth: number, arrows: number, first: boolean): Term | undefined {
    const token = this.#take();
    if (!token || token.type === 'and' || token.type === 'or' || token.type === ')') return undefined;
    if (++this.#terms > QUERY_LIMITS.terms) {
      if (this.#terms === QUERY_LIMITS.terms + 1)
        this.#fault(`A query has at most ${QUERY_LIMITS.terms} conditions: ask in two steps.`, token.from, token.to);
      return undefined;
    }
    if (token.type === '(') return this.#group(token, depth, arrows);
    if (token.type === 'not') return this.#not(token, depth, arrows);
    if (token.type === 'arrow') return this.#arrow(token, depth, arrows);
    return this.#leaf(token, first);
  }

  #leaf(token: TokenOf<'word' | 'phrase' | 'field' | 'near'>, first: boolean): Term | undefined {
    if (token.type === 'field') return this.#field(token);
    if (token.type === 'near') return this.#near(token);
    if (first && token.type === 'word') {
      const kind = this.#context.kinds.get(token.text.toLowerCase());
      if (kind) return { type: 'kind', names: [kind.name] };
    }
    const text = token.text.toLowerCase();
    return text.trim() === '' ? undefined : { type: 'words', text };
  }

  #deeper(token: Token, depth: number): boolean {
    if (depth < QUERY_LIMITS.depth) return true;
    this.#fault(`Brackets go at most ${QUERY_LIMITS.depth} deep: write it flatter.`, token.from, token.to);
    // Nothing after it can be read in its place.
    this.#at = this.#tokens.length;
    return false;
  }

  #group(open: Token, depth: number, arrows: number): Term | undefined {
    if (!this.#deeper(open, depth)) return undefined;
    const term = this.#any(depth + 1, arrows);
    const close = this.#peek();
    if (close?.type === ')') {
      this.#at++;
      if (term === NOTHING) this.#fault('Nothing stands between these brackets.', open.from, close.to);
    } else this.#fault('This ( is never closed: put a ) where the group ends.', open.from, open.to);
    return term;
  }

  #not(token: Token, depth: number, arrows: number): Term | undefined {
    const next = this.#peek();
    if (!next || next.type === ')' || next.type === 'or' || next.type === 'and') {
      this.#fault('Say what is left out, right after it.', token.from, token.to);
      return undefined;
    }
    if (!this.#deeper(token, depth)) return undefined;
    const term = this.#one(depth + 1, arrows, false);
    return term && { type: 'not', term };
  }

  #arrow(token: TokenOf<'arrow'>, depth: number, arrows: number): Term | undefined {
    if (arrows >= QUERY_LIMITS.arrows) {
      const message = `Links are followed at most ${QUERY_LIMITS.arrows} steps: ask for the middle first, and save that.`;
      this.#fault(message, token.from, token.to);
      this.#at = this.#tokens.length;
      return undefined;
    }
    const relation = token.relation === undefined ? undefined : readRelation(token.relation);
    const direction = relation?.back ? TURNED[token.direction] : token.direction;
    const link = { type: 'link', direction, relation: relation?.name } as const;
    const next = this.#peek();
    const key = this.#key(next);
    if (key !== undefined) return { ...link, to: undefined, key };
    if (this.#isAnything(next)) return { ...link, to: undefined, key: undefined };
    if (!this.#deeper(token, depth)) return undefined;
    const to = next?.type === '(' ? this.#one(depth, arrows + 1, true) : this.#all(depth + 1, arrows + 1, true);
    return { ...link, to: to ?? NOTHING, key: undefined };
  }

  /** An arrow to nothing in particular: it is the last of its group, or says `any`. */
  #isAnything(next: Token | undefined): boolean {
    if (!next || next.type === ')' || next.type === 'or') return true;
    const any = next.type === 'word' && (next.text === '*' || next.text.toLowerCase() === 'any');
    if (any) this.#at++;
    return any;
  }

  /** A key after an arrow: `file:space/src/*`. A known field's name before the colon is a condition instead. */
  #key(token: Token | undefined): string | undefined {
    if (token?.type !== 'field' || token.comparison !== ':' || token.values.length !== 1) return undefined;
    const name = token.name.toLowerCase();
    if (!SCHEMES.has(name) && (SPECIAL_FIELDS.includes(name) || this.#context.table.get(name))) return undefined;
    this.#at++;
    return `${name}:${token.values[0]?.text ?? ''}`;
  }

  #field(token: FieldToken): Term | undefined {
    const name = token.name.toLowerCase();
    if (name === 'sort') this.#sortBy(token);
    else if (name === 'limit') this.#limitTo(token);
    else return readField(token, this.#context);
    this.#terms--;
    return undefined;
  }

  #sortBy(token: FieldToken): void {
    if (token.values.length === 0)
      this.#fault('Say by which field: sort:due, or sort:-changed for the newest first.', token.from, token.to);
    for (const value of token.values) {
      const descending = value.text.startsWith('-');
      const word = (descending ? value.text.slice(1) : value.text).toLowerCase();
      const field = SORTABLE.includes(word) ? word : this.#context.table.get(word)?.name;
      if (field) this.sort.push({ field, descending });
      else this.#fault(`No kind has a field “${word}” to sort by.`, value.from, value.to);
    }
  }

  #limitTo(token: FieldToken): void {
    const limit = Number(token.values[0]?.text);
    if (token.values.length === 1 && Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) this.limit = limit;
    else this.#fault(`A limit is a whole number from 1 to ${MAX_LIMIT}: limit:20.`, token.from, token.to);
  }

  #near(token: TokenOf<'near'>): Term | undefined {
    const parts = /^(.*)[,;]\s*(\d+(?:\.\d+)?)\s*m?\s*$/u.exec(token.inside);
    const radiusM = Number(parts?.[2]);
    const place = parts?.[1]?.trim() ?? '';
    if (place !== '' && radiusM > 0 && radiusM <= MAX_RADIUS_M) return { type: 'near', centre: readCentre(place), radiusM };
    this.#fault('Say a place and how far: near(0 0 0, 5m), near(Lighthouse, 5m) or near(selection, 5m).', token.from, token.to);
    return undefined;
  }
}

/** Three numbers, or a name in lower case. */
function readCentre(place: string): readonly [number, number, number] | string {
  const numbers = place.split(/[\s,]+/u).map(Number);
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = numbers;
  return numbers.length === 3 && Number.isFinite(x + y + z) ? [x, y, z] : place.toLowerCase();
}

const TURNED = { out: 'in', in: 'out', both: 'both' } as const;

const NOTHING: Term = { type: 'all', terms: [] };

const joined = (terms: readonly Term[]): Term => {
  const [first, ...rest] = terms.filter((term) => term !== NOTHING);
  return first === undefined ? NOTHING : rest.length === 0 ? first : { type: 'all', terms: [first, ...rest] };
};

/**
 * Reads a query. Never throws: what cannot be read is told as faults, each with the characters it is about, in the order they stand.
 * Bounded by `QUERY_LIMITS`. `kinds` are the ones whose fields may be named: a document's own, or the built-in ones.
 */
export function parseQuery(text: string, kinds: KindRegistry = builtInKinds): ParsedQuery {
  if (text.length > QUERY_LIMITS.length) {
    const message = `A query has at most ${QUERY_LIMITS.length} characters; this one has ${text.length}.`;
    return { ok: false, faults: [{ message, from: QUERY_LIMITS.length, to: text.length }] };
  }
  const parser = new Parser(new Scanner(text), kinds);
  const where = parser.parse();
  if (parser.faults.length > 0) return { ok: false, faults: parser.faults.toSorted((a, b) => a.from - b.from || a.to - b.to) };
  return { ok: true, query: { text, where, sort: parser.sort, limit: parser.limit } };
}
