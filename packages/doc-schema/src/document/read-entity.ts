import * as Y from 'yjs';
import { type MapView, viewMap } from '../compact/view-map.ts';
import type { EntityId } from '../ids.ts';
import { createRecord, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { Field, Kind, KindRegistry } from '../kinds/kind.ts';
import type { Entity, Issue } from './entity.ts';
import { BASE, jsonOf, ownValue, readBase, readField, readJson, readVersion } from './read-field.ts';
import { listItems, parseItemKey, readKeys, readSet } from './read-set.ts';

/** The property that says an entity is in the trash. */
export const DELETED = 'del';

/** What was last written to a property: its override, else its creation value, else undefined. Unchecked. */
export function readRaw(map: Y.Map<unknown> | MapView, property: string): unknown {
  const keys = viewMap(map);
  return property !== BASE && keys.has(property) ? keys.get(property) : ownValue(readBase(keys), property);
}

/** What was last written to a property as the journal keeps it; never having been in the trash is the same as being out of it. */
export function readWritten(map: Y.Map<unknown>, property: string): Json | undefined {
  const raw = readRaw(map, property);
  if (raw === undefined) return property === DELETED ? null : undefined;
  return jsonOf(raw);
}

const NOTHING: MapView = new Map<string, unknown>();

/** What an entity carries besides its properties. */
const KNOWN_KEYS: ReadonlySet<string> = new Set([BASE, DELETED, 'kind', 'v']);

/** Creation values that are looked at; see the same bound on keys. */
const MAX_CREATED = 5000;
/** Bad items told of one set. */
const MAX_BAD_ITEMS = 50;

/** What an entity is written in: its map, its creation values, and its keys that are items of sets. */
class Reading {
  // Without a prototype: a property may be called `constructor`.
  readonly properties = createRecord<Json>();
  readonly issues: Issue[] = [];
  readonly #id: EntityId;
  readonly #map: MapView;
  readonly #base: Readonly<Record<string, unknown>>;
  readonly #version: number;
  /** What it has been written under since it was made; undefined where that is too much to look at. */
  readonly #keys: readonly string[] | undefined;
  readonly #itemKeys: readonly string[];
  /** Names that known fields had before. */
  #old: Set<string> | undefined;

  constructor(id: EntityId, map: MapView, version: number) {
    this.#id = id;
    this.#map = map;
    this.#base = readBase(map);
    this.#version = version;
    this.#keys = readKeys(map);
    this.#itemKeys = listItems(this.#keys ?? []);
  }

  issue(property: string, code: Issue['code'], message: string, raw: unknown): void {
    this.issues.push({ id: this.#id, property, code, message, raw: jsonOf(raw) });
  }

  /** What is wrong with the entity as a whole. */
  whole(name: string, kind: Kind | undefined): void {
    const base = this.#map.get(BASE);
    if (!isRecord(base)) {
      this.issue('', 'damaged', 'Its creation values are missing: move it to the trash, or set its fields again.', base);
    } else if (!kind) {
      this.issue('', 'unknown-kind', `This program does not know the kind "${name}": update it to edit this.`, name);
    } else if (this.#version > kind.version) {
      const message = `Made by a newer version (${name} ${this.#version}, this program knows ${kind.version}): update to see all of it.`;
      this.issue('', 'newer-version', message, this.#version);
    }
  }

  field(field: Field): void {
    if (field.was) this.#old = new Set([...(this.#old ?? []), ...field.was]);
    if (field.merge === 'text') return this.#text(field);
    if (field.merge === 'set') return this.#set(field);
    const raw = this.#raw(field);
    if (raw === undefined) {
      this.properties[field.name] = field.default;
      return;
    }
    const checked = field.check(raw);
    this.properties[field.name] = checked.ok ? checked.value : field.default;
    if (!checked.ok) this.issue(field.name, 'invalid-value', checked.message, raw);
  }

  /** What is written for a field; most things have few edits, and most fields no older names. */
  #raw(field: Field): unknown {
    if (this.#keys?.length === 0 && !field.was && !field.up) return ownValue(this.#base, field.name);
    return readField(this.#map, field, this.#base);
  }

  /** Fields this program does not know are kept and shown as they are. */
  rest(kind: Kind | undefined): void {
    const created = Object.keys(this.#base);
    if (created.length > MAX_CREATED || !this.#keys)
      this.issue('', 'too-much', 'It has thousands of properties: only those its kind declares are shown.', created.length);
    if (created.length <= MAX_CREATED) for (const name of created) this.#unknown(name, kind);
    if (this.#keys) for (const name of this.#keys) this.#unknown(name, kind);
  }

  #unknown(name: string, kind: Kind | undefined): void {
    if (KNOWN_KEYS.has(name) || name in this.properties || (kind && this.#isOfField(name, kind))) return;
    const raw = this.#map.has(name) ? this.#map.get(name) : ownValue(this.#base, name);
    if (raw instanceof Y.AbstractType) return;
    const value = readJson(raw);
    this.properties[name] = value ?? jsonOf(raw);
    if (value === undefined) this.issue(name, 'too-much', 'It is too large, nested too deep or no data: it is kept and not shown.', raw);
  }

  #isOfField(name: string, kind: Kind): boolean {
    if (kind.fields[name] || this.#old?.has(name) === true) return true;
    const set = parseItemKey(name);
    return set !== undefined && (kind.fields[set.property]?.merge === 'set' || this.#old?.has(set.property) === true);
  }

  #text(field: Field): void {
    const raw = this.#map.has(field.name) ? this.#map.get(field.name) : ownValue(this.#base, field.name);
    if (raw !== undefined && !(raw instanceof Y.Text))
      this.issue(field.name, 'invalid-value', `${field.label}: this is no shared text`, raw);
  }

  #set(field: Field): void {
    const { items, bad } = readSet(this.#map, field, this.#raw(field), this.#itemKeys);
    this.properties[field.name] = items;
    for (const { key, raw, message } of bad.slice(0, MAX_BAD_ITEMS)) this.issue(key, 'invalid-value', message, raw);
  }
}

const LISTS = new WeakMap<Kind, readonly Field[]>();

/** The fields of a kind, listed once: every read walks them. */
function listFields(kind: Kind): readonly Field[] {
  const known = LISTS.get(kind);
  if (known) return known;
  const list = Object.values(kind.fields);
  LISTS.set(kind, list);
  return list;
}

/** The name of an entity's kind; `unknown` where it says none. */
export function readKindName(map: Y.Map<unknown> | MapView): string {
  const name = ownValue(readBase(map), 'kind');
  return typeof name === 'string' ? name : 'unknown';
}

/**
 * Reads an entity from its map. Never throws, drops or repairs: an invalid value reads as its default plus an issue, an unknown kind
 * as a card of its raw properties. Costs about a microsecond a field.
 */
export function readEntity(id: EntityId, value: unknown, kinds: KindRegistry): Entity {
  const map = value instanceof Y.Map ? viewMap(value as Y.Map<unknown>) : NOTHING;
  const base = readBase(map);
  const name = readKindName(map);
  const kind = kinds.get(name);
  const reading = new Reading(id, map, readVersion(base));
  reading.whole(name, kind);
  if (kind) for (const field of listFields(kind)) reading.field(field);
  reading.rest(kind);
  const title = reading.properties['title'];
  return Object.freeze({
    id,
    kind: name,
    title: typeof title === 'string' && title !== '' ? title : (kind?.title ?? name),
    trashed: isRecord(readRaw(map, DELETED)),
    properties: Object.freeze(reading.properties),
    issues: Object.freeze(reading.issues),
  });
}
