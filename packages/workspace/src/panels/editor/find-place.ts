/** Where a quoted piece stands in a text now: where it was, else the nearest place that reads the same, else nowhere. */
export function findPlace(
  text: string,
  place: { readonly from: number; readonly to: number; readonly quote: string },
): readonly [from: number, to: number] | undefined {
  const { from, to, quote } = place;
  if (quote === '') return undefined;
  if (text.slice(from, to) === quote) return [from, to];
  const after = text.indexOf(quote, from);
  const before = text.lastIndexOf(quote, from);
  const at = after < 0 || (before >= 0 && from - before < after - from) ? before : after;
  return at < 0 ? undefined : [at, at + quote.length];
}
