/** One or two letters that stand for a name: first letters of the first and last word, or the first two of a single word. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter((word) => word.length > 0);
  const first = words[0];
  if (!first) return '?';
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = last ? [...Array.from(first).slice(0, 1), ...Array.from(last).slice(0, 1)] : Array.from(first).slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}
