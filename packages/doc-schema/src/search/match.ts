import { FIELDS, readField, type SearchDocument } from './search-document.ts';
import type { Clause, SearchQuery } from './search-query.ts';
import { isTypo } from './typo.ts';
import { readTerms } from './words.ts';

/** How a document answers: every clause as written, every clause with slips forgiven, or some clause as written. */
export type Level = 'all' | 'typo' | 'any';

/** With fewer strict hits than this, slips are forgiven too. */
export const ENOUGH = 3;

/**
 * A document as it is compared: its words with one blank between them and around them, fields and tags parted by a line break that no
 * phrase crosses.
 */
export function foldDocument(document: SearchDocument): string {
  const parts = FIELDS.flatMap((field) => (field === 'tags' ? document.tags : [readField(document, field)]));
  return parts.map((part) => ` ${readTerms(part).join(' ')} `).join('\n');
}

/** Whether the clause stands in it as written. */
export function hasClause(folded: string, clause: Clause): boolean {
  return folded.includes(` ${clause.terms.join(' ')}${clause.open ? '' : ' '}`);
}

/** Whether a word is what the clause asks for, with slips forgiven. */
export function meansClause(term: string, clause: Clause): boolean {
  const [asked = ''] = clause.terms;
  return (clause.open ? term.startsWith(asked) : term === asked) || isTypo(asked, term);
}

/** Whether a document passes the filters of a query: kind, tags, and what must not be there. */
export function passesFilters(document: SearchDocument, query: SearchQuery, folded: () => string): boolean {
  if (query.kinds.length > 0 && !query.kinds.includes(document.kind)) return false;
  if (query.tags.length > 0) {
    const tags = new Set(document.tags.map((tag) => readTerms(tag).join(' ')));
    if (!query.tags.every((tag) => tags.has(tag))) return false;
  }
  return query.without.length === 0 || !query.without.some((clause) => hasClause(folded(), clause));
}

/** Whether nothing but filters was typed: then everything that passes them is a hit. */
export const isFilterOnly = ({ clauses, kinds, tags }: SearchQuery): boolean => clauses.length === 0 && kinds.length + tags.length > 0;

/** Whether a document answers a query at a level, by the definition alone. */
export function answers(folded: string, query: SearchQuery, level: Level): boolean {
  const { clauses } = query;
  if (level === 'all') return clauses.every((clause) => hasClause(folded, clause));
  if (level === 'any') return clauses.some((clause) => hasClause(folded, clause));
  const terms = folded.split(/\s+/u).filter((term) => term !== '');
  return clauses.every((clause) => (clause.loose ? terms.some((term) => meansClause(term, clause)) : hasClause(folded, clause)));
}

/**
 * What a query finds, by looking at every document: the definition that every engine is held to, and the floor of the benchmark.
 * Strict hits; with fewer than three of them those with slips too; with none at all and several clauses, those that hold some clause.
 */
export function scanDocuments(documents: Iterable<SearchDocument>, query: SearchQuery): Map<string, Level> {
  const found = new Map<string, Level>();
  const folded = new Map<SearchDocument, string>();
  for (const document of documents) {
    const text = foldDocument(document);
    if (passesFilters(document, query, () => text)) folded.set(document, text);
  }
  if (query.clauses.length === 0) {
    if (isFilterOnly(query)) for (const document of folded.keys()) found.set(document.key, 'all');
    return found;
  }
  const take = (level: Level): void => {
    for (const [document, text] of folded) if (!found.has(document.key) && answers(text, query, level)) found.set(document.key, level);
  };
  take('all');
  if (found.size < ENOUGH) take('typo');
  if (found.size === 0 && query.clauses.length > 1) take('any');
  return found;
}
