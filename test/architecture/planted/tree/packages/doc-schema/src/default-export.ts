// breaks: import(no-default-export)
/** A planted violation. */
export default function pass(value: number): number {
  return value;
}
