interface Machine {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> };
}

/**
 * Milliseconds a fuzz test may run: its own share of the minute that all fuzz tests of the repository have in CI, or SPACE_FUZZ_S
 * seconds each where that is set, for long runs by hand. Give the test that much more time than it has.
 */
export function fuzzMs(shareMs = 2000): number {
  const seconds = Number((globalThis as Machine).process?.env['SPACE_FUZZ_S'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : shareMs;
}

/** What fast-check is given to run for that long: as many runs as fit, none of which counts as a failure for being the last. */
export const fuzzFor = (
  shareMs = 2000,
): { readonly numRuns: number; readonly interruptAfterTimeLimit: number; readonly markInterruptAsFailure: false } => ({
  numRuns: 1_000_000_000,
  interruptAfterTimeLimit: fuzzMs(shareMs),
  markInterruptAsFailure: false,
});
