/** How well typed words fit a text: 0 not at all; whole words at the start of the title count most. */
export function rankText(asked: string, title: string, rest = ''): number {
  const words = asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return 1;
  const head = title.toLocaleLowerCase();
  const tail = rest.toLocaleLowerCase();
  let rank = 0;
  for (const word of words) {
    const at = head.indexOf(word);
    if (at === 0) rank += 4;
    else if (at > 0) rank += /[\s/._-]/.test(head[at - 1] ?? '') ? 3 : 2;
    else if (tail.includes(word)) rank += 1;
    else return 0;
  }
  return rank - Math.min(head.length, 80) / 200;
}

/** A part of a text, and whether it is what was typed. */
export interface Marked {
  readonly text: string;
  readonly hit: boolean;
}

/** A title cut into what was typed and the rest, for showing the hit. */
export function markHits(asked: string, title: string): readonly Marked[] {
  const words = asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length);
  const head = title.toLocaleLowerCase();
  const parts: Marked[] = [];
  let from = 0;
  while (from < title.length) {
    let at = -1;
    let found = '';
    for (const word of words) {
      const next = head.indexOf(word, from);
      if (next >= 0 && (at < 0 || next < at)) {
        at = next;
        found = word;
      }
    }
    if (at < 0) break;
    if (at > from) parts.push({ text: title.slice(from, at), hit: false });
    parts.push({ text: title.slice(at, at + found.length), hit: true });
    from = at + found.length;
  }
  if (from < title.length) parts.push({ text: title.slice(from), hit: false });
  return parts;
}
