// breaks: typescript(no-explicit-any)
/** A planted violation. */
export function pass(value: any): unknown {
  return value;
}
