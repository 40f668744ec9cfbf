// breaks: space(no-empty-catch)
/** A planted violation. */
export function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // nothing to see here
  }
}
