// breaks: TS2304
/** A planted violation. */
export function width(): number {
  return window.innerWidth;
}
