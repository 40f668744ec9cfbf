import { readTerms } from './words.ts';

/** One thing that has to be there: a word, or words that follow each other. */
export interface Clause {
  /** Compared words, at least one. More than one is a phrase. */
  readonly terms: readonly string[];
  /** Whether the last word may go on: it is being typed, or was written with `*`. */
  readonly open: boolean;
  /** Whether a slip in it is forgiven: one word, not quoted. */
  readonly loose: boolean;
}

/** What a person asks for. All clauses have to be there. */
export interface SearchQuery {
  readonly clauses: readonly Clause[];
  /** None of these may be there. */
  readonly without: readonly Clause[];
  /** One of these kinds; any where empty. */
  readonly kinds: readonly string[];
  /** All of these tags, as compared words joined by a blank. */
  readonly tags: readonly string[];
}

/** Clauses of one question; more are left out, as a person never types them and a pasted page is no question. */
const MAX_CLAUSES = 16;
const MAX_PHRASE = 24;
const MAX_LENGTH = 500;

const PART = /(-?)"([^"]*)("?)|(\S+)/g;

class Reader {
  readonly clauses: Clause[] = [];
  readonly without: Clause[] = [];
  readonly kinds: string[] = [];
  readonly tags: string[] = [];

  take(words: string, { minus, open, quoted }: { minus: boolean; open: boolean; quoted: boolean }): void {
    const terms = readTerms(words).slice(0, MAX_PHRASE);
    if (terms.length === 0 || this.clauses.length + this.without.length >= MAX_CLAUSES) return;
    (minus ? this.without : this.clauses).push({ terms, open: open && !minus, loose: !quoted && terms.length === 1 });
  }

  /** A word outside quotes: a filter, or something to find. */
  word(part: string, last: boolean): void {
    const kind = /^kind:(.+)$/i.exec(part)?.[1];
    const tag = /^(?:tag:|#)(.+)$/i.exec(part)?.[1];
    if (kind) this.kinds.push(kind.toLowerCase());
    else if (tag && readTerms(tag).length > 0) this.tags.push(readTerms(tag).join(' '));
    else if (/^(?:kind|tag):$/i.test(part)) return;
    else {
      const minus = part.length > 1 && part.startsWith('-');
      this.take(minus ? part.slice(1) : part, { minus, open: part.endsWith('*') || last, quoted: false });
    }
  }
}

/**
 * Reads what was typed. Words: all have to be there, the last one may go on unless a blank follows it. `"…"` words in this order;
 * `word*` a beginning; `-word` not there; `kind:note`; `#tag` or `tag:…`. Nothing that can be typed is an error.
 */
export function readSearchQuery(text: string): SearchQuery {
  const bounded = text.slice(0, MAX_LENGTH);
  const reader = new Reader();
  for (const match of bounded.matchAll(PART)) {
    const [whole, minus, quoted, closed, word] = match;
    const last = match.index + whole.length === bounded.length;
    if (quoted !== undefined) reader.take(quoted, { minus: minus === '-', open: last && closed === '', quoted: true });
    else if (word !== undefined) reader.word(word, last);
  }
  return { clauses: reader.clauses, without: reader.without, kinds: reader.kinds, tags: reader.tags };
}
