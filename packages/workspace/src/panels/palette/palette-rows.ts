import { type EntityId, entityIdOf, type entityKey, type Key } from '@space/doc-schema';
import type { SearchHit, Snippet, Span } from '@space/doc-schema/search';
import { countLinks, titleOfKey } from '../../commands/links.ts';
import { openKey } from '../../commands/open.ts';
import { readContext, runCommand } from '../../commands/run.ts';
import { isTelling } from '../../search/marked.tsx';
import { openHit } from '../../search/open-hit.ts';
import { countSentence } from '../../search/search-words.ts';
import type { Found } from '../../search/use-search.ts';
import type { Session } from '../../session/session.ts';
import { setUi } from '../../ui/ui-state.ts';
import type { Ask, AskOption } from '../../ui/ui-types.ts';
import { textOf } from '../../parts/words.ts';
import { rankText } from './rank.ts';

/** One line of the palette. */
export interface PaletteRow {
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly sub: string;
  readonly icon: string;
  readonly kind?: string | undefined;
  readonly keys?: string | undefined;
  readonly colour?: string | undefined;
  /** What was found in the title; the letters typed where it is undefined. */
  readonly marks?: readonly Span[];
  /** A piece of its text in which something was found. */
  readonly snippet?: Snippet | undefined;
  /** The entity it stands for, for Tab and the tail. */
  readonly entity?: EntityId;
  readonly undoable: boolean | undefined;
  run(): void;
}

const MAX_COMMANDS = 8;
/** Things shown before the search dialog has more. */
export const MAX_ENTITIES = 8;
/** Without a word typed these come first. */
const USUAL = ['thing.place', 'note.create', 'task.create', 'link.draw', 'files.show', 'share.open', 'edit.undo', 'keys.show'];
const SUBS: Readonly<Record<string, string>> = {
  'link.draw': 'then point at the other end',
  'link.copy': 'opens here for whoever has this world’s link',
  'share.open': 'a link, and who is here',
  'thing.place': 'a form, a lamp, a note or a panel',
};

function best<T>(items: readonly T[], rank: (item: T) => number, count: number): readonly T[] {
  const ranked = items.flatMap((item) => {
    const value = rank(item);
    return value > 0 ? [{ item, value }] : [];
  });
  return ranked
    .toSorted((a, b) => b.value - a.value)
    .slice(0, count)
    .map(({ item }) => item);
}

function commandRows(session: Session, text: string, selection: readonly EntityId[]): readonly PaletteRow[] {
  const context = selection.length > 0 ? readContext(session, { targets: selection }) : readContext(session);
  const commands = session.commands.available(context).filter((command) => command.id !== 'palette.open');
  const asked = text.trim() !== '';
  const found = asked
    ? best(commands, (command) => rankText(text, command.title, `${command.words ?? ''} ${command.group}`), MAX_COMMANDS)
    : USUAL.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  return found.map((command) => ({
    id: command.id,
    section: 'Commands',
    title: command.title,
    sub:
      command.id === 'link.remove'
        ? `${countLinks(context)} links`
        : command.id === 'edit.undo'
          ? (session.graph.journal.undoTitle ?? '')
          : (SUBS[command.id] ?? ''),
    icon: command.icon ?? 'circle',
    keys: command.keys?.[0],
    undoable: command.undoable,
    run: () => void runCommand(session, command.id),
  }));
}

function hitRow(session: Session, hit: SearchHit): PaletteRow {
  const { graph } = session;
  const id = entityIdOf(hit.key as Key);
  const entity = id && graph.read(id);
  const kind = graph.kinds.get(hit.kind);
  return {
    id: hit.key,
    section: 'Entities',
    title: hit.title,
    marks: hit.titleMarks,
    sub: entity?.kind === 'task' ? `task, ${textOf(entity.properties.state)}` : (kind?.title ?? hit.kind).toLowerCase(),
    icon: kind?.icon ?? 'circle',
    kind: hit.kind,
    ...(id ? { entity: id } : {}),
    ...(isTelling(hit) ? { snippet: hit.snippet } : {}),
    undoable: undefined,
    run: () => openHit(session, hit),
  };
}

/** What the index found for a typed text, and the way to all of it. */
export function readHitRows(session: Session, { text, answer }: Found): readonly PaletteRow[] {
  if (!answer) return [];
  const rows = answer.hits.map((hit) => hitRow(session, hit));
  if (answer.total <= rows.length) return rows;
  const all: PaletteRow = {
    id: 'search.all',
    section: 'Entities',
    title: `All ${countSentence(answer.total)} with “${text.trim()}”`,
    sub: 'search everything',
    icon: 'search',
    keys: 'Mod+Shift+F',
    undoable: undefined,
    run: () => setUi({ searching: text, palette: false, ask: undefined }),
  };
  return [...rows, all];
}

/** The files of the folder whose path fits; asked from the host, so they come a moment later. */
export async function findFileRows(session: Session, text: string): Promise<readonly PaletteRow[]> {
  const folder = session.host.status.folder;
  if (!folder || session.host.status.state !== 'ready' || text.trim().length < 2) return [];
  const answer = await session.host.request('files.find', { text: text.trim().slice(0, 200), limit: 6 });
  if (!answer.ok) return [];
  return answer.value.paths.map((path) => {
    const key = `file:${folder.name}/${path}` as ReturnType<typeof entityKey>;
    return {
      id: key,
      section: 'Files',
      title: path,
      sub: 'file',
      icon: 'file-text',
      kind: 'file',
      undoable: undefined,
      run: () => openKey(session, key),
    };
  });
}

/** Commands that apply now and entities that fit, the best first. */
export function readPaletteRows(session: Session, text: string, selection: readonly EntityId[], found: Found): readonly PaletteRow[] {
  return [...commandRows(session, text, selection), ...readHitRows(session, found)];
}

/** The rows of a question: its options that fit, what was found elsewhere, and what was typed where that is an answer. */
export function readAskRows(ask: Ask, text: string, found: readonly AskOption[]): readonly PaletteRow[] {
  const fitting =
    text.trim() === '' ? ask.options.slice(0, 60) : best(ask.options, (option) => rankText(text, option.label, option.sub ?? ''), 40);
  const free = text.trim() === '' ? undefined : ask.free?.(text);
  const options = [
    ...fitting,
    ...found.filter((option) => !fitting.some((each) => each.id === option.id)),
    ...(free && !fitting.some((each) => each.id === free.id) ? [free] : []),
  ];
  return options.map((option) => ({
    id: option.id,
    section: ask.title,
    title: option.label,
    sub: option.sub ?? '',
    icon: option.icon ?? 'circle',
    kind: option.kind,
    colour: option.colour,
    undoable: ask.undoable,
    run: () => ask.choose(option),
  }));
}

/** What the palette's commands act on, for the chip in its field. */
export function readContextName(
  session: Session,
  selection: readonly EntityId[],
): { readonly title: string; readonly icon: string; readonly kind: string } | undefined {
  const { key } = readContext(session);
  if (selection.length === 0 && key) return { title: `on ${titleOfKey(session, key)}`, icon: 'crosshair', kind: '' };
  const first = selection[0] ? session.graph.read(selection[0]) : undefined;
  if (!first) return undefined;
  if (selection.length > 1) return { title: `on ${selection.length} things`, icon: 'shapes', kind: '' };
  return { title: `on ${first.title}`, icon: session.graph.kinds.get(first.kind)?.icon ?? 'circle', kind: first.kind };
}
