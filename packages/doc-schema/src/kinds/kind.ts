import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SpaceError } from '../errors.ts';
import { createRecord, equalJson, freezeJson } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { Role } from '../rights/role.ts';

/** How a person edits a field. */
export type Control =
  | 'text'
  | 'long-text'
  | 'number'
  | 'vector'
  | 'colour'
  | 'choice'
  | 'switch'
  | 'date'
  | 'link'
  | 'person'
  | 'tags'
  | 'json'
  | 'hidden';

/**
 * What two people writing at once get. `value`: one of both values, whole. `text`: both texts (a Y.Text). `set`: every item either
 * of them put in, less what either took out; an item one put in while the other took it out is one of both.
 */
export type Merge = 'value' | 'text' | 'set';

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
  /** `value` where it says nothing. A set's value is an array of strings. */
  readonly merge?: Merge;
  /** The least role that may write it; builder where it says nothing. Shown and flagged, not a boundary: see DESIGN.md 2.12. */
  readonly write?: Role;
  /** The kind's version that brought this field. */
  readonly since?: number;
  /** Shown behind the number: m, °, cd. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Why any value is accepted: the rule that came with the document is not understood here. */
  readonly loose?: string;
  /** Names this field had in older versions, newest first: what was written under them is still read. */
  readonly was?: readonly string[];
  /**
   * Reads a value written by an older version of the kind. `fromVersion` is the version the entity was made with; a later write
   * carries none, so it judges by the value: given what it gave, it gives the same again. Never writes.
   */
  readonly up?: (raw: Json, fromVersion: number) => Json;
}

/** A declared field with its name and its check. */
export interface Field extends FieldDeclaration {
  readonly name: string;
  readonly merge: Merge;
  readonly write: Role;
  readonly since: number;
  /** Checks a whole value; a set comes out sorted, each item once. */
  readonly check: (value: unknown) => Checked;
  /** Checks one item of a set. */
  readonly checkItem: (item: unknown) => Checked;
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
  /** Known from the document alone: this program has no code for it. */
  readonly declared?: true;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
}

/** A declared set of fields. */
export interface Kind extends Omit<KindDeclaration, 'fields'> {
  readonly fields: Readonly<Record<string, Field>>;
}

/** Names a field can never have: '' holds the creation values, `del` says deleted, `kind` and `v` describe the entity. */
const RESERVED: ReadonlySet<string> = new Set(['', 'del', 'kind', 'v', '__proto__']);

/** Whether a field may be called that: not reserved, and no `/`, which parts a set's name from its item. */
export const isFieldName = (name: string): boolean => !RESERVED.has(name) && !name.includes('/');

/** The strings of a set, sorted by code unit, each once. */
export const sortItems = (items: Iterable<string>): readonly string[] => Object.freeze([...new Set(items)].sort(compareItems));

const compareItems = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item: unknown) => typeof item === 'string');

function checkWith(schema: StandardSchemaV1, label: string, merge: Merge): (value: unknown) => Checked {
  return (value) => {
    const result = schema['~standard'].validate(value);
    if (result instanceof Promise) return { ok: false, message: `${label} cannot be checked at once: its schema must be synchronous.` };
    if (result.issues) return { ok: false, message: `${label}: ${result.issues.map((issue) => issue.message).join('; ')}` };
    if (merge === 'set') {
      if (isStrings(result.value)) return { ok: true, value: sortItems(result.value) };
      return { ok: false, message: `${label}: give a list of words` };
    }
    try {
      return { ok: true, value: freezeJson(result.value) };
    } catch (error) {
      return { ok: false, message: `${label}: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
}

/** Makes a declared field ready for use: its name, what it leaves out, and its checks. */
export function createField(name: string, field: FieldDeclaration): Field {
  const merge = field.merge ?? 'value';
  const check = checkWith(field.schema, field.label, merge);
  const checkItem = (item: unknown): Checked => {
    const checked = check([item]);
    return checked.ok ? { ok: true, value: (checked.value as readonly Json[])[0] ?? null } : checked;
  };
  return { ...field, name, merge, write: field.write ?? 'builder', since: field.since ?? 1, check, checkItem };
}

/**
 * Declares a kind. Adding one is one file in `kinds/built-in/` that calls this.
 * @throws SpaceError `bad-kind` for a name no field can have, a default that its own check refuses, a version lower than a field's, or an `up` that changes a default.
 */
export function defineKind(declaration: KindDeclaration): Kind {
  // Without a prototype, so that a property called `constructor` is no field.
  const fields = createRecord<Field>();
  for (const [name, declared] of Object.entries(declaration.fields)) {
    if (!isFieldName(name)) throw new SpaceError('bad-kind', `Kind ${declaration.name}: "${name}" cannot name a field, choose another.`);
    const field = createField(name, declared);
    const checked = field.check(declared.default);
    if (!checked.ok)
      throw new SpaceError('bad-kind', `Kind ${declaration.name}: the default of ${name} is not valid (${checked.message}).`);
    if (field.since > declaration.version)
      throw new SpaceError(
        'bad-kind',
        `Kind ${declaration.name}: ${name} is there since ${field.since}, raise the kind's version to that.`,
      );
    if (field.up && !equalJson(field.up(checked.value, declaration.version), checked.value))
      throw new SpaceError('bad-kind', `Kind ${declaration.name}: reading the default of ${name} through its \`up\` changes it.`);
    fields[name] = { ...field, default: checked.value };
  }
  return { ...declaration, fields: Object.freeze(fields) };
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
