import type { Field, Kind, KindRegistry } from '../kinds/kind.ts';

/** What can be asked of a field. */
export type FieldSort = 'text' | 'number' | 'date' | 'moment' | 'flag' | 'choice' | 'set' | 'person' | 'key' | 'other';

/** A field as queries know it: one name, and what the kinds that have it say of it. */
export interface QueryField {
  /** As it is typed: lower case. */
  readonly name: string;
  /** The properties of that name; several where kinds spell it differently. */
  readonly properties: readonly string[];
  readonly label: string;
  readonly sort: FieldSort;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

const BY_CONTROL: Partial<Record<Field['control'], FieldSort>> = {
  number: 'number',
  date: 'date',
  switch: 'flag',
  choice: 'choice',
  tags: 'set',
  person: 'person',
  link: 'key',
  text: 'text',
  'long-text': 'text',
  colour: 'text',
  vector: 'other',
};

function sortOf(field: Field): FieldSort {
  if (field.merge === 'set') return 'set';
  const known = BY_CONTROL[field.control];
  if (known) return known;
  if (field.choices) return 'choice';
  // What the program writes and nobody edits: numbers are moments (`momentField`).
  if (typeof field.default === 'number') return 'moment';
  return typeof field.default === 'string' ? 'text' : 'other';
}

/** Another way to write a name. */
const ALIASES: Readonly<Record<string, string>> = { tag: 'tags', color: 'colour', name: 'title' };

const slug = (label: string): string => label.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

/** Fields by what is typed, from the kinds a document knows. */
export class FieldTable {
  readonly #fields = new Map<string, QueryField>();
  readonly #labels = new Map<string, string>();

  constructor(kinds: KindRegistry) {
    for (const kind of kinds.list()) for (const field of Object.values(kind.fields)) this.#add(field);
  }

  #add(field: Field): void {
    const name = field.name.toLowerCase();
    const sort = sortOf(field);
    const known = this.#fields.get(name) ?? { name, properties: [], label: field.label, sort, choices: [] };
    const properties = [...new Set([...known.properties, field.name])];
    const more = (field.choices ?? []).filter((choice) => !known.choices.some((each) => each.value === choice.value));
    // A field that means different things to different kinds is compared as text.
    this.#fields.set(name, { ...known, properties, sort: known.sort === sort ? sort : 'text', choices: [...known.choices, ...more] });
    const label = slug(field.label);
    if (!this.#labels.has(label)) this.#labels.set(label, name);
  }

  /** The field that a typed name stands for: its name, another way to write it, or the label people read. */
  get(typed: string): QueryField | undefined {
    const word = typed.toLowerCase();
    const name = ALIASES[word] ?? word;
    return this.#fields.get(name) ?? this.#fields.get(this.#labels.get(name) ?? '');
  }

  /** Every field, in no order. */
  list(): readonly QueryField[] {
    return [...this.#fields.values()];
  }
}

const tables = new WeakMap<KindRegistry, { readonly kinds: readonly Kind[]; readonly table: FieldTable }>();

/** The fields of the kinds a registry knows now. */
export function fieldTableOf(registry: KindRegistry): FieldTable {
  const kinds = registry.list();
  const known = tables.get(registry);
  if (known && known.kinds.length === kinds.length && known.kinds.every((kind, i) => kind === kinds[i])) return known.table;
  const table = new FieldTable(registry);
  tables.set(registry, { kinds, table });
  return table;
}

/** How many letters are wrong: put in, left out, exchanged, or two neighbours the wrong way round. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const turned = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const kept = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, kept, turned ? at(i - 2, j - 2) + 1 : kept));
    }
  }
  return at(a.length, b.length);
}

/** “ Did you mean “state”?”, or nothing where no word is near what was typed. */
export function guess(typed: string, words: readonly string[]): string {
  const word = typed.toLowerCase().slice(0, 40);
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const each of words) {
    const most = Math.min(best ? best.far - 1 : Number.POSITIVE_INFINITY, Math.max(1, Math.floor(each.length / 3)));
    if (Math.abs(each.length - word.length) > most) continue;
    const far = distance(word, each.toLowerCase());
    if (far <= most) best = { word: each, far };
  }
  return best ? ` Did you mean “${best.word}”?` : '';
}
