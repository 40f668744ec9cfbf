import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SpaceError } from '../errors.ts';
import { freezeJson } from '../json.ts';
import type { Json } from '../json-value.ts';

/** How a person edits a field. */
export type Control = 'text' | 'long-text' | 'number' | 'vector' | 'colour' | 'choice' | 'switch' | 'date' | 'link' | 'hidden';

/** Where a field stands in the inspector. */
export type FieldGroup = 'content' | 'state' | 'place' | 'look' | 'more';

/** What a check answers: the value as it may be used, or a sentence that says what was seen and what is allowed. */
export type Checked = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string };

/** How a field is declared in its kind's file. */
export interface FieldDeclaration {
  /** What a valid value is; any Standard Schema, checked synchronously. */
  readonly schema: StandardSchemaV1;
  /** What is read where nothing was written. */
  readonly default: Json;
  readonly label: string;
  readonly group: FieldGroup;
  readonly control: Control;
  /** `value`: the last write wins as a whole; `text`: people type in it at once (a Y.Text). */
  readonly merge?: 'value' | 'text';
  /** The kind's version that brought this field. */
  readonly since?: number;
  /** Shown behind the number: m, °, cd. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Reads a creation value written by an older version of the kind. Idempotent; never writes. */
  readonly up?: (raw: Json, fromVersion: number) => Json;
}

/** A declared field with its name and its check. */
export interface Field extends FieldDeclaration {
  readonly name: string;
  readonly merge: 'value' | 'text';
  readonly since: number;
  readonly check: (value: unknown) => Checked;
}

/** How a kind is declared: one file, one call. */
export interface KindDeclaration {
  readonly name: string;
  /** The word people read, in sentence case. */
  readonly title: string;
  /** A lucide icon name. */
  readonly icon: string;
  /** Counted from 1, raised when a field is added; never edited afterwards. */
  readonly version: number;
  /** Whether entities of this kind can stand in the world. */
  readonly placed: boolean;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
}

/** A declared set of fields. */
export interface Kind extends Omit<KindDeclaration, 'fields'> {
  readonly fields: Readonly<Record<string, Field>>;
}

/** Names a field can never have: '' holds the creation values, `del` says deleted, `kind` and `v` describe the entity. */
const RESERVED = new Set(['', 'del', 'kind', 'v']);

function checkWith(schema: StandardSchemaV1, label: string): (value: unknown) => Checked {
  return (value) => {
    const result = schema['~standard'].validate(value);
    if (result instanceof Promise) return { ok: false, message: `${label} cannot be checked at once: its schema must be synchronous.` };
    if (result.issues) return { ok: false, message: `${label}: ${result.issues.map((issue) => issue.message).join('; ')}` };
    try {
      return { ok: true, value: freezeJson(result.value) };
    } catch (error) {
      return { ok: false, message: `${label}: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
}

/**
 * Declares a kind. Adding one is one file that calls this, and its name in `kinds/index.ts`.
 * @throws SpaceError `bad-kind` for a reserved field name or a default that its own check refuses.
 */
export function defineKind(declaration: KindDeclaration): Kind {
  const fields: Record<string, Field> = {};
  for (const [name, field] of Object.entries(declaration.fields)) {
    if (RESERVED.has(name)) throw new SpaceError('bad-kind', `Kind ${declaration.name}: "${name}" is reserved, choose another field name.`);
    const check = checkWith(field.schema, field.label);
    const checked = check(field.default);
    if (!checked.ok)
      throw new SpaceError('bad-kind', `Kind ${declaration.name}: the default of ${name} is not valid (${checked.message}).`);
    fields[name] = { ...field, name, merge: field.merge ?? 'value', since: field.since ?? 1, default: checked.value, check };
  }
  return { ...declaration, fields };
}

/** The kinds this program knows, by name. */
export class KindRegistry {
  readonly #kinds = new Map<string, Kind>();

  constructor(kinds: readonly Kind[] = []) {
    for (const kind of kinds) this.#kinds.set(kind.name, kind);
  }

  /** The kind of that name, or undefined: then its entities show as a generic card. */
  get(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  /** Every known kind, in the order of declaration. */
  list(): readonly Kind[] {
    return [...this.#kinds.values()];
  }
}
