import diff from 'fast-diff';

/** At `at` of the text before, `removed` characters go and `added` comes. */
export interface TextEdit {
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

/** Above these the cost, which grows with the square of the difference, is noticed: then by lines, then as one piece. */
const MAX_CHARACTERS = 4000;
const MAX_LINES = 4000;

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The few edits that make `next` of `before`, in order, none touching another; halves of a surrogate pair are never parted. Differences of
 * more than some thousand characters are found by whole lines, so that the cost stays within tens of milliseconds.
 */
export function planTextEdits(before: string, next: string): readonly TextEdit[] {
  if (before === next) return [];
  let start = 0;
  const shorter = Math.min(before.length, next.length);
  while (start < shorter && before.charCodeAt(start) === next.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === next.charCodeAt(next.length - 1 - end)) end++;
  if (start > 0 && isHigh(before, start - 1)) start--;
  if (end > 0 && isLow(before, before.length - end)) end--;
  return planMiddle(before.slice(start, before.length - end), next.slice(start, next.length - end), start);
}

function planMiddle(before: string, next: string, at: number): readonly TextEdit[] {
  if (before === '' || next === '') return [{ at, removed: before.length, added: next }];
  if (before.length + next.length <= MAX_CHARACTERS) return joinEdits(diff(before, next), at);
  const lines = planLines(before, next);
  return lines ? joinEdits(lines, at) : [{ at, removed: before.length, added: next }];
}

/** The difference line by line: each line stands for one sign while it is looked for. Undefined where there are too many lines. */
function planLines(before: string, next: string): readonly diff.Diff[] | undefined {
  const signs = new Map<string, string>();
  const [a, b] = [before, next].map((text) => text.split(/(?<=\n)/));
  if (!a || !b || a.length + b.length > MAX_LINES) return undefined;
  const lines: string[] = [];
  const encode = (line: string): string => {
    const known = signs.get(line);
    if (known !== undefined) return known;
    const sign = String.fromCharCode(0x100 + lines.length); // 4,000 lines stay far below the surrogates
    lines.push(line);
    signs.set(line, sign);
    return sign;
  };
  const found = diff(a.map(encode).join(''), b.map(encode).join(''));
  const decode = (text: string): string => Array.from(text, (sign) => lines[sign.charCodeAt(0) - 0x100] ?? '').join('');
  return found.map(([type, text]): diff.Diff => [type, decode(text)]);
}

/** Differences as edits; what is removed and what is put in its place are one. */
function joinEdits(differences: readonly diff.Diff[], from: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = from;
  let open: { at: number; removed: number; added: string } | undefined;
  for (const [type, text] of differences) {
    if (type === diff.EQUAL) {
      if (open) edits.push(open);
      open = undefined;
      at += text.length;
      continue;
    }
    open ??= { at, removed: 0, added: '' };
    if (type === diff.INSERT) open.added += text;
    else {
      open.removed += text.length;
      at += text.length;
    }
  }
  if (open) edits.push(open);
  return edits;
}
