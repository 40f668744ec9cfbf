import { entityIdOf, entityKey, type Key } from '../ids.ts';
import { relationTitle } from '../links/relations.ts';
import { type Act, link, make, readAloud, rename, setProperty, stepHistory, trash, unlink } from './linear-acts.ts';
import { findByWords, readContainer, readHomeRow, readInside, readNumbered, sayHere, sayName, sayNumbered } from './linear-sentences.ts';
import { SAID_AT_ONCE, WALK_HOME, type WalkState, type WalkStep, type WalkWorld } from './linear-state.ts';

/** How far `back` goes. */
const MAX_TRAIL = 100;
/** How many of the things below a folder can be followed by number. */
const CHILDREN = 99;

const HELP = [
  'n and p: the next and the previous thing beside this one.',
  'A number: follow what was numbered. m: more of them.',
  'b: back. u: up, to what contains this. h: home, the world as a whole.',
  's: say it again. r: read its text. o: open it in a panel.',
  'find and words: list what fits.',
  'set and a value: set done, set due 2026-12-01. rename and a title.',
  'link, a relation, and a number or a title: link blocks 2. unlink and a number.',
  'make, a kind and a title: make note Plan. trash, restore, undo, redo.',
];

/** What each short word stands for. */
const WORDS: Readonly<Record<string, string>> = {
  '': 'say',
  s: 'say',
  again: 'say',
  n: 'next',
  p: 'previous',
  b: 'back',
  u: 'up',
  h: 'home',
  m: 'more',
  r: 'read',
  o: 'open',
  f: 'find',
  '/': 'find',
  '?': 'help',
};

/** A walk that begins at a key; `WALK_HOME` is the world as a whole. */
export function startWalk(world: WalkWorld, at: Key = WALK_HOME): WalkState {
  return arrive(world, { at, trail: [], row: rowOf(world, at), numbered: [], said: 0 }, at);
}

/** What stands beside a key: the rest of what contains it, else what lies in nothing. */
function rowOf(world: WalkWorld, key: Key): readonly Key[] {
  const container = readContainer(world.document, key);
  return container === undefined ? readHomeRow(world.document) : readInside(world.document, container);
}

function arrive(world: WalkWorld, state: WalkState, at: Key): WalkState {
  const numbered = readNumbered(world.document, at);
  return { ...state, at, numbered, said: Math.min(SAID_AT_ONCE, numbered.length) };
}

/** What other sources know of a key: what lies below a folder or a process, and the links nobody had to draw. */
async function askSource(world: WalkWorld, state: WalkState): Promise<WalkState> {
  const { at } = state;
  if (at === WALK_HOME || entityIdOf(at) !== undefined) return state;
  const [{ nodes }, { said }] = await Promise.all([world.graph.children(at, { limit: CHILDREN }), world.graph.links(at)]);
  const below = nodes.map((node) => ({ key: node.key, title: node.title }));
  const linked = said.map(({ from, relation, to }) =>
    from === at ? { key: to, word: relationTitle(relation) } : { key: from, word: relationTitle(relation, true) },
  );
  const numbered = [...below, ...state.numbered, ...linked];
  return { ...state, numbered, said: Math.min(SAID_AT_ONCE, numbered.length) };
}

async function tell(world: WalkWorld, arrived: WalkState, first: readonly string[] = []): Promise<WalkStep> {
  const state = await askSource(world, arrived);
  return { state, sentences: [...first, ...(await sayHere(world, state))] };
}

/** Goes to a key and says it. `row` is what next and previous move along there. */
function go(world: WalkWorld, state: WalkState, at: Key, row: readonly Key[], first: readonly string[] = []): Promise<WalkStep> {
  const trail = at === state.at ? state.trail : [...state.trail, state.at].slice(-MAX_TRAIL);
  return tell(world, arrive(world, { ...state, trail, row }, at), first);
}

function beside(world: WalkWorld, state: WalkState, by: 1 | -1): Promise<WalkStep> | WalkStep {
  const row = state.row.includes(state.at) || state.at === WALK_HOME ? state.row : rowOf(world, state.at);
  const at = row.indexOf(state.at) + by;
  const next = row[state.at === WALK_HOME && by < 0 ? -1 : at];
  if (next === undefined) return { state, sentences: [by > 0 ? 'That was the last one.' : 'This is the first one.'] };
  return go(world, state, next, row);
}

function back(world: WalkWorld, state: WalkState): Promise<WalkStep> | WalkStep {
  const at = state.trail.at(-1);
  if (at === undefined) return { state, sentences: ['There is nothing to go back to.'] };
  return tell(world, arrive(world, { ...state, trail: state.trail.slice(0, -1), row: rowOf(world, at) }, at));
}

function up(world: WalkWorld, state: WalkState): Promise<WalkStep> | WalkStep {
  if (state.at === WALK_HOME) return { state, sentences: ['This is the world as a whole; there is nothing above it.'] };
  const at = readContainer(world.document, state.at) ?? WALK_HOME;
  return go(world, state, at, rowOf(world, at));
}

function follow(world: WalkWorld, state: WalkState, number: number): Promise<WalkStep> | WalkStep {
  const chosen = state.numbered[number - 1];
  if (!chosen) {
    const sentence =
      state.numbered.length === 0 ? 'Nothing is numbered here.' : `There is no ${number}; numbers go to ${state.numbered.length}.`;
    return { state, sentences: [sentence] };
  }
  // What stands in the same list is what next and previous move along; a followed link has neighbours of its own.
  const row =
    chosen.word === undefined ? state.numbered.flatMap((each) => (each.word === undefined ? [each.key] : [])) : rowOf(world, chosen.key);
  return go(world, state, chosen.key, row);
}

async function more(world: WalkWorld, state: WalkState): Promise<WalkStep> {
  if (state.said >= state.numbered.length) return { state, sentences: ['That was all.'] };
  const sentences = await sayNumbered(world, state.numbered, state.said);
  return { state: { ...state, said: Math.min(state.numbered.length, state.said + SAID_AT_ONCE) }, sentences };
}

async function find(world: WalkWorld, state: WalkState, words: string): Promise<WalkStep> {
  if (words === '') return { state, sentences: ['Say find, then words to look for.'] };
  const numbered = findByWords(world.document, words).map((id) => ({ key: entityKey(id) }));
  if (numbered.length === 0) return { state, sentences: [`Nothing fits “${words}”. You are still at ${await sayName(world, state.at)}.`] };
  const found = { ...state, numbered, said: Math.min(SAID_AT_ONCE, numbered.length) };
  const count = numbered.length === 1 ? '1 thing fits' : `${numbered.length} things fit`;
  return { state: found, sentences: [`${count} “${words}”.`, ...(await sayNumbered(world, numbered, 0))] };
}

/** After an edit the numbers are read again, so that they mean what is linked now. */
async function acted(world: WalkWorld, state: WalkState, act: Act): Promise<WalkStep> {
  if (act.go !== undefined) return go(world, state, act.go, rowOf(world, act.go), [act.say]);
  return { state: await askSource(world, arrive(world, state, state.at)), sentences: [act.say] };
}

type Verb = (world: WalkWorld, state: WalkState, words: string) => Promise<WalkStep> | WalkStep;

const act =
  (run: (document: WalkWorld['document'], state: WalkState, words: string) => Act): Verb =>
  (world, state, words) =>
    acted(world, state, run(world.document, state, words));

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['say', (world, state) => tell(world, arrive(world, state, state.at))],
  ['next', (world, state) => beside(world, state, 1)],
  ['previous', (world, state) => beside(world, state, -1)],
  ['back', back],
  ['up', up],
  ['home', (world, state) => go(world, state, WALK_HOME, readHomeRow(world.document))],
  ['more', more],
  ['read', (world, state) => ({ state, sentences: readAloud(world.document, state) })],
  [
    'open',
    async (world, state) =>
      state.at === WALK_HOME
        ? { state, sentences: ['The world is open already.'] }
        : { state, sentences: [`Opens ${await sayName(world, state.at)}.`], open: state.at },
  ],
  ['find', find],
  ['set', act(setProperty)],
  ['rename', act(rename)],
  ['link', act(link)],
  ['unlink', act(unlink)],
  ['make', act(make)],
  ['trash', act((document, state) => trash(document, state, false))],
  ['restore', act((document, state) => trash(document, state, true))],
  ['undo', act((document) => stepHistory(document, 'undo'))],
  ['redo', act((document) => stepHistory(document, 'redo'))],
  ['help', (_world, state) => ({ state, sentences: HELP })],
]);

/**
 * One step of a walk: a typed or spoken line, answered with sentences and the next state. Edits are ordinary, undoable gestures of
 * the document's author. Nothing throws: what cannot be done is a sentence. What two people do at once is said as it is when asked.
 */
export async function walk(world: WalkWorld, state: WalkState, line: string): Promise<WalkStep> {
  const typed = line.trim().slice(0, 2000);
  if (/^\d{1,6}$/.test(typed)) return follow(world, state, Number(typed));
  const [, first = '', rest = ''] = /^(\/|\S*)\s*(.*)$/su.exec(typed) ?? [];
  const word = first.toLocaleLowerCase();
  const verb = VERBS.get(WORDS[word] ?? word);
  if (!verb) return { state, sentences: [`“${first}” is no command here. Say ? to hear them, or find ${typed}.`] };
  try {
    return await verb(world, state, rest.trim());
  } catch (error) {
    return { state, sentences: [error instanceof Error ? error.message : String(error)] };
  }
}
