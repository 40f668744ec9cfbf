import type { EntityId } from '../ids.ts';
import type { Json } from '../json-value.ts';

/** Something about an entity that cannot be used as it stands. Shown as a badge; an ordinary write mends it. */
export interface Issue {
  readonly id: EntityId;
  /** The property, `<property>/<item>` for an item of a set, a link's name, or '' for the entity as a whole. */
  readonly property: string;
  readonly code:
    | 'unknown-kind'
    | 'bad-kind'
    | 'invalid-value'
    | 'newer-version'
    | 'damaged'
    | 'too-much'
    | 'missing-end'
    | 'cycle'
    | 'moved';
  /** What was seen and what is allowed, as a sentence. */
  readonly message: string;
  /** What the document holds. */
  readonly raw: Json;
}

/** An entity as it reads now: checked, defaults filled in, frozen. The same object until it changes. */
export interface Entity {
  readonly id: EntityId;
  readonly kind: string;
  /** Its title, or its kind's title where it has none. */
  readonly title: string;
  readonly trashed: boolean;
  /** Known fields with their default where nothing valid was written, and unknown fields as they are. Text is not among them. */
  readonly properties: Readonly<Record<string, Json>>;
  readonly issues: readonly Issue[];
}

/** Who wrote a value, when and with what. Parts nobody told are undefined. */
export interface Provenance {
  readonly client: number;
  readonly person: string | undefined;
  readonly name: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
  readonly tool: string | undefined;
  /** What the gesture was called. */
  readonly title: string | undefined;
}
