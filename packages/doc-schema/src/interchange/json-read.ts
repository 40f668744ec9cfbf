import * as v from 'valibot';
import type { EntityId, Key } from '../ids.ts';
import { entityIdOf } from '../ids.ts';
import { freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { ImportBundle, ImportedEnd, ImportedEntity, ImportedLink, Skipped } from './bundle.ts';
import { entitySchema, headSchema, JSON_VERSION, linkSchema } from './json-format.ts';
import { IMPORT_LIMITS, type ImportLimits } from './limits.ts';

/** Names that are no properties; a record with its own `constructor` cannot be written by Yjs. */
const RESERVED = new Set(['', 'del', 'kind', 'v', '__proto__', 'constructor']);
const MAX_PROPERTIES = 1000;
/** A file with more faults than this is none of ours. */
const MAX_FAULTS = 10_000;

/** An entity of a JSON file with the file its text lies in, where it lies in one. */
export interface JsonImportedEntity extends ImportedEntity {
  readonly file?: string;
  readonly hash?: string;
}

/** What a JSON file holds. */
export interface JsonBundle extends ImportBundle {
  readonly entities: readonly JsonImportedEntity[];
  readonly world?: string;
}

/** Reads a JSON export. What cannot be read is skipped with a reason, down to the single entity, property or link; never throws. */
export function readJsonText(source: string, text: string, options: Partial<ImportLimits> = {}): JsonBundle {
  const limits = { ...IMPORT_LIMITS, ...options };
  const empty = (reason: string): JsonBundle => ({ format: 'json', source, entities: [], links: [], skipped: [{ label: source, reason }] });
  if (text.length > limits.dataBytes)
    return empty(`It is longer than ${Math.round(limits.dataBytes / 1_000_000)} MB: export a part of the world at a time.`);
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return empty(`It is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
  const head = v.safeParse(headSchema, raw);
  if (!head.success || !isRecord(raw))
    return empty('It is JSON, but no export of a world: such a file begins with "format": "space-world".');
  if (head.output.version > JSON_VERSION)
    return empty(
      `It was written by a newer version (format ${head.output.version}, this program reads ${JSON_VERSION}): update, then bring it in.`,
    );
  const skipped: Skipped[] = [];
  const entities = readEntities(listOf(raw['entities']), limits, skipped);
  const ids = new Set(entities.map((entity) => entity.external));
  const links = readLinks(listOf(raw['links']), ids, limits, skipped);
  const kinds = readKinds(raw['kinds']);
  const world = head.output.world;
  return {
    format: 'json',
    source: head.output.region || source,
    region: head.output.region,
    ...(world === undefined ? {} : { world }),
    entities,
    links,
    skipped,
    ...(kinds ? { kinds } : {}),
  };
}

const listOf = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

function readKinds(raw: unknown): Readonly<Record<string, Json>> | undefined {
  try {
    return isRecord(raw) ? (freezeJson(raw) as Readonly<Record<string, Json>>) : undefined;
  } catch {
    return undefined; // deeper than any declaration of ours; its entities come in as an unknown kind
  }
}

function readEntities(items: readonly unknown[], limits: ImportLimits, skipped: Skipped[]): readonly JsonImportedEntity[] {
  const entities: JsonImportedEntity[] = [];
  const known = new Set<string>();
  for (const [i, raw] of items.entries()) {
    const label = isRecord(raw) && typeof raw['id'] === 'string' ? raw['id'].slice(0, 80) : `entity ${i + 1}`;
    if (entities.length >= limits.entities || skipped.length >= MAX_FAULTS) {
      skipped.push({
        label: `${label} and on`,
        reason: `There are more than ${limits.entities} entities, or ${MAX_FAULTS} faults: a region holds no more.`,
      });
      break;
    }
    const entity = checkEntity(raw, known, limits);
    if (typeof entity === 'string') skipped.push({ label, reason: entity });
    else {
      known.add(entity.external);
      entities.push(entity);
    }
  }
  return entities;
}

function checkEntity(raw: unknown, known: ReadonlySet<string>, limits: ImportLimits): JsonImportedEntity | string {
  const checked = v.safeParse(entitySchema, raw);
  if (!checked.success) return `It is no entity (${checked.issues[0].message}).`;
  if (known.has(checked.output.id)) return 'There are two entities of this id; the first is taken.';
  return readEntity(checked.output, limits);
}

function readEntity(raw: v.InferOutput<typeof entitySchema>, limits: ImportLimits): JsonImportedEntity | string {
  const remarks: string[] = [];
  const count = Object.keys(raw.properties as object).length;
  if (count > MAX_PROPERTIES) return `It has ${count} properties; at most ${MAX_PROPERTIES} are taken.`;
  const properties = readProperties(raw.properties, remarks);
  const texts = readTexts(raw.texts, remarks);
  const long = Object.keys(texts).find((name) => (texts[name]?.length ?? 0) > limits.textBytes);
  if (long !== undefined) return `Its text ${long} is longer than ${limits.textBytes} characters.`;
  const title = properties['title'];
  return {
    external: raw.id,
    id: raw.id as EntityId,
    label: typeof title === 'string' && title !== '' ? title : `${raw.kind} ${raw.id}`,
    kind: raw.kind,
    properties,
    texts,
    raw: { version: raw.version, trashed: readTrashed(raw.trashed) },
    ...(raw.file === undefined ? {} : { file: raw.file }),
    ...(raw.hash === undefined ? {} : { hash: raw.hash }),
    ...(remarks.length > 0 ? { remark: remarks.slice(0, 3).join(' ') } : {}),
  };
}

function readProperties(raw: unknown, remarks: string[]): Readonly<Record<string, Json>> {
  const properties: Record<string, Json> = {};
  for (const [name, value] of Object.entries(raw as Record<string, unknown>)) {
    if (RESERVED.has(name) || name.length > 200) {
      remarks.push(`"${name.slice(0, 40)}" cannot name a property.`);
      continue;
    }
    try {
      properties[name] = freezeJson(value);
    } catch (error) {
      remarks.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return properties;
}

function readTexts(raw: unknown, remarks: string[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw as Record<string, unknown>)) {
    if (typeof value === 'string' && !RESERVED.has(name)) texts[name] = value;
    else remarks.push(`The text "${name.slice(0, 40)}" is none.`);
  }
  return texts;
}

function readTrashed(raw: unknown): Json {
  if (!isRecord(raw)) return null;
  const { time, person } = raw;
  return {
    time: typeof time === 'number' && Number.isFinite(time) ? time : 0,
    person: typeof person === 'string' ? person.slice(0, 200) : '',
  };
}

const isKey = (key: string): boolean => /^[a-z][a-z0-9-]*:./i.test(key);

function readLinks(items: readonly unknown[], ids: ReadonlySet<string>, limits: ImportLimits, skipped: Skipped[]): readonly ImportedLink[] {
  const endOf = (key: string): ImportedEnd => {
    const id = entityIdOf(key);
    return id !== undefined && ids.has(id) ? { external: id } : { key: key as Key };
  };
  return items.flatMap((raw, i): ImportedLink[] => {
    const checked = v.safeParse(linkSchema, raw);
    const refuse = (reason: string): [] => (skipped.push({ label: `link ${i + 1}`, reason }), []);
    if (!checked.success) return refuse(`It is no link (${checked.issues[0].message}).`);
    const { from, relation, to } = checked.output;
    if (!isKey(from) || !isKey(to)) return refuse(`It leads from "${from.slice(0, 60)}" to "${to.slice(0, 60)}"; both ends must be keys.`);
    if (i >= limits.links) return refuse(`There are more than ${limits.links} links.`);
    try {
      return [{ from: endOf(from), relation, to: endOf(to), data: freezeJson(checked.output.data) as Readonly<Record<string, Json>> }];
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  });
}
