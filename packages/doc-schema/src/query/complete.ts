import { type FieldTable, fieldTableOf, type QueryField } from './field-table.ts';
import { NAMED_TIMES } from './moments.ts';
import type { QueryIndex, Vocabulary } from './query-index.ts';
import { SPECIAL_FIELDS, STATES } from './read-field.ts';
import { RELATIONS } from '../links/relations.ts';

/** One way to go on. */
export interface Suggestion {
  /** What stands in the text afterwards, from `from` to `to`. */
  readonly insert: string;
  readonly label: string;
  /** What it means, in a few words. */
  readonly about: string;
}

/** Ways to go on at a place in a query. */
export interface Suggestions {
  /** What is replaced: the word at the caret. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
}

const MAX_ITEMS = 12;

const ABOUT: Readonly<Record<string, string>> = {
  kind: 'what it is',
  is: 'a state it is in',
  has: 'a field that says something',
  by: 'someone wrote some of it',
  maker: 'someone made it',
  created: 'when it was made',
  changed: 'when it was changed last',
  in: 'a region',
  within: 'what contains it',
  text: 'its texts',
  sort: 'in which order',
  limit: 'at most so many',
};

const quoted = (value: string): string => (/^[^\s()"“”,:<>=]+$/u.test(value) ? value : `"${value.replaceAll(/["“”]/gu, '')}"`);
const item = (insert: string, label: string, about: string): Suggestion => ({ insert, label, about });

function fieldItems(table: FieldTable): readonly Suggestion[] {
  const special = SPECIAL_FIELDS.map((name) => item(`${name}:`, `${name}:`, ABOUT[name] ?? ''));
  const tag = item('tag:', 'tag:', 'Tags');
  const fields = table.list().filter((field) => field.sort !== 'other' && field.name !== 'tags' && field.name !== 'text');
  return [
    ...special.slice(0, 3),
    tag,
    ...special.slice(3),
    ...fields.map((field) => item(`${field.name}:`, `${field.name}:`, field.label)),
  ];
}

function relationItems(words: Vocabulary): readonly Suggestion[] {
  const known = RELATIONS.filter((each) => !each.name.startsWith('joins-'));
  const own = words.relations.filter((name) => !RELATIONS.some((each) => each.name === name));
  return [
    item('-> ', '->', 'linked to, any way'),
    item('<- ', '<-', 'linked from, any way'),
    ...known.flatMap((each) => [
      item(`-${each.name}-> `, `-${each.name}->`, each.title),
      item(`<-${each.name}- `, `<-${each.name}-`, each.inverse),
    ]),
    ...own.map((name) => item(`-${name}-> `, `-${name}->`, name.replaceAll('-', ' '))),
  ];
}

function fieldValues(field: QueryField | undefined, words: Vocabulary): readonly Suggestion[] {
  if (!field) return [];
  if (field.sort === 'choice' || field.choices.length > 0)
    return field.choices.map((choice) => item(quoted(choice.value), choice.value, choice.label));
  if (field.sort === 'flag') return ['yes', 'no'].map((word) => item(word, word, field.label));
  if (field.name === 'tags') return words.tags.map((tag) => item(quoted(tag), tag, 'tag'));
  if (field.sort === 'person') return [item('me', 'me', 'you'), ...words.people.map((name) => item(quoted(name), name, 'person'))];
  return field.sort === 'date' || field.sort === 'moment' ? times() : [];
}

const times = (): readonly Suggestion[] => [
  ...NAMED_TIMES.map((name) => item(name, name, '')),
  item('1d', '1d', 'a day'),
  item('1w', '1w', 'a week'),
];

function valueItems(name: string, index: QueryIndex, table: FieldTable): readonly Suggestion[] {
  const words = index.vocabulary();
  const plain = (values: readonly string[], about: string): readonly Suggestion[] =>
    values.map((value) => item(quoted(value), value, about));
  const names = (): readonly string[] =>
    table
      .list()
      .filter((field) => field.sort !== 'other')
      .map((field) => field.name);
  const special: Readonly<Record<string, () => readonly Suggestion[]>> = {
    kind: () => index.graph.kinds.list().map((kind) => item(kind.name, kind.name, kind.title)),
    is: () => [...plain(STATES, ''), ...fieldValues(table.get('state'), words)],
    has: () => plain(['links', 'text', 'position', ...names()], ''),
    by: () => [item('me', 'me', 'you'), ...plain(words.people, 'person')],
    maker: () => [item('me', 'me', 'you'), ...plain(words.people, 'person')],
    created: times,
    changed: times,
    within: () => plain(words.containers, 'contains things'),
    in: () => [item(quoted(index.graph.region), index.graph.region, 'this region')],
    sort: () => ['title', 'kind', '-changed', '-created', ...names()].map((field) => item(field, field, '')),
  };
  const own = Object.hasOwn(special, name) ? special[name] : undefined;
  return own ? own() : fieldValues(table.get(name), words);
}

/** The start of a word at the caret, and whether a minus before it leaves something out. */
function wordAt(text: string, at: number): { readonly from: number; readonly word: string } {
  let from = at;
  while (from > 0 && !/[\s()]/u.test(text[from - 1] ?? '')) from--;
  return { from, word: text.slice(from, at) };
}

/** The items that begin with what is typed, then, where a value is asked for, those that hold it. What stands there already is left out. */
const fitting = (items: readonly Suggestion[], typed: string, values = false): readonly Suggestion[] => {
  const word = typed.toLowerCase();
  const starts = items.filter((each) => each.label.toLowerCase().startsWith(word));
  const holds = values && word.length > 1 ? items.filter((each) => !starts.includes(each) && each.label.toLowerCase().includes(word)) : [];
  const seen = new Set<string>([typed]);
  return [...starts, ...holds].filter((each) => !seen.has(each.insert) && seen.add(each.insert)).slice(0, MAX_ITEMS);
};

function relationsAt(word: string, index: QueryIndex, table: FieldTable): readonly Suggestion[] {
  const relations = fitting(relationItems(index.vocabulary()), word);
  // A minus may also begin what is left out.
  const left = word.length > 1 && word.startsWith('-') ? fitting(fieldItems(table), word.slice(1)) : [];
  const negated = left.map((each) => item(`-${each.insert}`, `-${each.label}`, `not: ${each.about}`));
  return [...relations, ...negated].slice(0, MAX_ITEMS);
}

function wordsAt(before: string, word: string, index: QueryIndex, table: FieldTable): readonly Suggestion[] {
  const kinds = index.graph.kinds.list().map((kind) => kind.name);
  if (/(->|<-(?:\p{L}[\p{L}\p{N}-]*-)?)\s+\(?$/u.test(before))
    return fitting(
      kinds.map((name) => item(`${name} `, name, 'kind')),
      word,
    );
  if (word === '') return fieldItems(table).slice(0, 8);
  const asKind = kinds.map((name) => item(`kind:${name} `, name, `kind:${name}`));
  const asState = ['open', 'done', ...STATES].map((name) => item(`is:${name} `, name, `is:${name}`));
  return fitting([...fieldItems(table), ...asKind, ...asState], word);
}

/**
 * Ways to go on with a query at a caret: fields, values, relations, people and tags this document uses. Nothing inside quotes.
 * Costs a look at every entity where values are asked for.
 */
export function complete(text: string, at: number, index: QueryIndex): Suggestions {
  const quotes = text.slice(0, at).match(/["“”]/gu)?.length ?? 0;
  if (quotes % 2 === 1) return { from: at, to: at, items: [] };
  const table = fieldTableOf(index.graph.kinds);
  const { from, word } = wordAt(text, at);
  const value = /^-?(\p{L}[\p{L}\p{N}._-]*)(:[<>]?=?|[<>]=?|=|!=)(?:.*,)?(.*)$/u.exec(word);
  if (value) {
    const [, name = '', , typed = ''] = value;
    return { from: at - typed.length, to: at, items: fitting(valueItems(name.toLowerCase(), index, table), typed, true) };
  }
  const items = /^(<-|-)/u.test(word) ? relationsAt(word, index, table) : wordsAt(text.slice(0, from), word, index, table);
  return { from, to: at, items };
}
