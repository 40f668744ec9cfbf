import * as v from 'valibot';
import { createRecord, freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import { ROLES } from '../rights/role.ts';
import {
  type Checked,
  type Control,
  createField,
  type Field,
  type FieldDeclaration,
  type FieldGroup,
  isFieldName,
  type Kind,
  type Merge,
} from './kind.ts';
import { readSchema } from './read-schema.ts';
import { writeSchema } from './write-schema.ts';

/** Fields a declaration may bring; our largest kind has a third of that. */
const MAX_FIELDS = 100;
const MAX_CHOICES = 200;
const MAX_LABEL = 100;

const CONTROLS: Readonly<Record<Control, true>> = {
  text: true,
  'long-text': true,
  number: true,
  vector: true,
  colour: true,
  choice: true,
  switch: true,
  date: true,
  link: true,
  person: true,
  tags: true,
  json: true,
  hidden: true,
};
const GROUPS: Readonly<Record<FieldGroup, true>> = { content: true, state: true, place: true, look: true, more: true };

/** A kind as it travels in a document, for peers whose program does not have it. */
export function encodeKind(kind: Kind): Json {
  const fields = Object.fromEntries(Object.values(kind.fields).map((field) => [field.name, encodeField(field)]));
  return freezeJson({ v: kind.version, title: kind.title, icon: kind.icon, placed: kind.placed, fields });
}

function encodeField(field: Field): Json {
  const { label, group, control, merge, write, since, was, unit, min, max, step, choices } = field;
  const said = {
    schema: writeSchema(field.schema),
    default: field.default,
    label,
    group,
    control,
    merge: merge === 'value' ? undefined : merge,
    write: write === 'builder' ? undefined : write,
    since: since === 1 ? undefined : since,
    was,
    unit,
    min,
    max,
    step,
    choices,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Json;
}

/** A kind read from a document, with what of its declaration could not be used, as sentences. */
export interface DecodedKind {
  readonly kind: Kind | undefined;
  readonly problems: readonly string[];
}

/** The version a declaration says it has; 0 where it says none. */
export function readDeclaredVersion(raw: unknown): number {
  const version = isRecord(raw) && Object.hasOwn(raw, 'v') ? raw['v'] : 0;
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : 0;
}

/**
 * Reads a declaration that came with a document. Never throws; whatever it holds, at most 100 fields are made, from rules that are
 * data. A field whose rule is not understood accepts any JSON and says so.
 */
export function decodeKind(name: string, raw: unknown): DecodedKind {
  const version = readDeclaredVersion(raw);
  if (!isRecord(raw) || version === 0 || !isRecord(raw['fields']))
    return { kind: undefined, problems: [`The declaration of the kind “${short(name)}” in this document cannot be read.`] };
  const problems: string[] = [];
  const fields = createRecord<Field>();
  const entries = Object.entries(raw['fields']);
  if (entries.length > MAX_FIELDS) problems.push(`It declares ${entries.length} fields, the first ${MAX_FIELDS} are read.`);
  for (const [field, declared] of entries.slice(0, MAX_FIELDS)) {
    if (isFieldName(field) && field.length <= MAX_LABEL && isRecord(declared)) fields[field] = decodeField(field, declared, problems);
    else problems.push(`“${short(field)}” declares no field.`);
  }
  const icon = readLabel(raw['icon'], 'component');
  const kind: Kind = {
    name,
    title: readLabel(raw['title'], short(name)),
    icon: /^[a-z0-9-]+$/.test(icon) ? icon : 'component',
    version,
    placed: raw['placed'] === true,
    declared: true,
    fields: Object.freeze(fields),
  };
  return { kind, problems };
}

const short = (text: string): string => (text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL)}…` : text);
const readLabel = (raw: unknown, fallback: string): string => (typeof raw === 'string' && raw !== '' ? short(raw) : fallback);
const readKey = <T extends string>(known: Readonly<Record<T, true>>, raw: unknown, fallback: T): T =>
  typeof raw === 'string' && Object.hasOwn(known, raw) ? (raw as T) : fallback;

const anything = v.unknown();
const words = v.array(v.pipe(v.string('give a word'), v.minLength(1, 'give a word'), v.maxLength(200, 'at most 200 characters')));

function decodeField(name: string, raw: Readonly<Record<string, unknown>>, problems: string[]): Field {
  const merge = readKey<Merge>({ value: true, text: true, set: true }, raw['merge'], 'value');
  const label = readLabel(raw['label'], name);
  const rule = merge === 'text' ? v.string('give text') : readSchema(raw['schema']);
  const strict = rule && createField(name, { ...decodeLook(raw, label, merge), schema: rule, default: null });
  const given = strict?.check(Object.hasOwn(raw, 'default') ? raw['default'] : null);
  if (strict && given?.ok) return { ...strict, default: given.value };
  problems.push(rule ? `${label}: its default does not fit its own rule.` : `${label}: its rule is not understood here.`);
  return decodeLoose(name, raw, label, merge);
}

/** A field whose rule cannot be used: it takes any JSON, or of a set any words, and says so. */
function decodeLoose(name: string, raw: Readonly<Record<string, unknown>>, label: string, merge: Merge): Field {
  const look = decodeLook(raw, label, merge);
  const control: Control = merge === 'set' ? 'tags' : look.control === 'hidden' ? 'hidden' : 'json';
  const schema = merge === 'set' ? words : anything;
  const field = createField(name, {
    ...look,
    control,
    schema,
    default: null,
    loose: 'Its rule is not understood here: any value is accepted.',
  });
  const given: Checked = field.check(raw['default'] ?? null);
  return { ...field, default: given.ok ? given.value : merge === 'set' ? [] : null };
}

type Look = Omit<FieldDeclaration, 'schema' | 'default'>;

function decodeLook(raw: Readonly<Record<string, unknown>>, label: string, merge: Merge): Look {
  const look: { -readonly [K in keyof Look]: Look[K] } = {
    label,
    group: readKey(GROUPS, raw['group'], 'more'),
    control: readKey(CONTROLS, raw['control'], merge === 'text' ? 'long-text' : 'json'),
    merge,
    write: ROLES.find((role) => role === raw['write']) ?? 'builder',
    since: readDeclaredVersion({ v: raw['since'] }) || 1,
  };
  for (const name of ['min', 'max', 'step'] as const) {
    const number = raw[name];
    if (typeof number === 'number' && Number.isFinite(number)) look[name] = number;
  }
  if (typeof raw['unit'] === 'string') look.unit = short(raw['unit']);
  const was = readNames(raw['was']);
  if (was.length > 0) look.was = was;
  const choices = readChoices(raw['choices']);
  if (choices.length > 0) look.choices = choices;
  else if (look.control === 'choice') look.control = 'text';
  return look;
}

const readNames = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.slice(0, 20).filter((name): name is string => typeof name === 'string' && isFieldName(name)) : [];

function readChoices(raw: unknown): readonly { readonly value: string; readonly label: string }[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(0, MAX_CHOICES).flatMap((choice: unknown) => {
    if (!isRecord(choice) || typeof choice['value'] !== 'string') return [];
    return [{ value: choice['value'], label: readLabel(choice['label'], choice['value']) }];
  });
}

/** A kind of the program with the fields that only the document declares. The program's own stand wherever both know one. */
export function mergeKind(program: Kind, declared: Kind): Kind {
  const own = new Set(Object.values(program.fields).flatMap((field) => [field.name, ...(field.was ?? [])]));
  const more = Object.values(declared.fields).filter((field) => !own.has(field.name));
  if (more.length === 0) return program;
  const fields = createRecord<Field>();
  for (const field of [...Object.values(program.fields), ...more]) fields[field.name] = field;
  return { ...program, fields: Object.freeze(fields) };
}
