import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { BOOST, type Candidate, type Engine, namePart, type NumberedDocument, type SavedPart } from './engine.ts';
import type { Level } from './match.ts';
import { FIELDS, readField, type SearchField } from './search-document.ts';
import type { Clause } from './search-query.ts';
import { slipsFor } from './typo.ts';
import { readTerms } from './words.ts';

/** Dropped documents stay in its lists until they are this part of it. */
const MAX_DIRT = 0.1;
/** Words tidied at a time, so that a query waits some milliseconds at most. */
const VACUUM = { batchSize: 500, batchWait: 0 };
/** A swap of two letters is two changes in its way of counting; what is farther off than asked is dropped by the index. */
const SLIPS = 2;

const OPTIONS = {
  fields: [...FIELDS],
  idField: 'id',
  extractField: ({ id, document }: NumberedDocument, field: string): string =>
    field === 'id' ? (id as unknown as string) : readField(document, field as SearchField),
  tokenize: readTerms,
  processTerm: (term: string): string => term,
  searchOptions: { tokenize: (term: string): string[] => [term], processTerm: (term: string): string => term, boost: BOOST },
  autoVacuum: false,
};

function queryOf(clauses: readonly Clause[], level: Level): Query {
  const terms = clauses.flatMap((clause) =>
    clause.terms.map((term, i) => {
      const prefix = clause.open && i === clause.terms.length - 1;
      const fuzzy = level === 'typo' && clause.loose && slipsFor(term) > 0 ? SLIPS : false;
      return { queries: [term], prefix, fuzzy } satisfies Query;
    }),
  );
  return { combineWith: level === 'any' ? 'OR' : 'AND', queries: terms };
}

/** Large worlds: one index that takes changes in place; little memory, quick to ask, written whole when it is saved. */
export class MiniSearchEngine implements Engine {
  readonly name = 'minisearch';
  readonly #index: MiniSearch<NumberedDocument>;
  readonly #nonce: string;
  #part: string;

  constructor(nonce: string, saved?: { readonly name: string; readonly text: string }) {
    this.#nonce = nonce;
    this.#index = saved ? MiniSearch.loadJSON<NumberedDocument>(saved.text, OPTIONS) : new MiniSearch<NumberedDocument>(OPTIONS);
    this.#part = saved?.name ?? namePart('m', nonce);
  }

  /** Stands where `save` left off. Throws on what it did not write. */
  static load(nonce: string, head: unknown, read: (name: string) => string | undefined): MiniSearchEngine {
    const name = String(head);
    const text = read(name);
    if (text === undefined) throw new Error(`The saved index lacks its part ${name}.`);
    return new MiniSearchEngine(nonce, { name, text });
  }

  add(documents: readonly NumberedDocument[]): void {
    this.#changed();
    this.#index.addAll(documents);
  }

  drop(ids: readonly number[]): void {
    this.#changed();
    this.#index.discardAll(ids);
  }

  find(clauses: readonly Clause[], level: Level): readonly Candidate[] {
    return this.#index.search(queryOf(clauses, level)).map((result: SearchResult) => ({
      id: result.id as number,
      score: result.score,
      terms: level === 'typo' ? result.terms : NONE,
    }));
  }

  async tend(): Promise<boolean> {
    if (this.#index.dirtFactor < MAX_DIRT) return false;
    this.#changed();
    await this.#index.vacuum(VACUUM);
    return true;
  }

  save(): { readonly head: unknown; readonly parts: readonly SavedPart[] } {
    return { head: this.#part, parts: [{ name: this.#part, write: () => JSON.stringify(this.#index) }] };
  }

  #changed(): void {
    this.#part = namePart('m', this.#nonce);
  }
}

const NONE: readonly string[] = [];
