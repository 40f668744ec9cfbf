import type { Entity } from '../document/entity.ts';
import type { GraphDoc, UndoReport } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Field } from '../kinds/kind.ts';
import { CONTAINS, relationName, relationTitle } from '../links/relations.ts';
import { findByWords } from './linear-sentences.ts';
import type { WalkState } from './linear-state.ts';

/** What an act did, as a sentence; `go` is where the walk goes then. Expected refusals are sentences too. */
export interface Act {
  readonly say: string;
  readonly go?: Key;
}

const here = (document: GraphDoc, state: WalkState): Entity | undefined => {
  const id = entityIdOf(state.at);
  return id ? document.read(id) : undefined;
};

/** The words for a switch. */
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['true', true],
  ['no', false],
  ['off', false],
  ['false', false],
]);
const same = (a: string, b: string): boolean => a.toLocaleLowerCase() === b.toLocaleLowerCase();

/** What typed words mean for a field; words it cannot read come back as they are and its check answers. */
function parseValue(field: Field, words: string): Json {
  if (words === '' || same(words, 'nothing')) return field.default;
  if (field.merge === 'set') return words.split(',').map((item) => item.trim());
  if (field.control === 'number') return Number.isFinite(Number(words)) ? Number(words) : words;
  if (field.control === 'switch') return ANSWERS.get(words.toLowerCase()) ?? words;
  if (field.control === 'vector') return words.split(/[\s,]+/).map(Number);
  return field.choices?.find((choice) => same(choice.label, words) || same(choice.value, words))?.value ?? words;
}

/** The field that typed words begin with, by name or label, and the words behind it; a choice alone names its field: `set done`. */
function readSetting(fields: readonly Field[], words: string): { field: Field; rest: string } | undefined {
  const lower = words.toLocaleLowerCase();
  for (const field of fields) {
    for (const name of [field.name, field.label]) {
      if (lower === name.toLocaleLowerCase() || lower.startsWith(`${name.toLocaleLowerCase()} `))
        return { field, rest: words.slice(name.length).trim() };
    }
  }
  const chosen = fields.find((field) => field.choices?.some((choice) => same(choice.label, words) || same(choice.value, words)));
  return chosen && { field: chosen, rest: words };
}

/** `set state done`, `set due 2026-12-01`, `set done`. */
export function setProperty(document: GraphDoc, state: WalkState, words: string): Act {
  const entity = here(document, state);
  if (!entity) return { say: 'This has no values that can be set here.' };
  const fields = Object.values(document.kinds.get(entity.kind)?.fields ?? {}).filter(
    (field) => field.merge !== 'text' && field.control !== 'hidden',
  );
  const setting = readSetting(fields, words);
  if (!setting)
    return {
      say: `A ${entity.kind} has: ${fields.map((field) => field.label.toLowerCase()).join(', ')}. Say set, then one of them and a value.`,
    };
  const { field } = setting;
  const checked = field.check(parseValue(field, setting.rest));
  if (!checked.ok) return { say: `${checked.message}; heard “${setting.rest}”.` };
  document.edit({ title: `Set ${field.label.toLowerCase()} of ${entity.title}` }, (edit) => edit.set(entity.id, field.name, checked.value));
  const label = field.choices?.find((choice) => choice.value === checked.value)?.label.toLowerCase() ?? (setting.rest || 'nothing');
  return { say: `${field.label} of ${entity.title} is ${label} now.` };
}

/** `rename TEXT`. */
export function rename(document: GraphDoc, state: WalkState, words: string): Act {
  return words === '' ? { say: 'Say rename, then the new title.' } : setProperty(document, state, `title ${words}`);
}

const titleOf = (document: GraphDoc, key: Key): string => document.read(entityIdOf(key) ?? ('' as EntityId))?.title ?? key;

/** What typed words point at: a number said before, or the one thing they fit. */
function readTarget(document: GraphDoc, state: WalkState, words: string): { key: Key } | { say: string } {
  if (/^\d+$/.test(words)) {
    const numbered = state.numbered[Number(words) - 1];
    return numbered ? { key: numbered.key } : { say: `There is no ${words}; numbers go to ${state.numbered.length}.` };
  }
  const found = findByWords(document, words).filter((id) => entityKey(id) !== state.at);
  const exact = found.filter((id) => same(document.read(id)?.title ?? '', words));
  const [only, more] = exact.length > 0 ? exact : found;
  if (!only) return { say: `Nothing fits “${words}”.` };
  if (more) return { say: `${(exact.length > 0 ? exact : found).length} things fit “${words}”. Say find ${words}, then link to a number.` };
  return { key: entityKey(only) };
}

/** `link RELATION NUMBER`, `link RELATION TITLE`, or without a relation. */
export function link(document: GraphDoc, state: WalkState, words: string): Act {
  if (!here(document, state)) return { say: 'Links start at a thing of this world. Go to one first.' };
  const [first = '', ...rest] = words.split(/\s+/);
  if (first === '') return { say: 'Say link, then a relation such as about or blocks, then a number or a title.' };
  const relation = rest.length > 0 ? relationName(first) : 'links';
  if (relation === undefined) return { say: `“${first}” is no relation: a relation is a word.` };
  const target = readTarget(document, state, rest.length > 0 ? rest.join(' ') : first);
  if ('say' in target) return target;
  if (target.key === state.at) return { say: 'A thing cannot be linked to itself.' };
  const title = titleOf(document, target.key);
  document.edit({ title: `Link to ${title}` }, (edit) => edit.link(state.at, relation, target.key, { title }));
  return { say: `Linked: ${titleOf(document, state.at)} ${relationTitle(relation)} ${title}.` };
}

/** `unlink NUMBER`: takes away the link, or out of this list; never the thing. */
export function unlink(document: GraphDoc, state: WalkState, words: string): Act {
  const numbered = state.numbered[Number(words) - 1];
  if (!numbered?.link) return { say: 'Say unlink, then the number of a link.' };
  const { from, relation, to } = numbered.link;
  const title = titleOf(document, numbered.key);
  document.edit({ title: `Unlink ${title}` }, (edit) => edit.unlink(from, relation, to));
  return { say: relation === CONTAINS ? `Took ${title} out of ${titleOf(document, from)}. It is still there.` : `Unlinked ${title}.` };
}

/** `make KIND TITLE`: makes it, linked from where the walk is, and goes there. */
export function make(document: GraphDoc, state: WalkState, words: string): Act {
  const [name = '', ...rest] = words.split(/\s+/);
  const kind = document.kinds.list().find((each) => same(each.name, name) || same(each.title, name));
  if (!kind || kind.name === 'world' || kind.name === 'person')
    return { say: `There is no kind “${name}” to make. Say make note, task or list, then a title.` };
  const title = rest.join(' ').slice(0, 200) || kind.title;
  const from = here(document, state);
  const id = document.edit({ title: `Make ${title}` }, (edit) => {
    const made = edit.create(kind.name, { title });
    if (from) edit.link(state.at, 'links', entityKey(made), { title });
    return made;
  });
  return { say: from ? `Made ${title} and linked it from ${from.title}.` : `Made ${title}.`, go: entityKey(id) };
}

/** `trash` and `restore`: undoable, and never more than where the walk is. */
export function trash(document: GraphDoc, state: WalkState, restore: boolean): Act {
  const entity = here(document, state);
  if (!entity || entity.kind === 'world' || entity.kind === 'person') return { say: 'This cannot be moved to the trash.' };
  if (entity.trashed !== restore)
    return { say: restore ? 'It is not in the trash.' : 'It is in the trash already. Say restore to bring it back.' };
  const title = restore ? `Restore ${entity.title}` : `Trash ${entity.title}`;
  document.edit({ title }, (edit) => (restore ? edit.restore(entity.id) : edit.trash(entity.id)));
  return { say: restore ? `Restored ${entity.title}.` : `Moved ${entity.title} to the trash. Say undo to take that back.` };
}

/** `undo` and `redo`, with what was kept and whose it is. */
export function stepHistory(document: GraphDoc, direction: 'undo' | 'redo'): Act {
  const report: UndoReport | undefined = document[direction]();
  if (!report) return { say: direction === 'undo' ? 'There is nothing of yours to undo.' : 'There is nothing to redo.' };
  const kept = report.kept.map((each) => `${each.property} was changed by ${each.by} since and is kept`);
  return { say: [`${direction === 'undo' ? 'Undone' : 'Done again'}: ${report.title}`, ...kept].join('; ').concat('.') };
}

/** `read`: the text of where the walk is, a paragraph a sentence; the first 4,000 letters. */
export function readAloud(document: GraphDoc, state: WalkState): readonly string[] {
  const id = entityIdOf(state.at);
  const text = (id && document.text(id, 'body')?.toJSON().trim()) ?? '';
  if (text === '') return ['It has no text.'];
  const paragraphs = text.slice(0, 4000).split(/\n+/);
  return text.length > 4000 ? [...paragraphs, 'The rest is longer than is said at once; say open.'] : paragraphs;
}
