import { SpaceError } from './errors.ts';
import type { Json } from './json-value.ts';

/** Deeper than this a value is refused: nothing a person makes comes near it, and recursion stays bounded. */
const MAX_DEPTH = 16;

/** True for a plain object: arrays, null and instances of classes are none, shared types of a document included. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // What was decoded with a key `__proto__` inherits from another plain object: a record still, of which only its own keys count.
  return prototype === Object.prototype || prototype === null || isPlainPrototype(prototype);
}

function isPlainPrototype(prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null || Object.hasOwn(prototype, 'constructor')) return false;
  const above: unknown = Object.getPrototypeOf(prototype);
  return above === Object.prototype || above === null;
}

/**
 * Makes an empty record that inherits nothing, so that a property called `constructor` is there only if it was put there. Unlike
 * `Object.create(null)` it is as fast and small as any object.
 */
export const createRecord: <T>() => Record<string, T> = (() => {
  const Bare = function (): void {
    // Its instances are records: nothing is set up.
  } as unknown as { new <T>(): Record<string, T>; prototype: unknown };
  Bare.prototype = Object.create(null);
  return <T>() => new Bare<T>();
})();

/** Whether a value is at most `most` values deep and wide, counted no further than that. Text counts as one value. */
export function isSmallJson(value: unknown, most: number): boolean {
  return countJson(value, most, 0) <= most;
}

function countJson(value: unknown, most: number, depth: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (depth > MAX_DEPTH) return most + 1;
  let count = 1;
  if (Array.isArray(value)) {
    if (value.length > most) return most + 1;
    for (const item of value as readonly unknown[]) if ((count += countJson(item, most - count, depth + 1)) > most) return count;
    return count;
  }
  if (!isRecord(value)) return 1;
  for (const key in value) if (Object.hasOwn(value, key) && (count += countJson(value[key], most - count, depth + 1)) > most) return count;
  return count;
}

/**
 * A deep-frozen copy of `value`, so that nobody can change in place what the document holds (such a change would be
 * seen here and never sent).
 * @throws SpaceError `bad-json` when the value cannot travel.
 */
export function freezeJson(value: unknown, depth = 0): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new SpaceError('bad-json', `The number ${value} cannot be saved: give a finite number.`);
  }
  if (depth >= MAX_DEPTH) throw new SpaceError('bad-json', `The value is nested deeper than ${MAX_DEPTH} levels: flatten it.`);
  if (Array.isArray(value)) return Object.freeze(value.map((item) => freezeJson(item, depth + 1)));
  if (isRecord(value)) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, freezeJson(item, depth + 1)])));
  }
  throw new SpaceError('bad-json', `A ${typeof value} cannot be saved: give text, a number, yes/no, a list or a record.`);
}

/** Whether two values are the same by content; `undefined` equals only itself. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equalJson(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]));
}
