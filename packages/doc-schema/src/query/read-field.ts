import type { KindRegistry } from '../kinds/kind.ts';
import { type FieldTable, guess, type QueryField } from './field-table.ts';
import { NAMED_TIMES, readWhen } from './moments.ts';
import type { Comparison, Term, ValueTest } from './query.ts';
import type { ScannedValue, TokenOf } from './scan.ts';

/** A field token of a query. */
export type FieldToken = TokenOf<'field'>;

/** What reading one field needs, and where it tells what is wrong. */
export interface FieldContext {
  readonly kinds: KindRegistry;
  readonly table: FieldTable;
  fault(message: string, from: number, to: number): void;
}

/** What `is:` knows besides states and switches. */
export const STATES: readonly string[] = ['trashed', 'damaged', 'linked', 'placed', 'overdue', 'mine'];
/** Names before a `:` that are no fields of a kind. */
export const SPECIAL_FIELDS: readonly string[] = [
  'kind',
  'is',
  'has',
  'by',
  'maker',
  'created',
  'changed',
  'in',
  'within',
  'text',
  'sort',
  'limit',
];
/** The field that stands for every text people write in. */
export const ANY_TEXT = '*text';

type Read = (token: FieldToken, context: FieldContext) => Term | undefined;

const anyOf = (terms: readonly (Term | undefined)[]): Term | undefined => {
  const found = terms.filter((term): term is Term => term !== undefined);
  return found.length === 1 ? found[0] : found.length === 0 ? undefined : { type: 'any', terms: found };
};

const eachValue = (token: FieldToken, read: (value: ScannedValue) => Term | undefined): Term | undefined => {
  const term = anyOf(token.values.map(read));
  return token.comparison === '!=' && term ? { type: 'not', term } : term;
};

const readKind: Read = (token, { kinds, fault }) => {
  const names: string[] = [];
  for (const value of token.values) {
    const word = value.text.toLowerCase();
    const family = word.endsWith('*') ? word.slice(0, -1) : undefined;
    const found = kinds
      .list()
      .filter((kind) => (family === undefined ? kind.name === word || kind.title.toLowerCase() === word : kind.name.startsWith(family)));
    if (found.length === 0) {
      const known = kinds.list().map((kind) => kind.name);
      fault(`There is no kind “${value.text}”.${guess(word, known)}`, value.from, value.to);
    }
    names.push(...found.map((kind) => kind.name));
  }
  const term: Term = { type: 'kind', names };
  return token.comparison === '!=' ? { type: 'not', term } : term;
};

const IS: Readonly<Record<string, Term>> = {
  trashed: { type: 'state', state: 'trashed' },
  damaged: { type: 'state', state: 'damaged' },
  linked: { type: 'state', state: 'linked' },
  placed: { type: 'state', state: 'placed' },
  mine: { type: 'author', who: 'me', made: false },
  overdue: {
    type: 'all',
    terms: [
      { type: 'field', names: ['due'], test: { type: 'time', comparison: '<', when: { unit: 'named', name: 'today' }, ahead: true } },
      { type: 'field', names: ['state'], test: { type: 'like', pattern: 'open', whole: true } },
    ],
  },
};

const readIs: Read = (token, { table, fault }) =>
  eachValue(token, (value) => {
    const word = value.text.toLowerCase();
    const known = Object.hasOwn(IS, word) ? IS[word] : undefined;
    if (known) return known;
    const state = table.get('state')?.choices.find((choice) => choice.value.toLowerCase() === word || choice.label.toLowerCase() === word);
    if (state) return { type: 'field', names: ['state'], test: { type: 'like', pattern: state.value.toLowerCase(), whole: true } };
    const flag = table.get(word);
    if (flag?.sort === 'flag') return { type: 'field', names: flag.properties, test: { type: 'flag', on: true } };
    const states = table.get('state')?.choices.map((choice) => choice.value) ?? [];
    fault(`Nothing is “${value.text}”: say is:${STATES.join(', is:')}.${guess(word, [...STATES, ...states])}`, value.from, value.to);
    return undefined;
  });

const readHas: Read = (token, { table, fault }) =>
  eachValue(token, (value) => {
    const word = value.text.toLowerCase();
    if (word === 'text') return { type: 'field', names: [ANY_TEXT], test: { type: 'given' } };
    if (word === 'links') return { type: 'state', state: 'linked' };
    const field = table.get(word);
    if (field) return { type: 'field', names: field.properties, test: { type: 'given' } };
    const known = table.list().map((each) => each.name);
    fault(`No kind has a field “${value.text}”.${guess(word, known)}`, value.from, value.to);
    return undefined;
  });

const readAuthor =
  (made: boolean): Read =>
  (token) =>
    eachValue(token, (value) => ({ type: 'author', who: value.text.toLowerCase(), made }));

function timeTest(
  value: ScannedValue,
  comparison: Comparison,
  ahead: boolean,
  context: FieldContext,
): (ValueTest & { type: 'time' }) | undefined {
  const when = readWhen(value.text);
  if (when) return { type: 'time', comparison, when, ahead };
  const hint = guess(value.text, NAMED_TIMES);
  context.fault(`“${value.text}” is no time: write 2026-12-01, 2026-12, today or 3d.${hint}`, value.from, value.to);
  return undefined;
}

const readTime =
  (of: 'created' | 'changed'): Read =>
  (token, context) =>
    anyOf(
      token.values.map((value) => {
        const test = timeTest(value, token.comparison, false, context);
        return test && { type: 'time', of, test };
      }),
    );

const readText: Read = (token) =>
  eachValue(token, (value) => ({
    type: 'field',
    names: [ANY_TEXT],
    test: { type: 'like', pattern: value.text.toLowerCase(), whole: token.comparison === '=' },
  }));

const SPECIAL: Readonly<Record<string, Read>> = {
  kind: readKind,
  is: readIs,
  has: readHas,
  by: readAuthor(false),
  maker: readAuthor(true),
  created: readTime('created'),
  changed: readTime('changed'),
  in: (token) => eachValue(token, (value) => ({ type: 'region', name: value.text.toLowerCase() })),
  within: (token) => eachValue(token, (value) => ({ type: 'within', container: value.text.toLowerCase() })),
  text: readText,
};

const ORDERED: ReadonlySet<Comparison> = new Set(['<', '<=', '>', '>=']);
const YES = new Set(['yes', 'true', 'on', '1']);
const NO = new Set(['no', 'false', 'off', '0']);

function numberTest(field: QueryField, value: ScannedValue, comparison: Comparison, context: FieldContext): ValueTest | undefined {
  const number = Number(value.text.replace(/(?<=\d)\p{L}+$|°$/u, ''));
  if (value.text.trim() !== '' && Number.isFinite(number)) return { type: 'number', comparison, number };
  context.fault(`${field.label} is a number; saw “${value.text}”.`, value.from, value.to);
  return undefined;
}

function flagTest(field: QueryField, value: ScannedValue, context: FieldContext): ValueTest | undefined {
  const word = value.text.toLowerCase();
  if (YES.has(word) || NO.has(word)) return { type: 'flag', on: YES.has(word) };
  context.fault(`${field.label} is yes or no; saw “${value.text}”.`, value.from, value.to);
  return undefined;
}

function choiceTest(field: QueryField, value: ScannedValue, context: FieldContext): ValueTest | undefined {
  const word = value.text.toLowerCase();
  if (word.includes('*')) return { type: 'like', pattern: word, whole: true };
  const choice = field.choices.find((each) => each.value.toLowerCase() === word || each.label.toLowerCase() === word);
  if (choice) return { type: 'like', pattern: choice.value.toLowerCase(), whole: true };
  const values = field.choices.map((each) => each.value);
  const some = values.length > 8 ? `${values.slice(0, 8).join(', ')} …` : values.join(', ');
  context.fault(`${field.label} is one of ${some}; saw “${value.text}”.${guess(word, values)}`, value.from, value.to);
  return undefined;
}

/** What one value of a field has to be; undefined after a fault. */
function valueTest(field: QueryField, value: ScannedValue, comparison: Comparison, context: FieldContext): ValueTest | undefined {
  const ordered = ORDERED.has(comparison);
  switch (field.sort) {
    case 'number':
      return numberTest(field, value, comparison, context);
    case 'date':
      return timeTest(value, comparison, true, context);
    case 'moment':
      return timeTest(value, comparison, false, context);
    case 'flag':
      return flagTest(field, value, context);
    case 'choice':
      return ordered ? notOrdered(field, value, context) : choiceTest(field, value, context);
    case 'person':
      return { type: 'person', who: value.text.toLowerCase() };
    case 'other':
      context.fault(`${field.label} cannot be compared. Ask has:${field.name}, or near(x y z, 5m) for a place.`, value.from, value.to);
      return undefined;
    default:
      if (ordered) return notOrdered(field, value, context);
      return { type: 'like', pattern: value.text.toLowerCase(), whole: comparison !== ':' || field.sort !== 'text' };
  }
}

function notOrdered(field: QueryField, value: ScannedValue, context: FieldContext): undefined {
  context.fault(`${field.label} has no more or less: use ${field.name}:${value.text}.`, value.from, value.to);
  return undefined;
}

/** `a..b`: both ends included. */
function readRange(field: QueryField, value: ScannedValue, context: FieldContext): Term | undefined {
  const at = value.quoted ? -1 : value.text.indexOf('..');
  if (at < 0 || !['number', 'date', 'moment'].includes(field.sort)) return undefined;
  const ends = [
    { comparison: '>=', text: value.text.slice(0, at), from: value.from },
    { comparison: '<=', text: value.text.slice(at + 2), from: value.from + at + 2 },
  ] as const;
  const terms = ends.flatMap((end): readonly Term[] => {
    if (end.text === '' || end.text === '*') return [];
    const part = { text: end.text, quoted: false, from: end.from, to: end.from + end.text.length };
    const test = valueTest(field, part, end.comparison, context);
    return test ? [{ type: 'field', names: field.properties, test }] : [];
  });
  return { type: 'all', terms };
}

/** The condition a field token stands for; undefined where it has a fault, which has been told. */
export function readField(token: FieldToken, context: FieldContext): Term | undefined {
  const name = token.name.toLowerCase();
  const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name] : undefined;
  const field = special ? undefined : context.table.get(name);
  const nameTo = token.from + token.name.length;
  if (!special && !field) {
    const known = [...SPECIAL_FIELDS, ...context.table.list().map((each) => each.name)];
    context.fault(`No kind has a field “${token.name}”.${guess(name, known)} Quote it to look for the words.`, token.from, nameTo);
    return undefined;
  }
  if (token.values.length === 0 || token.values.every((value) => value.text === '')) {
    context.fault(`Say what ${token.name} has to be, right after the sign.`, token.from, token.to);
    return undefined;
  }
  if (special) return special(token, context);
  if (!field) return undefined;
  // Two negations of several values would pass everything: `!=a,b` means neither.
  const comparison = token.comparison === '!=' ? '=' : token.comparison;
  return eachValue(token, (value) => {
    const range = readRange(field, value, context);
    if (range) return range;
    const test = valueTest(field, value, comparison, context);
    return test && { type: 'field', names: field.properties, test };
  });
}
