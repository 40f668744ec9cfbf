/** One line of a comparison. */
export interface DiffLine {
  readonly type: 'same' | 'mine' | 'disk';
  readonly text: string;
}

/** Beyond this the middle is shown as replaced whole: the table below costs lines × lines. */
const MAX_MIDDLE = 1500;

const linesOf = (type: DiffLine['type'], lines: readonly string[]): readonly DiffLine[] => lines.map((text) => ({ type, text }));

/** How many lines both texts begin with. */
function countSame(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

/** The lines of two texts side by side: what both have, what only mine has, what only the disk has. */
export function diffLines(mine: string, disk: string): readonly DiffLine[] {
  const a = mine.split('\n');
  const b = disk.split('\n');
  const start = countSame(a, b);
  const end = countSame(a.slice(start).toReversed(), b.slice(start).toReversed());
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...linesOf('same', a.slice(0, start)), ...middle, ...linesOf('same', end === 0 ? [] : a.slice(-end))];
}

/** For each pair of lines the length of the longest common run of lines from there on. */
function measureCommon(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

function diffMiddle(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  if (a.length > MAX_MIDDLE || b.length > MAX_MIDDLE) return [...linesOf('mine', a), ...linesOf('disk', b)];
  const common = measureCommon(a, b);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ type: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (common(i + 1, j) >= common(i, j + 1)) lines.push({ type: 'mine', text: a[i++] ?? '' });
    else lines.push({ type: 'disk', text: b[j++] ?? '' });
  }
  return [...lines, ...linesOf('mine', a.slice(i)), ...linesOf('disk', b.slice(j))];
}
