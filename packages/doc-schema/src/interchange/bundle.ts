import type { EntityId, Key } from '../ids.ts';
import type { Json } from '../json-value.ts';

/** A file as it was handed in; `path` is relative to the chosen folder, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One end of a link that is read in: something of the same source by its external name, or a key of the graph. */
export type ImportedEnd = { readonly external: string } | { readonly key: Key };

/** A link as a source gives it. */
export interface ImportedLink {
  readonly from: ImportedEnd;
  readonly relation: string;
  readonly to: ImportedEnd;
  readonly data: Readonly<Record<string, Json>>;
}

/** One entity as a source gives it, checked for shape and size but not yet for its kind. */
export interface ImportedEntity {
  /** Its name in the source: a path, an id, a row. Unique within the source. */
  readonly external: string;
  /** What a person finds it by in the report. */
  readonly label: string;
  readonly kind: string;
  readonly properties: Readonly<Record<string, Json>>;
  readonly texts: Readonly<Record<string, string>>;
  /** Set when it must be written as it stands: its version and whatever its kind does not know are kept. */
  readonly raw?: { readonly version: number; readonly trashed: Json };
  /** The id it had where it came from. */
  readonly id?: EntityId;
  /** What only its source needs, to be written back unchanged: front matter, line ends. */
  readonly facts?: Readonly<Record<string, Json>>;
  /** What was seen that a person should know; it is brought in all the same. */
  readonly remark?: string;
}

/** Something of the source that is not brought in, and why. */
export interface Skipped {
  readonly label: string;
  readonly reason: string;
}

/** What a reader made of a folder or a file, ready to be planned. */
export interface ImportBundle {
  readonly format: 'markdown' | 'json' | 'csv';
  /** What the source is called: the folder, the file. With `external` it names each thing for ever. */
  readonly source: string;
  /** The region it was exported from, where it says so. */
  readonly region?: string;
  readonly entities: readonly ImportedEntity[];
  readonly links: readonly ImportedLink[];
  readonly skipped: readonly Skipped[];
  /** Kinds that travelled along, as `graph` keeps them in root `k`. */
  readonly kinds?: Readonly<Record<string, Json>>;
}
