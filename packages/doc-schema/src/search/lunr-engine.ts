import lunr from 'lunr';
import { BOOST, type Candidate, type Engine, namePart, type NumberedDocument, type SavedPart } from './engine.ts';
import type { Level } from './match.ts';
import { FIELDS, readField, type SearchDocument } from './search-document.ts';
import type { Clause } from './search-query.ts';
import { slipsFor } from './typo.ts';
import { readTerms } from './words.ts';

/** An index is never changed once built: what is dropped from it is only no longer looked at. */
interface Segment {
  readonly name: string;
  readonly index: lunr.Index;
  readonly ids: readonly number[];
  readonly live: Set<number>;
}

/** So many segments of about one size become one. */
const MERGE = 4;
/** Segments are of one size within this factor. */
const TIER = 4;
/** A merge never makes a larger one: building that one would keep a query waiting for more than a second. */
const MAX_SEGMENT = 8192;

const tierOf = (count: number): number => Math.floor(Math.log(Math.max(1, count)) / Math.log(TIER));

function buildIndex(documents: readonly NumberedDocument[]): lunr.Index {
  const builder = new lunr.Builder();
  builder.ref('id');
  for (const name of FIELDS) {
    const extractor = (entry: object): string => readField((entry as NumberedDocument).document, name);
    builder.field(name, { boost: BOOST[name], extractor });
  }
  Object.assign(builder, {
    tokenizer: (text: string, metadata: object) => readTerms(text).map((term) => new lunr.Token(term, { ...metadata })),
  });
  for (const entry of documents) builder.add(entry);
  return builder.build();
}

/**
 * With `typo`, what goes on and what slips are two ways to find one clause, which lunr cannot require together: then all is optional, and
 * the index before it drops what lacks a clause.
 */
function addClause(query: lunr.Query, clause: Clause, level: Level): void {
  const presence = level === 'all' ? lunr.Query.presence.REQUIRED : lunr.Query.presence.OPTIONAL;
  for (const [i, term] of clause.terms.entries()) {
    const open = clause.open && i === clause.terms.length - 1;
    const slips = level === 'typo' && clause.loose ? slipsFor(term) : 0;
    query.term(term, { presence, usePipeline: false, wildcard: open ? lunr.Query.wildcard.TRAILING : lunr.Query.wildcard.NONE });
    if (slips > 0) query.term(term, { presence, usePipeline: false, editDistance: slips });
  }
}

/**
 * Smaller worlds: lunr in immutable segments. A change makes a small segment and takes the old version out of view; segments of a
 * size are merged when there are four. Saved piece by piece: a segment is written once.
 */
export class LunrEngine implements Engine {
  readonly name = 'lunr';
  readonly #nonce: string;
  #segments: readonly Segment[];

  constructor(nonce: string, segments: readonly Segment[] = []) {
    this.#nonce = nonce;
    this.#segments = segments;
  }

  /** Stands where `save` left off. Throws on what it did not write. */
  static load(nonce: string, head: unknown, read: (name: string) => string | undefined): LunrEngine {
    const rows = head as readonly { readonly name: string; readonly ids: readonly number[]; readonly dead: readonly number[] }[];
    const segments = rows.map(({ name, ids, dead }) => {
      const text = read(name);
      if (text === undefined) throw new Error(`The saved index lacks its segment ${name}.`);
      const gone = new Set(dead);
      return { name, ids, index: lunr.Index.load(JSON.parse(text) as object), live: new Set(ids.filter((id) => !gone.has(id))) };
    });
    return new LunrEngine(nonce, segments);
  }

  add(documents: readonly NumberedDocument[]): void {
    for (let from = 0; from < documents.length; from += MAX_SEGMENT) {
      const part = documents.slice(from, from + MAX_SEGMENT);
      this.#segments = [...this.#segments, this.#build(part)];
    }
  }

  drop(ids: readonly number[]): void {
    for (const { live } of this.#segments) for (const id of ids) live.delete(id);
    this.#segments = this.#segments.filter(({ live }) => live.size > 0);
  }

  find(clauses: readonly Clause[], level: Level): readonly Candidate[] {
    const found: Candidate[] = [];
    for (const { index, live } of this.#segments) {
      const results = index.query((query) => {
        for (const clause of clauses) addClause(query, clause, level);
      });
      for (const { ref, score, matchData } of results) {
        const id = Number(ref);
        if (live.has(id)) found.push({ id, score, terms: level === 'typo' ? Object.keys(matchData.metadata as object) : NONE });
      }
    }
    return found.sort((a, b) => b.score - a.score);
  }

  tend(read: (id: number) => SearchDocument | undefined): Promise<boolean> {
    const due = this.#planMerge();
    if (!due) return Promise.resolve(false);
    const documents = due.flatMap(({ live }) =>
      [...live].flatMap((id) => {
        const document = read(id);
        return document ? [{ id, document }] : [];
      }),
    );
    const rest = this.#segments.filter((segment) => !due.includes(segment));
    this.#segments = documents.length > 0 ? [...rest, this.#build(documents)] : rest;
    return Promise.resolve(true);
  }

  save(): { readonly head: unknown; readonly parts: readonly SavedPart[] } {
    const head = this.#segments.map(({ name, ids, live }) => ({ name, ids, dead: ids.filter((id) => !live.has(id)) }));
    return { head, parts: this.#segments.map(({ name, index }) => ({ name, write: () => JSON.stringify(index) })) };
  }

  #build(documents: readonly NumberedDocument[]): Segment {
    const ids = documents.map(({ id }) => id);
    return { name: namePart('l', this.#nonce), index: buildIndex(documents), ids, live: new Set(ids) };
  }

  /** Four of one size, the smallest first; or one that is mostly dead. */
  #planMerge(): readonly Segment[] | undefined {
    const dead = this.#segments.find(({ ids, live }) => live.size < ids.length / 2);
    if (dead) return [dead];
    const tiers = Map.groupBy(this.#segments, ({ live }) => tierOf(live.size));
    const [tier] = [...tiers.entries()].filter(([, segments]) => segments.length >= MERGE).toSorted(([a], [b]) => a - b);
    const merged = tier?.[1].slice(0, Math.max(MERGE, 2));
    return merged && sizeOf(merged) <= MAX_SEGMENT ? merged : undefined;
  }
}

const sizeOf = (segments: readonly Segment[]): number => segments.reduce((sum, { live }) => sum + live.size, 0);
const NONE: readonly string[] = [];
