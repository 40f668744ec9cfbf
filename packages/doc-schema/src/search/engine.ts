import type { Level } from './match.ts';
import type { SearchDocument } from './search-document.ts';
import type { Clause } from './search-query.ts';

/** The engines there are. */
export type EngineName = 'lunr' | 'minisearch';

/** A document under the number it has in the index; a changed document gets a new number. */
export interface NumberedDocument {
  readonly id: number;
  readonly document: SearchDocument;
}

/** What an engine found: at least every document that answers, and maybe some that only nearly do. */
export interface Candidate {
  readonly id: number;
  readonly score: number;
  /** The indexed words it was found by. */
  readonly terms: readonly string[];
}

/** A piece of a saved index. Its content never changes under its name, so what is stored already is not written again. */
export interface SavedPart {
  readonly name: string;
  readonly write: () => string;
}

/** What finds words in documents. It keeps no texts and knows no phrases; {@link SearchIndex} stands before it. */
export interface Engine {
  readonly name: EngineName;
  /** Adds documents under numbers never used before. */
  add(documents: readonly NumberedDocument[]): void;
  /** Lets go of documents. */
  drop(ids: readonly number[]): void;
  /** Looks a query up, the best first. With `typo` it may find words farther off than is asked for. */
  find(clauses: readonly Clause[], level: Level): readonly Candidate[];
  /** Does one piece of tidying that is due, given the documents it may need again; false when nothing is. */
  tend(read: (id: number) => SearchDocument | undefined): Promise<boolean>;
  /** What `load` needs to stand here again. */
  save(): { readonly head: unknown; readonly parts: readonly SavedPart[] };
}

/** How much more a word counts in a title or a tag than in a text. */
export const BOOST: Readonly<Record<'title' | 'tags' | 'text', number>> = { title: 5, tags: 2, text: 1 };

let named = 0;

/** A name for a part that no other window or visit has given, from the clock and chance of the caller. */
export function namePart(prefix: string, nonce: string): string {
  named += 1;
  return `${prefix}-${nonce}-${named}`;
}
