// breaks: typescript(ban-ts-comment)
/** A planted violation. */
export function first(list: readonly number[]): number {
  // @ts-ignore
  return list[0];
}
