import type { Json } from '../json-value.ts';
import { compareTime, readDay } from './moments.ts';
import type { Comparison, ValueTest } from './query.ts';

/** What a value test asks besides the value. */
export interface ValueContext {
  /** Milliseconds since 1970. */
  now(): number;
  /** The key of the person who asks: `person:…`. */
  me(): string;
  /** Whether a person's key belongs to someone of that name, lower case. */
  isPerson(key: string, name: string): boolean;
}

/** A test of a text in lower case against a pattern in which `*` stands for anything. In linear time: no backtracking on hostile patterns. */
export function createLike(pattern: string, whole: boolean): (text: string) => boolean {
  if (!pattern.includes('*')) return whole ? (text) => text === pattern : (text) => text.includes(pattern);
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (text) => {
    if (whole && (!text.startsWith(first) || text.length < first.length + last.length)) return false;
    let at = whole ? first.length : 0;
    const inner = whole ? middle : parts;
    for (const part of inner) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return !whole || (text.endsWith(last) && text.length - last.length >= at);
  };
}

function compareNumbers(a: number, comparison: Comparison, b: number): boolean {
  switch (comparison) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '!=':
      return a !== b;
    default:
      return a === b;
  }
}

/** Whether a value says anything. */
export const isGiven = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);

/** The moment a value stands for: a day's start, or milliseconds since 1970. 0 stands for never. */
function timeOf(value: Json | undefined): number | undefined {
  if (typeof value === 'string') return readDay(value);
  return typeof value === 'number' && value !== 0 ? value : undefined;
}

const eachText = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
};

/** Makes the test of one value. Several people's clocks may differ: times are compared by the clock of who asks. */
export function createValueTest(test: ValueTest, context: ValueContext): (value: Json | undefined) => boolean {
  switch (test.type) {
    case 'like': {
      const like = createLike(test.pattern, test.whole);
      return (value) => eachText(value).some((text) => like(text.toLowerCase()));
    }
    case 'number':
      return (value) => typeof value === 'number' && compareNumbers(value, test.comparison, test.number);
    case 'time':
      return (value) => {
        const time = timeOf(value);
        return time !== undefined && compareTime(time, test.comparison, test.when, test.ahead, context.now());
      };
    case 'flag':
      return (value) => value === test.on;
    case 'person':
      return (value) =>
        typeof value === 'string' && value !== '' && (test.who === 'me' ? value === context.me() : context.isPerson(value, test.who));
    case 'given':
      return isGiven;
  }
}
