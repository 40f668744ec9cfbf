import * as Y from 'yjs';
import { type MapView, viewMap } from '../compact/view-map.ts';
import { type Field, sortItems } from '../kinds/kind.ts';

/** Parts the name of a set from one of its items in an entity's keys: `tags/urgent`. Items may hold more of them. */
const SEPARATOR = '/';

/** The key an item of a set is written under from its first change on. */
export const itemKey = (property: string, item: string): string => `${property}${SEPARATOR}${item}`;

/** The set and the item a key names, or undefined when it names a plain property. */
export function parseItemKey(key: string): { readonly property: string; readonly item: string } | undefined {
  const at = key.indexOf(SEPARATOR);
  return at < 1 ? undefined : { property: key.slice(0, at), item: key.slice(at + 1) };
}

/** Items of a set that are read from the array it began with. */
const MAX_ITEMS = 5000;

/** What an entity's set holds, and what of it cannot be used. */
export interface SetReading {
  /** Sorted, each once, frozen. */
  readonly items: readonly string[];
  /** What is no item, or says neither yes nor no, with why. */
  readonly bad: readonly { readonly key: string; readonly raw: unknown; readonly message: string }[];
}

/**
 * Reads a set: the array it began with, and over it what was put in or taken out since, item by item. Two people changing it at once
 * keep both changes. `written` is what is written for the property as a whole; `names` are the entity's keys. An item changed under
 * an older name of the field counts less than one changed under its own.
 */
export function readSet(map: Y.Map<unknown> | MapView, field: Field, written: unknown, names: Iterable<string>): SetReading {
  const values = viewMap(map);
  const whole = written === undefined ? field.default : written;
  if (names === NOTHING && isEmptyList(whole)) return EMPTY;
  const items = new Set<string>();
  const bad: { key: string; raw: unknown; message: string }[] = [];
  const add = (key: string, item: unknown): void => {
    const checked = field.checkItem(item);
    if (checked.ok) items.add(checked.value as string);
    else bad.push({ key, raw: item, message: checked.message });
  };
  const list: readonly unknown[] = Array.isArray(whole) ? whole : [];
  for (const item of list.slice(0, MAX_ITEMS)) add(field.name, item);
  if (list.length > MAX_ITEMS) bad.push({ key: field.name, raw: list.length, message: `${field.label}: too many items` });
  if (list !== whole) bad.push({ key: field.name, raw: whole, message: `${field.label}: give a list of words` });
  for (const { name, item } of listItemKeys(field, names)) {
    const is = values.get(name);
    if (is === true) add(name, item);
    else if (is === false) items.delete(item);
    else bad.push({ key: name, raw: is, message: `${field.label}: an item is there or not, yes or no` });
  }
  return { items: items.size === 0 ? NOTHING : sortItems(items), bad };
}

/** The keys of a field's items, those under older names first. */
function listItemKeys(field: Field, names: Iterable<string>): readonly { readonly name: string; readonly item: string }[] {
  const order = [...(field.was ?? []), field.name];
  const found: { name: string; item: string; rank: number }[] = [];
  for (const name of names) {
    const parsed = parseItemKey(name);
    const rank = parsed ? order.indexOf(parsed.property) : -1;
    if (parsed && rank >= 0) found.push({ name, item: parsed.item, rank: rank === order.length - 1 ? rank : order.length - 2 - rank });
  }
  return order.length === 1 ? found : found.sort((a, b) => a.rank - b.rank);
}

const NOTHING: readonly string[] = Object.freeze([]);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const EMPTY: SetReading = { items: NOTHING, bad: [] };

/** Keys of one entity that are looked at. Fields and sets in use are a few hundred; a hostile million must not stop a frame. */
const MAX_KEYS = 5000;

/** The keys an entity has been written under since it was made, or undefined where they are too many to look at. */
export function readKeys(map: Y.Map<unknown> | MapView): readonly string[] | undefined {
  // Y.Map.size lists all keys each time: the count of its entries, deleted ones too, is enough to know that there are none.
  if (map instanceof Y.Map && map._map.size <= 1) return NOTHING;
  const keys: string[] = [];
  for (const key of viewMap(map).keys()) {
    if (key !== '') keys.push(key);
    if (keys.length > MAX_KEYS) return undefined;
  }
  return keys;
}

/** The keys of an entity that are items of sets. */
export const readItemKeys = (map: Y.Map<unknown> | MapView): readonly string[] => listItems(readKeys(map) ?? NOTHING);

/** Those of an entity's keys that are items of sets. */
export const listItems = (keys: readonly string[]): readonly string[] =>
  keys.some((key) => key.includes(SEPARATOR)) ? keys.filter((key) => key.includes(SEPARATOR)) : NOTHING;
