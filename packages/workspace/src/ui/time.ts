const pad = (value: number): string => String(value).padStart(2, '0');

/** `09:41`, or `09:41:07` with seconds, by this machine's clock. */
export function timeOfDay(timeMs: number, seconds = false): string {
  const date = new Date(timeMs);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}${seconds ? `:${pad(date.getSeconds())}` : ''}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How long ago a moment is: “just now”, “23 minutes ago”, “3 hours ago”, “2 days ago”. */
export function agoOf(timeMs: number, nowMs: number = Date.now()): string {
  const ago = Math.max(0, nowMs - timeMs);
  const say = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  if (ago < MINUTE_MS) return 'just now';
  if (ago < HOUR_MS) return say(Math.floor(ago / MINUTE_MS), 'minute');
  if (ago < DAY_MS) return say(Math.floor(ago / HOUR_MS), 'hour');
  return say(Math.floor(ago / DAY_MS), 'day');
}

const startOfDay = (timeMs: number): number => new Date(timeMs).setHours(0, 0, 0, 0);

/** A moment as people say it: the time today, “yesterday”, a weekday this week, else a date. */
export function momentOf(timeMs: number, nowMs: number = Date.now()): string {
  const days = Math.round((startOfDay(nowMs) - startOfDay(timeMs)) / DAY_MS);
  if (days <= 0) return timeOfDay(timeMs);
  if (days === 1) return 'yesterday';
  if (days < 7) return new Date(timeMs).toLocaleDateString('en-GB', { weekday: 'short' });
  return new Date(timeMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: days > 300 ? 'numeric' : undefined });
}
