import * as Y from 'yjs';
import { type MapView, viewMap } from '../compact/view-map.ts';
import { freezeJson, isRecord, isSmallJson } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { Field } from '../kinds/kind.ts';

/** The key of an entity's creation values. */
export const BASE = '';

const NO_BASE: Readonly<Record<string, unknown>> = Object.freeze({});

/** The record of creation values, or an empty one where it is missing or damaged. */
export function readBase(map: Y.Map<unknown> | MapView): Readonly<Record<string, unknown>> {
  const base = map.get(BASE);
  return isRecord(base) ? base : NO_BASE;
}

/** What a record itself holds under a name; what it inherits is nothing. */
export const ownValue = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The version of its kind an entity was made with. */
export function readVersion(base: Readonly<Record<string, unknown>>): number {
  const version = ownValue(base, 'v');
  return typeof version === 'number' && Number.isFinite(version) ? version : 1;
}

/** Values in one property that are copied for reading; a page of numbers fits, a hostile megabyte does not. */
const MAX_VALUES = 20_000;

/** A value as plain frozen JSON, or undefined where it is too large, nested too deep or no JSON. */
export function readJson(raw: unknown): Json | undefined {
  try {
    const plain: unknown = raw instanceof Y.AbstractType ? raw.toJSON() : raw;
    return isSmallJson(plain, MAX_VALUES) ? freezeJson(plain) : undefined;
  } catch {
    return undefined; // no JSON, or nested so deep that nothing can walk it
  }
}

/** A value as plain frozen JSON, whatever it is; what cannot be shown is told by its type. */
export const jsonOf = (raw: unknown): Json => readJson(raw) ?? (raw === null ? null : `(${typeof raw})`);

/** What is written under the newest of a field's names: an edit under any of them counts more than any creation value. */
function readNewest(map: MapView, base: Readonly<Record<string, unknown>>, field: Field): unknown {
  if (map.has(field.name)) return map.get(field.name);
  const was = field.was ?? NO_NAMES;
  for (const name of was) if (map.has(name)) return map.get(name);
  const own = ownValue(base, field.name);
  if (own !== undefined) return own;
  for (const name of was) {
    const old = ownValue(base, name);
    if (old !== undefined) return old;
  }
  return undefined;
}

const NO_NAMES: readonly string[] = [];

/**
 * What is written for a field, brought up to this version of its kind: creation values and edits alike, since an older program may
 * have made the latter. Undefined where nothing is written; unchecked. Never throws.
 */
export function readField(map: Y.Map<unknown> | MapView, field: Field, base: Readonly<Record<string, unknown>> = readBase(map)): unknown {
  const raw = readNewest(viewMap(map), base, field);
  if (raw === undefined || !field.up) return raw;
  try {
    return field.up(jsonOf(raw), readVersion(base));
  } catch {
    return raw; // a lens that fails on what others wrote leaves it to the check, which says what is wrong with it
  }
}
