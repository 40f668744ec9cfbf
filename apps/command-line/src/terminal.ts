/** Where a command writes, and what it knows of where it runs. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether the output is looked at: colours and progress only then. */
  readonly isTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Makes text look like something, where it is looked at. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
}

const plain = (text: string): string => text;
const ansi =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;

/** The style for a terminal: none for a pipe, or where NO_COLOR is set (no-color.org). */
export const styleFor = ({ isTty, env }: Pick<Terminal, 'isTty' | 'env'>): Style =>
  isTty && !env['NO_COLOR'] ? { bold: ansi(1), dim: ansi(2), accent: ansi(36) } : { bold: plain, dim: plain, accent: plain };

/** Text from others as one line: what a terminal would take for a command of its own is shown as �. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\uFFFD');

/** Text from others with its lines, tabs kept. */
export const manyLines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');

/** Columns a text takes on a terminal, near enough: wide signs two, marks none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) {
    if (/\p{M}|\p{Cf}/u.test(sign)) continue;
    width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u.test(
      sign,
    )
      ? 2
      : 1;
  }
  return width;
}

/** Rows in aligned columns, two blanks between; the last column is not padded. `look` styles a column after it was measured. */
export function formatTable(rows: readonly (readonly string[])[], look: readonly ((text: string) => string)[] = []): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (look[i] ?? plain)(cell) + (i < row.length - 1 ? ' '.repeat((widths[i] ?? 0) - widthOf(cell)) : ''))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
