import * as v from 'valibot';
import type { Json } from '../json-value.ts';

/** The name that stands at the head of a JSON export. Readers take versions up to theirs and refuse newer ones with a sentence. */
export const JSON_FORMAT = 'space-world';
/** The version of the format that is written. */
export const JSON_VERSION = 1;

/** One entity of a JSON export: what is written of it, not what its kind would add. */
export interface JsonEntity {
  readonly id: string;
  readonly kind: string;
  /** The version of its kind that its creation values were written with. */
  readonly version: number;
  /** When and by whom it was moved to the trash; absent when it was not. */
  readonly trashed?: Json;
  /** Written properties; a set is the sorted list of its items. */
  readonly properties: Readonly<Record<string, Json>>;
  readonly texts: Readonly<Record<string, string>>;
  /** In a Markdown folder: the file that holds its text, and the hash of that file. */
  readonly file?: string;
  readonly hash?: string;
}

/** One link of a JSON export. */
export interface JsonLink {
  readonly from: string;
  readonly relation: string;
  readonly to: string;
  readonly data: Readonly<Record<string, Json>>;
}

/** A JSON export as a whole. */
export interface JsonWorld {
  readonly format: typeof JSON_FORMAT;
  readonly version: number;
  readonly region: string;
  /** The id of the world's own entity, when it is among the entities. */
  readonly world?: string;
  /** Kinds the document brings along, as its root `k` holds them. */
  readonly kinds?: Readonly<Record<string, Json>>;
  readonly entities: readonly JsonEntity[];
  readonly links: readonly JsonLink[];
}

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const record = v.pipe(
  v.unknown(),
  v.check((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'give a record'),
);

/** The head, without which nothing can be read. */
export const headSchema: v.GenericSchema<
  unknown,
  { readonly version: number; readonly region: string; readonly world?: string | undefined }
> = v.object({
  format: v.literal(JSON_FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  region: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  world: v.optional(name),
});

/** One entity's shape; its values are checked one by one. */
export const entitySchema: v.GenericSchema<
  unknown,
  {
    readonly id: string;
    readonly kind: string;
    readonly version: number;
    readonly properties: unknown;
    readonly texts: unknown;
    readonly trashed?: unknown;
    readonly file?: string | undefined;
    readonly hash?: string | undefined;
  }
> = v.object({
  id: v.pipe(name, v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id has letters and digits')),
  kind: v.pipe(name, v.maxLength(100)),
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1),
  properties: v.optional(record, {}),
  texts: v.optional(record, {}),
  trashed: v.optional(v.unknown()),
  file: v.optional(name),
  hash: v.optional(v.pipe(v.string(), v.maxLength(64))),
});

/** One link's shape. */
export const linkSchema: v.GenericSchema<
  unknown,
  { readonly from: string; readonly relation: string; readonly to: string; readonly data: unknown }
> = v.object({
  from: name,
  relation: v.pipe(name, v.maxLength(200)),
  to: name,
  data: v.optional(record, {}),
});
