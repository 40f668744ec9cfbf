/** A word in a text: as it is compared, and where it stands in code units. */
export interface Word {
  readonly term: string;
  readonly from: number;
  readonly to: number;
}

/** A longer word is compared by its beginning, so that a line of base64 is one short entry. */
const MAX_TERM = 40;

/** Scripts written without spaces: each sign is a word, and what is typed of several is a phrase. */
const SINGLE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}]+/gu;
const PLAIN_RUN = /[a-z0-9]+/gi;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** A word as it is compared: lower case, without accents. '' where nothing is left of it. */
function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase().slice(0, MAX_TERM);
  const folded = word.normalize('NFKD').toLowerCase();
  return folded.replace(/[^\p{L}\p{N}]/gu, '').slice(0, MAX_TERM);
}

/** Signs of their own inside a run of letters end it: 東京tower is three words. */
function* splitRun(run: string, from: number): Generator<Word> {
  let start = 0;
  let at = 0;
  const word = (end: number): Word => ({ term: foldWord(run.slice(start, end)), from: from + start, to: from + end });
  for (const sign of run) {
    if (SINGLE.test(sign)) {
      if (at > start) yield word(at);
      start = at;
      yield word(at + sign.length);
      start = at + sign.length;
    }
    at += sign.length;
  }
  if (at > start) yield word(at);
}

/** The words of a text in order: runs of letters and digits of any script. Everything else parts them. */
export function* readWords(text: string): Generator<Word> {
  const plain = ASCII.test(text);
  for (const match of text.matchAll(plain ? PLAIN_RUN : RUN)) {
    const run = match[0];
    if (plain || ASCII.test(run)) yield { term: foldWord(run), from: match.index, to: match.index + run.length };
    else for (const word of splitRun(run, match.index)) if (word.term !== '') yield word;
  }
}

/** The words of a text as they are compared. Without places, since this is what an index is built with: once a text. */
export function readTerms(text: string): string[] {
  if (ASCII.test(text)) return (text.match(PLAIN_RUN) ?? []).map((run) => run.slice(0, MAX_TERM).toLowerCase());
  return Array.from(readWords(text), (word) => word.term);
}
