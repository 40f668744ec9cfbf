/** A number as people type it: comma or point, the true minus, a unit behind it, or a small sum such as `1.5+0.25`. */
export function parseNumber(text: string): number | undefined {
  const clean = text
    .trim()
    .replaceAll('−', '-')
    .replaceAll(',', '.')
    .replace(/\s*[a-z°%]+$/i, '');
  const sum = /^(-?\d*\.?\d+)\s*([+\-*/])\s*(-?\d*\.?\d+)$/.exec(clean);
  if (sum) return calculate(Number(sum[1]), sum[2] ?? '+', Number(sum[3]));
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(clean)) return undefined;
  return Number(clean);
}

function calculate(a: number, sign: string, b: number): number | undefined {
  const value = sign === '+' ? a + b : sign === '-' ? a - b : sign === '*' ? a * b : a / b;
  return Number.isFinite(value) ? value : undefined;
}

/** A number for reading: at most three decimals, the true minus, no trailing zeros beyond what is there. */
export function writeNumber(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return String(Object.is(rounded, -0) ? 0 : rounded).replace('-', '−');
}

/** A value moved by steps and kept between bounds; floating-point dust is wiped off. */
export function stepNumber(
  value: number,
  steps: number,
  { step = 1, min = -Infinity, max = Infinity }: { step?: number | undefined; min?: number | undefined; max?: number | undefined },
): number {
  const next = Math.round((value + steps * step) * 1e6) / 1e6;
  return Math.min(max, Math.max(min, next));
}
