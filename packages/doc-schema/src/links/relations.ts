/** A word for how one thing stands to another, and how the same link reads from its other end. */
export interface Relation {
  /** As it stands in the document and in queries: lower case, words joined by `-`. */
  readonly name: string;
  /** Read before the title of the end it goes to: “blocks”. */
  readonly title: string;
  /** Read before the title of the end it comes from: “blocked by”. */
  readonly inverse: string;
  /** Kinds it usually comes from; any when absent. A suggestion, never a check. */
  readonly from?: readonly string[];
  /** Kinds it usually goes to; any when absent. */
  readonly to?: readonly string[];
}

/** The relation that puts one thing into another: a board's tasks, a list's rows. Its data may carry an order key. */
export const CONTAINS = 'contains';

/** The relation of a `[[…]]` in a text to what it names. */
export const MENTIONS = 'mentions';

/** The ends of a `relation` entity, which holds the text of a link that needs one. */
export const RELATION_ENDS: { readonly from: string; readonly to: string } = { from: 'joins-from', to: 'joins-to' };

/** The relations that are offered, the plainest first. Any other word may be used; it reads as it is written. */
export const RELATIONS: readonly Relation[] = [
  { name: 'links', title: 'links to', inverse: 'linked from' },
  { name: 'about', title: 'about', inverse: 'has about it', from: ['note', 'conversation', 'bookmark', 'query'] },
  { name: MENTIONS, title: 'mentions', inverse: 'mentioned by' },
  { name: CONTAINS, title: 'contains', inverse: 'in' },
  { name: 'blocks', title: 'blocks', inverse: 'blocked by', from: ['task', 'error'], to: ['task'] },
  { name: 'depends-on', title: 'depends on', inverse: 'needed by', from: ['task', 'code', 'file'] },
  { name: 'resolves', title: 'resolves', inverse: 'resolved by', to: ['error', 'task'] },
  { name: 'produced', title: 'produced', inverse: 'produced by', from: ['conversation', 'message', 'code', 'task', 'process'] },
  { name: 'duplicates', title: 'duplicates', inverse: 'duplicated by' },
  { name: 'assigned', title: 'assigned to', inverse: 'has to do', from: ['task'], to: ['person'] },
  { name: 'started', title: 'started', inverse: 'started by', from: ['process', 'person'], to: ['process'] },
  { name: 'works-in', title: 'works in', inverse: 'worked in by', from: ['process', 'person', 'session'] },
  { name: RELATION_ENDS.from, title: 'joins, from', inverse: 'described in', from: ['relation'] },
  { name: RELATION_ENDS.to, title: 'joins, to', inverse: 'described in', from: ['relation'] },
];

const BY_NAME: ReadonlyMap<string, Relation> = new Map(RELATIONS.map((relation) => [relation.name, relation]));

/** How a relation reads before the title of its other end; `back` reads it from the end it goes to. A word of one's own reads as it is written. */
export function relationTitle(name: string, back = false): string {
  const known = BY_NAME.get(name);
  if (known) return back ? known.inverse : known.title;
  const word = name.replaceAll('-', ' ');
  return back ? `${word} (from there)` : word;
}

/** The name a typed relation stands for in the document, or undefined where it is no word: at most 40 letters, digits, spaces and `-`. */
export function relationName(typed: string): string | undefined {
  const word = typed.trim().toLocaleLowerCase('en');
  const known = RELATIONS.find((relation) => relation.name === word || relation.title === word);
  if (known) return known.name;
  return /^\p{L}[\p{L}\p{N} -]{0,39}$/u.test(word) ? word.replaceAll(/[ -]+/g, '-').replace(/-$/, '') : undefined;
}

const fit = (kinds: readonly string[] | undefined, kind: string | undefined): number =>
  kinds === undefined ? 1 : kind !== undefined && kinds.includes(kind) ? 3 : 0;

/** The relations worth offering between two kinds, those made for them first. None is left out: any relation may join any two things. */
export function suggestRelations(from: string | undefined, to: string | undefined): readonly Relation[] {
  const offered = RELATIONS.filter((relation) => relation.name !== RELATION_ENDS.from && relation.name !== RELATION_ENDS.to);
  const rank = (relation: Relation): number => {
    const ends = [fit(relation.from, from), fit(relation.to, to)];
    return ends.includes(0) ? 0 : (ends[0] ?? 0) + (ends[1] ?? 0);
  };
  return offered.toSorted((a, b) => rank(b) - rank(a));
}
