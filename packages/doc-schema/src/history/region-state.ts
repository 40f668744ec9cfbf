import * as Y from 'yjs';
import { isInner } from '../compact/fold.ts';
import { type MapView, viewMap } from '../compact/view-map.ts';
import { DELETED } from '../document/read-entity.ts';
import { BASE, ownValue, readBase, readJson, readVersion } from '../document/read-field.ts';
import type { EntityId } from '../ids.ts';
import type { Json } from '../json-value.ts';

/** What is written for one entity, as plain frozen data: unchecked, without defaults, set items as `<set>/<item>`. */
export interface EntityState {
  readonly kind: string;
  /** The version of its kind it was made with. */
  readonly version: number;
  /** What was last written to each property. `del` is there while it is in the trash. */
  readonly properties: Readonly<Record<string, Json>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** What a region holds at one time. Links by their name in the document. */
export interface RegionState {
  readonly entities: ReadonlyMap<EntityId, EntityState>;
  readonly links: ReadonlyMap<string, Json>;
}

/** The properties of an entity that are no property of a person's. */
const APART: ReadonlySet<string> = new Set([BASE, 'kind', 'v']);

const NO_TEXTS: Readonly<Record<string, string>> = Object.freeze({});

/** The value as frozen JSON; undefined for what cannot travel, which history leaves alone: shared types within it, what is too deep or too large. */
export const readPlain = (raw: unknown): Json | undefined =>
  raw === undefined || raw instanceof Y.AbstractType ? undefined : readJson(raw);

/** What a property of an entity's map holds: its text, or its written value; undefined where nothing is written. */
export function readProperty(map: Y.Map<unknown>, property: string): { readonly text: string } | { readonly value: Json | undefined } {
  return readOne(viewMap(map), property);
}

function readOne(view: MapView, property: string): ReturnType<typeof readProperty> {
  const raw = view.has(property) ? view.get(property) : ownValue(readBase(view), property);
  if (raw instanceof Y.Text) return { text: raw.toJSON() };
  const value = APART.has(property) || isInner(property) ? undefined : readPlain(raw);
  return { value: property === DELETED && value === null ? undefined : value };
}

/** Reads what is written for an entity. Never throws; costs about a microsecond a property. */
export function readEntityState(map: Y.Map<unknown>): EntityState {
  const view = viewMap(map);
  const base = readBase(view);
  // Without prototypes: a property may be called `constructor`.
  const properties = Object.create(null) as Record<string, Json>;
  let texts: Record<string, string> | undefined;
  const take = (property: string): void => {
    const read = readOne(view, property);
    if ('text' in read) (texts ??= Object.create(null) as Record<string, string>)[property] = read.text;
    else if (read.value !== undefined) properties[property] = read.value;
  };
  for (const property of Object.keys(base)) if (!APART.has(property)) take(property);
  for (const property of view.keys()) if (!APART.has(property) && !Object.hasOwn(base, property)) take(property);
  const kind = ownValue(base, 'kind');
  return {
    kind: typeof kind === 'string' ? kind : 'unknown',
    version: readVersion(base),
    properties,
    texts: texts ?? NO_TEXTS,
  };
}

/** Reads what a region's document holds now. Never throws; at 10,000 entities some tens of milliseconds. */
export function readState(doc: Y.Doc): RegionState {
  const entities = new Map<EntityId, EntityState>();
  for (const [id, map] of doc.getMap('e')) if (map instanceof Y.Map) entities.set(id as EntityId, readEntityState(map as Y.Map<unknown>));
  const links = new Map<string, Json>();
  for (const [name, raw] of doc.getMap('l')) {
    const value = readPlain(raw);
    if (value !== undefined) links.set(name, value);
  }
  return { entities, links };
}

/** A region that holds nothing. */
export const EMPTY_STATE: RegionState = Object.freeze({ entities: new Map<EntityId, EntityState>(), links: new Map<string, Json>() });
