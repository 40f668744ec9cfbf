import { SpaceError } from './errors.ts';
import type { Json } from './json-value.ts';

/** Deeper than this a value is refused: nothing a person makes comes near it, and recursion stays bounded. */
const MAX_DEPTH = 16;

/** True for an object with plain string keys; arrays and null are not. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
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
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equalJson(a[key], b[key]));
}
