import type { Candidate, Engine, EngineName, SavedPart } from './engine.ts';
import { foldDocument, hasClause, ENOUGH, isFilterOnly, type Level, meansClause, passesFilters } from './match.ts';
import { readHit, type SearchHit } from './search-hit.ts';
import { boundDocument, fingerprint, type SearchDocument } from './search-document.ts';
import { readSearchQuery, type SearchQuery } from './search-query.ts';
import { readTerms } from './words.ts';

/** What a search is asked with. */
export interface SearchOptions {
  /** Hits read in full; 20 where it says nothing. */
  readonly limit?: number;
  /** Only these kinds, beside those the text names. */
  readonly kinds?: readonly string[];
}

/** What a search found. */
export interface SearchAnswer {
  /** The best first. */
  readonly hits: readonly SearchHit[];
  /** All that was found, also what is past the limit. */
  readonly total: number;
  /** How many there are of each kind, without the `kinds` of the options. */
  readonly kinds: Readonly<Record<string, number>>;
  /** How near the farthest of them is to what was asked. */
  readonly level: Level;
}

interface Entry {
  readonly id: number;
  readonly document: SearchDocument;
  readonly print: number;
  folded: string | undefined;
}

interface Ranked {
  readonly entry: Entry;
  readonly level: Level;
  score: number;
}

const RANK: Readonly<Record<Level, number>> = { all: 0, typo: 1, any: 2 };
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;
/** Among the best of the engine's order, a title that is what was typed comes first. */
const RERANKED = 200;

const byRank = (a: Ranked, b: Ranked): number =>
  RANK[a.level] - RANK[b.level] || b.score - a.score || (a.entry.document.key < b.entry.document.key ? -1 : 1);

/**
 * Finds things by their words. It is derived: rebuilt from the document at any time, kept nowhere in it. Not shared between threads;
 * every call is synchronous but `tend`.
 */
export class SearchIndex {
  readonly #engine: Engine;
  readonly #entries = new Map<number, Entry>();
  readonly #byKey = new Map<string, Entry>();
  #nextId: number;

  constructor(engine: Engine, known: readonly (readonly [id: number, document: SearchDocument])[] = [], nextId = 1) {
    this.#engine = engine;
    this.#nextId = nextId;
    for (const [id, document] of known) this.#keep({ id, document, print: fingerprint(document), folded: undefined });
  }

  get engine(): EngineName {
    return this.#engine.name;
  }

  /** How many documents it finds. */
  get count(): number {
    return this.#byKey.size;
  }

  /** The fingerprint of the document it has for a key. */
  printOf(key: string): number | undefined {
    return this.#byKey.get(key)?.print;
  }

  /** Every key it has. */
  keys(): IterableIterator<string> {
    return this.#byKey.keys();
  }

  /** Every document it has. */
  *documents(): Generator<SearchDocument> {
    for (const { document } of this.#byKey.values()) yield document;
  }

  /** Adds documents, or takes them in place of what it had under their keys. Of two with one key the later counts. */
  put(documents: readonly SearchDocument[]): void {
    const wanted = new Map(documents.map((document) => [document.key, boundDocument(document)]));
    const fresh: Entry[] = [];
    const old: number[] = [];
    for (const document of wanted.values()) {
      const print = fingerprint(document);
      const known = this.#byKey.get(document.key);
      if (known?.print === print) continue;
      if (known) old.push(known.id);
      fresh.push({ id: this.#nextId++, document, print, folded: undefined });
    }
    this.#forget(old);
    for (const entry of fresh) this.#keep(entry);
    if (fresh.length > 0) this.#engine.add(fresh);
  }

  /** Lets go of documents; unknown keys are fine. */
  remove(keys: Iterable<string>): void {
    const entries = [...new Set(keys)].flatMap((key) => this.#byKey.get(key) ?? []);
    for (const { document } of entries) this.#byKey.delete(document.key);
    this.#forget(entries.map(({ id }) => id));
  }

  /** Finds what answers a typed text; never throws for what was typed. See `readSearchQuery` for what it may say. */
  search(text: string, options: SearchOptions = {}): SearchAnswer {
    const query = readSearchQuery(text);
    const found = query.clauses.length > 0 ? this.#find(query) : this.#filter(query);
    const kinds = countKinds(found);
    const wanted = options.kinds?.length ? found.filter(({ entry }) => options.kinds?.includes(entry.document.kind)) : found;
    const ranked = this.#rank(wanted, query);
    const limit = Math.min(MAX_LIMIT, Math.max(0, options.limit ?? DEFAULT_LIMIT));
    const hits = ranked.slice(0, limit).map((each) => readHit(each.entry.document, foldOf(each.entry), query.clauses, each));
    return { hits, total: wanted.length, kinds, level: ranked.at(-1)?.level ?? 'all' };
  }

  /** Does one piece of the engine's tidying; false when none is due. To be called when nobody asks for anything. */
  tend(): Promise<boolean> {
    return this.#engine.tend((id) => this.#entries.get(id)?.document);
  }

  /** What the engine needs to be saved, and the next number; the documents are saved beside it. */
  save(): { readonly head: unknown; readonly parts: readonly SavedPart[]; readonly nextId: number } {
    return { ...this.#engine.save(), nextId: this.#nextId };
  }

  /** Every document under its number. */
  *numbered(): Generator<readonly [id: number, document: SearchDocument]> {
    for (const { id, document } of this.#byKey.values()) yield [id, document];
  }

  #keep(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    this.#byKey.set(entry.document.key, entry);
  }

  #forget(ids: readonly number[]): void {
    for (const id of ids) this.#entries.delete(id);
    if (ids.length > 0) this.#engine.drop(ids);
  }

  /** By level, the best of each first. */
  #find(query: SearchQuery): Ranked[] {
    const found: Ranked[] = [];
    const take = (level: Level): void => {
      const known = new Set(found.map(({ entry }) => entry));
      for (const candidate of this.#engine.find(query.clauses, level)) {
        const entry = this.#entries.get(candidate.id);
        if (entry && !known.has(entry) && holds(entry, candidate, query, level)) found.push({ entry, level, score: candidate.score });
      }
    };
    take('all');
    if (found.length < ENOUGH) take('typo');
    if (found.length === 0 && query.clauses.length > 1) take('any');
    return found;
  }

  #filter(query: SearchQuery): Ranked[] {
    if (!isFilterOnly(query)) return [];
    const all = [...this.#byKey.values()].filter((entry) => passesFilters(entry.document, query, () => foldOf(entry)));
    const sorted = all.toSorted((a, b) => (a.document.title < b.document.title ? -1 : 1));
    return sorted.map((entry, i) => ({ entry, level: 'all', score: -i }));
  }

  /** The engine's order, but a title that is what was typed, or begins with it, comes first. */
  #rank(ranked: readonly Ranked[], query: SearchQuery): readonly Ranked[] {
    if (query.clauses.length === 0) return ranked;
    const asked = query.clauses.flatMap(({ terms }) => terms).join(' ');
    const head = ranked.slice(0, RERANKED);
    for (const each of head) {
      const title = readTerms(each.entry.document.title).join(' ');
      if (title === asked) each.score *= 4;
      else if (title.startsWith(asked)) each.score *= 1.5;
    }
    return [...head.sort(byRank), ...ranked.slice(RERANKED)];
  }
}

const foldOf = (entry: Entry): string => (entry.folded ??= foldDocument(entry.document));

/** Whether what an engine found answers by the definition; engines are exact for plain words as written. */
function holds(entry: Entry, { terms }: Candidate, query: SearchQuery, level: Level): boolean {
  const { clauses } = query;
  if (level === 'all' && isPlain(query)) return true;
  const strict = (clause: (typeof clauses)[number]): boolean => hasClause(foldOf(entry), clause);
  const held =
    level === 'all'
      ? clauses.every((clause) => clause.terms.length === 1 || strict(clause))
      : level === 'any'
        ? clauses.some(strict)
        : clauses.every((clause) => (clause.loose ? terms.some((term) => meansClause(term, clause)) : strict(clause)));
  return held && passesFilters(entry.document, query, () => foldOf(entry));
}

const isPlain = ({ clauses, without, kinds, tags }: SearchQuery): boolean =>
  without.length + kinds.length + tags.length === 0 && clauses.every(({ terms }) => terms.length === 1);

function countKinds(found: readonly Ranked[]): Record<string, number> {
  const kinds = Object.create(null) as Record<string, number>;
  for (const { entry } of found) kinds[entry.document.kind] = (kinds[entry.document.kind] ?? 0) + 1;
  return { ...kinds };
}
