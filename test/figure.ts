/** One figure of a benchmark, printed as a JSON line. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What was measured in the same run to compare with, and the ratio to it. */
  readonly floor?: number;
  readonly goal?: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly samples?: number;
}

/** Prints a figure with its ratio to the floor. */
export function printFigure(figure: Figure): void {
  const ratio = figure.floor ? { ratio: round(figure.value / figure.floor) } : {};
  console.log(JSON.stringify({ ...figure, value: round(figure.value), ...ratio }));
}

/** The value below which `part` of the samples lie. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const round = (value: number): number => Math.round(value * 100) / 100;
