/** One line of a comparison. */
export interface DiffLine {
  readonly type: 'same' | 'mine' | 'disk';
  readonly text: string;
}

/** Beyond this the middle is shown as replaced whole: the table below costs lines × lines. */
const MAX_MIDDLE = 1500;

/** The lines of two texts side by side: what both have, what only mine has, what only the disk has. */
export function diffLines(mine: string, disk: string): readonly DiffLine[] {
  const a = mine.split('\n');
  const b = disk.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ type: 'same', text }));
  return [
    ...same(a.slice(0, start)),
    ...diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(end === 0 ? [] : a.slice(-end)),
  ];
}

function diffMiddle(a: readonly string[], b: readonly string[]): DiffLine[] {
  const only = (type: 'mine' | 'disk', lines: readonly string[]): DiffLine[] => lines.map((text) => ({ type, text }));
  if (a.length > MAX_MIDDLE || b.length > MAX_MIDDLE || a.length === 0 || b.length === 0) return [...only('mine', a), ...only('disk', b)];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ type: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) lines.push({ type: 'mine', text: a[i++] ?? '' });
    else lines.push({ type: 'disk', text: b[j++] ?? '' });
  }
  return lines;
}
