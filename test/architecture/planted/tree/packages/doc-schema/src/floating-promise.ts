// breaks: typescript(no-floating-promises)
/** A planted violation. */
export function start(act: () => Promise<void>): void {
  act();
}
