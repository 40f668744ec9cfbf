import type { Comparison, NamedTime, When } from './query.ts';

const DAY_MS = 86_400_000;
const SPANS: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS, m: 30 * DAY_MS, y: 365 * DAY_MS };

/** Names of stretches of time, as they are typed. */
export const NAMED_TIMES: readonly NamedTime[] = [
  'today',
  'yesterday',
  'tomorrow',
  'this-week',
  'next-week',
  'last-week',
  'this-month',
  'now',
];

const pad = (value: number): string => String(value).padStart(2, '0');
const isoDay = (year: number, month: number, day: number): string => {
  const date = new Date(year, month, day);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

function readDate(text: string): When | undefined {
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), parts[2] ? Number(parts[2]) - 1 : undefined, parts[3] ? Number(parts[3]) : undefined];
  if (year < 1000 || (month !== undefined && (month < 0 || month > 11))) return undefined;
  if (month === undefined) return { unit: 'dates', from: isoDay(year, 0, 1), to: isoDay(year + 1, 0, 1) };
  if (day === undefined) return { unit: 'dates', from: isoDay(year, month, 1), to: isoDay(year, month + 1, 1) };
  const from = isoDay(year, month, day);
  // The calendar would read 31 February as 3 March.
  return Number(from.slice(8)) === day ? { unit: 'dates', from, to: isoDay(year, month, day + 1) } : undefined;
}

/** A time as people type it: `2026-12-01`, `2026-12`, `2026`, `today`, `3d`, `2w`; undefined where it is none. */
export function readWhen(text: string): When | undefined {
  const word = text.toLowerCase();
  const named = NAMED_TIMES.find((name) => name === word);
  if (named) return { unit: 'named', name: named };
  const span = /^(\d{1,4})(min|h|d|w|m|y)$/.exec(word);
  if (span) return { unit: 'span', ms: Number(span[1]) * (SPANS[span[2] ?? ''] ?? 0) };
  return readDate(word);
}

/** The start of a local day `YYYY-MM-DD`, milliseconds since 1970; undefined where it is none. */
export function readDay(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])).getTime() : undefined;
}

function daysFrom(nowMs: number, from: number, to: number): Stretch {
  const now = new Date(nowMs);
  const at = (days: number): number => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
  return { fromMs: at(from), toMs: at(to) };
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Monday is the first day of a week. */
function namedStretch(name: NamedTime, nowMs: number): Stretch {
  const now = new Date(nowMs);
  const monday = -((now.getDay() + 6) % 7);
  const stretches: Record<NamedTime, () => Stretch> = {
    now: () => ({ fromMs: nowMs, toMs: nowMs + 1 }),
    today: () => daysFrom(nowMs, 0, 1),
    yesterday: () => daysFrom(nowMs, -1, 0),
    tomorrow: () => daysFrom(nowMs, 1, 2),
    'this-week': () => daysFrom(nowMs, monday, monday + 7),
    'next-week': () => daysFrom(nowMs, monday + 7, monday + 14),
    'last-week': () => daysFrom(nowMs, monday - 7, monday),
    'this-month': () => ({
      fromMs: new Date(now.getFullYear(), now.getMonth(), 1).getTime(),
      toMs: new Date(now.getFullYear(), now.getMonth() + 1, 1).getTime(),
    }),
  };
  return stretches[name]();
}

function inStretch(timeMs: number, comparison: Comparison, { fromMs, toMs }: Stretch): boolean {
  switch (comparison) {
    case '<':
      return timeMs < fromMs;
    case '<=':
      return timeMs < toMs;
    case '>':
      return timeMs >= toMs;
    case '>=':
      return timeMs >= fromMs;
    case '!=':
      return timeMs < fromMs || timeMs >= toMs;
    default:
      return timeMs >= fromMs && timeMs < toMs;
  }
}

/** Compares a length of time; `:` means "within". */
function compareSpan(ms: number, comparison: Comparison, spanMs: number): boolean {
  if (comparison === '<') return ms < spanMs;
  if (comparison === '>') return ms > spanMs;
  if (comparison === '>=') return ms >= spanMs;
  if (comparison === '!=') return ms < 0 || ms > spanMs;
  return comparison === '<=' ? ms <= spanMs : ms >= 0 && ms <= spanMs;
}

/**
 * Whether a time is before, within or after what was typed. A span counts back from now (`changed<1d`: less than a day ago), or on
 * from the start of today where `ahead` is set (`due<1w`: due before a week from today, what is overdue too).
 */
export function compareTime(timeMs: number, comparison: Comparison, when: When, ahead: boolean, nowMs: number): boolean {
  if (when.unit === 'named') return inStretch(timeMs, comparison, namedStretch(when.name, nowMs));
  if (when.unit === 'dates') return inStretch(timeMs, comparison, { fromMs: readDay(when.from) ?? 0, toMs: readDay(when.to) ?? 0 });
  const length = ahead ? timeMs - daysFrom(nowMs, 0, 0).fromMs : nowMs - timeMs;
  return compareSpan(length, comparison, when.ms);
}
