import * as Y from 'yjs';
import type { EntityId } from '../ids.ts';
import { freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { Field, Kind, KindRegistry } from '../kinds/kind.ts';
import type { Entity, Issue } from './entity.ts';

/** The key of an entity's creation values. */
export const BASE = '';
/** The property that says an entity is in the trash. */
export const DELETED = 'del';

/** The record of creation values, or an empty one where it is missing or damaged. */
export function readBase(map: Y.Map<unknown>): Readonly<Record<string, unknown>> {
  const base = map.get(BASE);
  return isRecord(base) ? base : {};
}

/** What was last written to a property: its override, else its creation value, else undefined. Unchecked. */
export function readRaw(map: Y.Map<unknown>, property: string): unknown {
  return map.has(property) && property !== BASE ? map.get(property) : readBase(map)[property];
}

/** What was last written to a property as the journal keeps it; never having been in the trash is the same as being out of it. */
export function readWritten(map: Y.Map<unknown>, property: string): Json | undefined {
  const raw = readRaw(map, property);
  if (raw === undefined) return property === DELETED ? null : undefined;
  return jsonOf(raw);
}

function jsonOf(raw: unknown): Json {
  try {
    return freezeJson(raw instanceof Y.AbstractType ? raw.toJSON() : raw);
  } catch {
    return `(${typeof raw})`; // only ever shown to a person
  }
}

class Reading {
  readonly properties: Record<string, Json> = {};
  readonly issues: Issue[] = [];
  readonly id: EntityId;
  readonly map: Y.Map<unknown>;

  constructor(id: EntityId, map: Y.Map<unknown>) {
    this.id = id;
    this.map = map;
  }

  issue(property: string, code: Issue['code'], message: string, raw: unknown): void {
    this.issues.push({ id: this.id, property, code, message, raw: jsonOf(raw) });
  }

  /** What is wrong with the entity as a whole. */
  whole(name: string, kind: Kind | undefined, version: number): void {
    const base = this.map.get(BASE);
    if (!isRecord(base)) {
      this.issue('', 'damaged', 'Its creation values are missing: move it to the trash, or set its fields again.', base);
    } else if (!kind) {
      this.issue('', 'unknown-kind', `This program does not know the kind "${name}": update it to edit this.`, name);
    } else if (version > kind.version) {
      const message = `Made by a newer version (${name} ${version}, this program knows ${kind.version}): update to see all of it.`;
      this.issue('', 'newer-version', message, version);
    }
  }

  field(field: Field, version: number): void {
    if (field.merge === 'text') return;
    let raw = readRaw(this.map, field.name);
    if (raw === undefined) {
      this.properties[field.name] = field.default;
      return;
    }
    if (field.up && !this.map.has(field.name)) raw = field.up(jsonOf(raw), version);
    const checked = field.check(raw);
    this.properties[field.name] = checked.ok ? checked.value : field.default;
    if (!checked.ok) this.issue(field.name, 'invalid-value', checked.message, raw);
  }

  /** Fields this program does not know are kept and shown as they are. */
  rest(kind: Kind | undefined): void {
    const names = new Set([...Object.keys(readBase(this.map)), ...this.map.keys()]);
    for (const name of names) {
      if (name === BASE || name === DELETED || name === 'kind' || name === 'v' || kind?.fields[name]) continue;
      const raw = readRaw(this.map, name);
      if (!(raw instanceof Y.AbstractType)) this.properties[name] = jsonOf(raw);
    }
  }
}

/** The name of an entity's kind; `unknown` where it says none. */
export function readKindName(map: Y.Map<unknown>): string {
  const name = readBase(map)['kind'];
  return typeof name === 'string' ? name : 'unknown';
}

function versionOf(base: Readonly<Record<string, unknown>>): number {
  const version = base['v'];
  return typeof version === 'number' && Number.isFinite(version) ? version : 1;
}

/**
 * Reads an entity from its map. Never throws, drops or repairs: an invalid value reads as its default plus an issue, an unknown kind
 * as a card of its raw properties. Costs about a microsecond a field.
 */
export function readEntity(id: EntityId, value: unknown, kinds: KindRegistry): Entity {
  const map = value instanceof Y.Map ? (value as Y.Map<unknown>) : new Y.Doc().getMap<unknown>('nothing');
  const base = readBase(map);
  const reading = new Reading(id, map);
  const name = readKindName(map);
  const kind = kinds.get(name);
  const version = versionOf(base);
  reading.whole(name, kind, version);
  for (const field of Object.values(kind?.fields ?? {})) reading.field(field, version);
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
