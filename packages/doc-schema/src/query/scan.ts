import type { Comparison, QueryFault } from './query.ts';

/** A piece of a value list: what was typed without its quotes, and where. */
export interface ScannedValue {
  readonly text: string;
  readonly quoted: boolean;
  readonly from: number;
  readonly to: number;
}

/** A piece of a query and where it stands. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly type: '(' }
  | { readonly type: ')' }
  | { readonly type: 'or' }
  | { readonly type: 'and' }
  | { readonly type: 'not' }
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'phrase'; readonly text: string }
  | { readonly type: 'arrow'; readonly direction: 'out' | 'in' | 'both'; readonly relation: string | undefined }
  | { readonly type: 'field'; readonly name: string; readonly comparison: Comparison; readonly values: readonly ScannedValue[] }
  | { readonly type: 'near'; readonly inside: string; readonly insideFrom: number }
);

/** The tokens of some types. */
export type TokenOf<Type extends Token['type']> = Extract<Token, { readonly type: Type }>;

const SPACE = /\s+/uy;
const ARROW = /(<)?-(?:(\p{L}[\p{L}\p{N}-]*)-)?>/uy;
const ARROW_IN = /<-(?:(\p{L}[\p{L}\p{N}-]*)-(?![\p{L}\p{N}]))?/uy;
// A name never ends in `-`, so that `word->` is no comparison; nor is `<-` the beginning of one.
const FIELD = /(\p{L}(?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?)(?:(:)(<=|>=|!=|<(?!-)|>|=)?|(<=|>=|!=|<(?!-)|>|=))/uy;
const NEAR = /near\s*\(([^()]*)(\))?/iuy;
const BARE_VALUE = /[^\s()"“”,]+/uy;
const WORD = /[^\s()"“”]+/uy;
const QUOTES = '"“”';

const isWord = (text: string, word: string): boolean => text.length === word.length && text.toLowerCase() === word;

/** Cuts a query into tokens. Never throws; what cannot be read becomes a fault and the rest goes on. */
export class Scanner {
  readonly tokens: Token[] = [];
  readonly faults: QueryFault[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    while (this.#at < text.length) this.#next();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found || found[0] === '') return undefined;
    this.#at += found[0].length;
    return found;
  }

  #next(): void {
    if (this.#match(SPACE)) return;
    const from = this.#at;
    const sign = this.#text[from] ?? '';
    if (sign === '(' || sign === ')') {
      this.#at++;
      this.tokens.push({ type: sign, from, to: this.#at });
    } else if (QUOTES.includes(sign)) {
      const { text } = this.#phrase();
      this.tokens.push({ type: 'phrase', text, from, to: this.#at });
    } else if (!this.#arrow(from) && !this.#minus(from, sign) && !this.#call(from) && !this.#field(from)) this.#word(from);
  }

  #phrase(): ScannedValue {
    const from = this.#at;
    let end = from + 1;
    while (end < this.#text.length && !QUOTES.includes(this.#text[end] ?? '')) end++;
    const text = this.#text.slice(from + 1, end);
    if (end >= this.#text.length) {
      this.faults.push({ message: 'This quote is never closed: put a " where it ends.', from, to: end });
      this.#at = end;
    } else this.#at = end + 1;
    return { text, quoted: true, from, to: this.#at };
  }

  #arrow(from: number): boolean {
    const arrow = this.#match(ARROW);
    if (arrow) {
      this.tokens.push({ type: 'arrow', direction: arrow[1] ? 'both' : 'out', relation: arrow[2], from, to: this.#at });
      return true;
    }
    const back = this.#match(ARROW_IN);
    if (back) this.tokens.push({ type: 'arrow', direction: 'in', relation: back[1], from, to: this.#at });
    return back !== undefined;
  }

  #minus(from: number, sign: string): boolean {
    if (sign !== '-') return false;
    this.#at++;
    if (/\S/u.test(this.#text[this.#at] ?? ' ')) this.tokens.push({ type: 'not', from, to: this.#at });
    else this.faults.push({ message: 'A - stands right before what it leaves out: -word. Quote it to look for it.', from, to: this.#at });
    return true;
  }

  #call(from: number): boolean {
    const call = this.#match(NEAR);
    if (!call) return false;
    const insideFrom = from + call[0].indexOf('(') + 1;
    if (!call[2]) this.faults.push({ message: 'This ( is never closed: near(x y z, 5m).', from: insideFrom - 1, to: this.#at });
    this.tokens.push({ type: 'near', inside: call[1] ?? '', insideFrom, from, to: this.#at });
    return true;
  }

  #field(from: number): boolean {
    const found = this.#match(FIELD);
    if (!found) return false;
    const comparison = (found[3] ?? found[4] ?? ':') as Comparison;
    const values = this.#values();
    this.tokens.push({ type: 'field', name: found[1] ?? '', comparison, values, from, to: this.#at });
    return true;
  }

  #values(): readonly ScannedValue[] {
    const values: ScannedValue[] = [];
    do {
      const from = this.#at;
      if (QUOTES.includes(this.#text[from] ?? ' ')) values.push(this.#phrase());
      else {
        const bare = this.#match(BARE_VALUE);
        if (bare) values.push({ text: bare[0], quoted: false, from, to: this.#at });
      }
    } while (this.#comma());
    return values;
  }

  #comma(): boolean {
    if (this.#text[this.#at] !== ',') return false;
    this.#at++;
    return true;
  }

  #word(from: number): void {
    const text = this.#match(WORD)?.[0] ?? this.#text.slice(from, ++this.#at);
    const to = this.#at;
    if (isWord(text, 'or') || text === '|') this.tokens.push({ type: 'or', from, to });
    else if (isWord(text, 'and')) this.tokens.push({ type: 'and', from, to });
    else if (isWord(text, 'not')) this.tokens.push({ type: 'not', from, to });
    else this.tokens.push({ type: 'word', text, from, to });
  }
}
