// breaks: space(no-empty-catch)
/** A planted violation. */
export function attempt(act: Promise<void>): void {
  act.catch(() => {});
}
