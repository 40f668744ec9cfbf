/** What is found of one thing: plain words, read from whatever holds it. */
export interface SearchDocument {
  /** A key of the graph; one document a key. */
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  /** The longest text it has, at most {@link MAX_TEXT} letters of it. */
  readonly text: string;
  /** The property that `text` was read from. */
  readonly property: string;
  readonly tags: readonly string[];
}

/** Where words can stand. */
export type SearchField = 'title' | 'text' | 'tags';

/** The fields in the order in which a hit in them counts. */
export const FIELDS: readonly SearchField[] = ['title', 'tags', 'text'];

/** Letters of a text that are indexed: a book of 40,000 words. What lies beyond is not found, so that one text cannot stop the rest. */
export const MAX_TEXT = 200_000;

/** One field of a document as text. */
export function readField(document: SearchDocument, field: SearchField): string {
  return field === 'tags' ? document.tags.join(' ') : document[field];
}

/** A document within bounds; the same one when it is. */
export function boundDocument(document: SearchDocument): SearchDocument {
  if (document.text.length <= MAX_TEXT && document.title.length <= 1000 && document.tags.length <= 200) return document;
  const { title, text, tags } = document;
  return { ...document, title: title.slice(0, 1000), text: text.slice(0, MAX_TEXT), tags: tags.slice(0, 200) };
}

/**
 * A number that differs when anything that is searched differs (53 bits: two versions of a thing are taken for one once in 10^15).
 * A few nanoseconds a letter.
 */
export function fingerprint(document: SearchDocument): number {
  const hash = new Hash();
  hash.add(document.kind);
  hash.add(document.title);
  hash.add(document.property);
  hash.add(document.text);
  for (const tag of document.tags) hash.add(tag);
  return hash.value();
}

/** cyrb53 by bryc (public domain), in pieces. */
class Hash {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;

  add(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    // A mark between two parts, so that words do not pass from one to the next unseen.
    this.#high = Math.imul(high ^ 0x1ffff, 2654435761);
    this.#low = Math.imul(low ^ 0x1ffff, 1597334677);
  }

  value(): number {
    const high = Math.imul(this.#high ^ (this.#high >>> 16), 2246822507) ^ Math.imul(this.#low ^ (this.#low >>> 13), 3266489909);
    const low = Math.imul(this.#low ^ (this.#low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  }
}
