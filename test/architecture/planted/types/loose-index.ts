// breaks: TS2322
/** A planted violation. */
export function first(list: readonly number[]): number {
  return list[0];
}
