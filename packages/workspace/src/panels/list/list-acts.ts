import { type EntityId, entityKey, type Key } from '@space/doc-schema';
import { planOrder, readRows, writeOrder, writeTakeOut } from '@space/doc-schema/maps';
import { findFiles, linkOptions, titleOfKey } from '../../commands/links.ts';
import { openPanel } from '../../commands/open.ts';
import type { Session } from '../../session/session.ts';
import { readDroppedText } from '../../shell/read-dropped-text.ts';
import { showToast } from '../../ui/toast.ts';
import { setUi } from '../../ui/ui-state.ts';

const undoAction = (session: Session) => ({
  label: 'Undo',
  keys: 'Mod+Z',
  run: () => void session.commands.run('edit.undo', { session, targets: [] }),
});

const nameKeys = (session: Session, keys: readonly Key[]): string =>
  keys.length === 1 && keys[0] ? titleOfKey(session, keys[0]) : `${keys.length} things`;

/** Where a row goes when nobody said: behind all others. */
const END = Number.MAX_SAFE_INTEGER;

/**
 * Puts things into a list before the row at `at`, as one gesture; rows that are there already are moved, never doubled. Two people
 * moving one row at once: it stands where one of both put it.
 */
export function putInList(session: Session, list: Key, keys: readonly Key[], at: number = END): void {
  const { graph } = session;
  const fresh = keys.filter((key) => key !== list);
  if (fresh.length === 0) return showToast('A list cannot be put into itself.', { icon: 'info' });
  const rows = readRows(graph, list);
  const known = new Set(rows.map((row) => row.key));
  const moves = fresh.every((key) => known.has(key));
  const title = `${moves ? 'Move' : 'Put'} ${nameKeys(session, fresh)} in ${titleOfKey(session, list)}`;
  graph.edit({ title }, (edit) => {
    for (const [key, order] of planOrder(rows, fresh, at)) {
      const link = rows.find((row) => row.key === key)?.link;
      edit.link(list, 'contains', key, { title: titleOfKey(session, key), ...link?.data, order });
    }
  });
}

/** Moves rows one place up or down as a block, as one gesture; at the end of the list nothing happens. */
export function nudgeInList(session: Session, list: Key, keys: readonly Key[], by: 1 | -1): void {
  const rows = readRows(session.graph, list).map((row) => row.key);
  const block = rows.filter((key) => keys.includes(key));
  const first = rows.findIndex((key) => keys.includes(key));
  const last = rows.findLastIndex((key) => keys.includes(key));
  if (block.length === 0 || (by < 0 ? first === 0 : last === rows.length - 1)) return;
  putInList(session, list, block, by < 0 ? first - 1 : last + 2);
}

/** Takes rows out of a list, as one gesture; the things themselves stay. */
export function takeOutOfList(session: Session, list: Key, keys: readonly Key[]): void {
  if (keys.length === 0) return;
  const name = nameKeys(session, keys);
  session.graph.edit({ title: `Take ${name} out of ${titleOfKey(session, list)}` }, (edit) => writeTakeOut(edit, list, keys));
  const [what, are] = keys.length === 1 ? [`“${name}”`, 'it is'] : [name, 'they are'];
  showToast(`Took ${what} out of this list; ${are} still in the outline`, { action: undoAction(session) });
}

/** Makes a list of some things, as one gesture, and opens it. */
export function makeList(session: Session, keys: readonly Key[], title = 'List'): EntityId {
  const { graph } = session;
  const id = graph.edit({ title: `Make ${title}` }, (edit) => {
    const made = edit.create('list', { title });
    for (const [key, order] of planOrder([], keys, 0))
      edit.link(entityKey(made), 'contains', key, { title: titleOfKey(session, key), order });
    return made;
  });
  openPanel(session, entityKey(id));
  return id;
}

/** Makes a task at the end of a list, as one gesture. */
export function addTask(session: Session, list: Key, title: string): void {
  const { graph } = session;
  graph.edit({ title: `Add ${title}` }, (edit) => {
    const key = entityKey(edit.create('task', { title: title.slice(0, 200) }));
    writeOrder(edit, graph, list, planOrder(readRows(graph, list), [key], END));
  });
}

/** Makes a note of each dropped text file and puts it into a list, as one gesture; says what was refused. */
export async function dropFiles(session: Session, list: Key, files: readonly File[], at: number): Promise<void> {
  const read = await Promise.all(files.map(readDroppedText));
  const notes = read.flatMap((each) => (each.ok ? [each] : []));
  const refused = read.flatMap((each) => (each.ok ? [] : [each.reason]));
  const { graph } = session;
  if (notes.length > 0)
    graph.edit({ title: notes.length === 1 ? `Bring in ${notes[0]?.name}` : `Bring in ${notes.length} files` }, (edit) => {
      const keys = notes.map((note) => entityKey(edit.create('note', { title: note.name.slice(0, 200) }, { text: { body: note.text } })));
      writeOrder(edit, graph, list, planOrder(readRows(graph, list), keys, at));
    });
  if (refused.length > 0) showToast(refused.join(' '), { icon: 'circle-alert' });
}

/** Asks for a thing or a file to put at the end of a list. */
export function askForList(session: Session, list: Key): void {
  const there = readRows(session.graph, list).map((row) => row.key);
  setUi({
    palette: true,
    ask: {
      title: `Put in “${titleOfKey(session, list)}”`,
      hint: 'Name of a thing, or of a file',
      undoable: true,
      options: linkOptions(session, [list, ...there]),
      find: (text) => findFiles(session, text),
      choose: (option) => putInList(session, list, [option.id as Key]),
    },
  });
}

/** Asks which list some things are put in; a new one is the first answer. */
export function askWhichList(session: Session, keys: readonly Key[]): void {
  const { graph } = session;
  const lists = graph.list().flatMap((id) => {
    const entity = graph.read(id);
    return entity?.kind === 'list' && !entity.trashed
      ? [{ id: entityKey(id), label: entity.title, sub: 'list', icon: 'list', kind: 'list' }]
      : [];
  });
  setUi({
    palette: true,
    ask: {
      title: `Put ${nameKeys(session, keys)} in a list`,
      hint: 'Which list',
      undoable: true,
      options: [{ id: '', label: 'A new list', sub: 'of these', icon: 'plus' }, ...lists],
      choose: (option) => {
        if (option.id === '') return void makeList(session, keys);
        putInList(session, option.id as Key, keys);
        openPanel(session, option.id as Key);
      },
    },
  });
}
