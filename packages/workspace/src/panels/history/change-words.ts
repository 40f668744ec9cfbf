import type { Field, Json, KindRegistry } from '@space/doc-schema';
import { decodeLink } from '@space/doc-schema/links';
import type { StateChange, StateStep } from '@space/doc-schema/history';

/** One change as a person reads it: a label, what stood there and what stands there since. */
export interface ChangeWords {
  readonly label: string;
  /** undefined: nothing, as when a thing was made. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Who can name things: an entity's kind and title, as far as they are known. */
export interface Names {
  readonly kinds: KindRegistry;
  kindOf(id: string): string | undefined;
  titleOf(key: string): string;
}

const MOST_LETTERS = 120;
const cut = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text);
const round = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−');

const isNumbers = (value: Json): value is readonly number[] => Array.isArray(value) && value.every((part) => typeof part === 'number');

function sayNumbers(value: Json, unit = ''): string | undefined {
  const numbers = typeof value === 'number' ? [value] : isNumbers(value) ? value : undefined;
  return numbers && `${numbers.map(round).join(', ')} ${unit}`.trim();
}

function sayText(value: string, field: Field | undefined, names: Names): string {
  if (field?.control === 'link') return names.titleOf(value);
  return cut(field?.choices?.find((choice) => choice.value === value)?.label ?? value);
}

/** A value for reading: numbers to two places with the true minus and their unit, choices by their label, keys by their title. */
function sayValue(value: Json | undefined, kindName: string | undefined, property: string, names: Names): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const field = names.kinds.get(kindName ?? '')?.fields[property];
  if (typeof value === 'string') return sayText(value, field, names);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return sayNumbers(value, field?.unit) ?? cut(JSON.stringify(value));
}

function sayEntity(change: Extract<StateChange, { type: 'entity' }>, names: Names): ChangeWords {
  const state = change.after ?? change.before;
  const title = state?.properties['title'];
  const kind = names.kinds.get(state?.kind ?? '')?.title ?? state?.kind ?? 'thing';
  const name = typeof title === 'string' && title !== '' ? `${kind} “${title}”` : kind;
  return change.after ? { label: 'made', before: undefined, after: name } : { label: 'gone', before: name, after: undefined };
}

function sayProperty(change: Extract<StateChange, { type: 'value' }>, names: Names): ChangeWords {
  const { id, property, before, after } = change;
  if (property === 'del')
    return after
      ? { label: 'trash', before: undefined, after: 'moved to the trash' }
      : { label: 'trash', before: undefined, after: 'taken out of the trash' };
  const kind = names.kindOf(id);
  const [set, item] = property.split(/\/(.*)/su);
  if (item !== undefined && set !== undefined) {
    const label = labelOf(names, kind, set);
    return after === true ? { label, before: undefined, after: item } : { label, before: item, after: undefined };
  }
  return {
    label: labelOf(names, kind, property),
    before: sayValue(before, kind, property, names),
    after: sayValue(after, kind, property, names),
  };
}

const labelOf = (names: Names, kind: string | undefined, property: string): string =>
  (names.kinds.get(kind ?? '')?.fields[property]?.label ?? property).toLowerCase();

function sayLink(change: Extract<StateChange, { type: 'link' }>, names: Names): ChangeWords {
  const link = decodeLink(change.name, undefined);
  const what = link ? `${names.titleOf(link.from)} ${link.relation} ${names.titleOf(link.to)}` : change.name;
  if (change.before === undefined) return { label: 'link', before: undefined, after: what };
  if (change.after === undefined) return { label: 'link', before: what, after: undefined };
  return { label: 'link', before: undefined, after: `${what} (its place or note)` };
}

/** A change in words. */
export function sayChange(change: StateChange | StateStep, names: Names): ChangeWords {
  if (change.type === 'entity') return sayEntity(change, names);
  if (change.type === 'link') return sayLink(change, names);
  if (change.type === 'value') return sayProperty(change, names);
  const label = labelOf(names, names.kindOf(change.id), change.property);
  if (change.type === 'text') return { label, before: cut(change.before) || undefined, after: cut(change.after) || undefined };
  const say = (parts: readonly string[]): string | undefined => cut(parts.filter((part) => part !== '').join(' … ')) || undefined;
  return { label, before: say(change.spans.map((span) => span.removed)), after: say(change.spans.map((span) => span.added)) };
}
