import { entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { readRows } from '@space/doc-schema/maps';
import { askForList, askWhichList, makeList, nudgeInList, takeOutOfList } from '../panels/list/list-acts.ts';
import { readPicked } from '../panels/map/pick.ts';
import type { CommandContext, Session } from '../session/session.ts';
import { readUi } from '../ui/ui-state.ts';
import { worldOpen } from './conditions.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** The list in front: the panel used last that shows one. */
function listInFront(session: Session): Key | undefined {
  return readUi().panels.findLast((panel) => {
    const id = entityIdOf(panel.key);
    return id !== undefined && session.graph.read(id)?.kind === 'list';
  })?.key;
}

const rowsPicked = (session: Session, list: Key): readonly Key[] => {
  const picked = new Set(readPicked());
  return readRows(session.graph, list)
    .map((row) => row.key)
    .filter((key) => picked.has(key));
};

const keysOf = (context: CommandContext): readonly Key[] => {
  const { graph } = context.session;
  if (context.key) return [context.key];
  return context.targets.filter((id) => graph.read(id)?.kind !== 'world').map(entityKey);
};

const inFront = ({ session }: CommandContext): true | string => (listInFront(session) ? true : 'Open a list first.');
const pickedInFront = ({ session }: CommandContext): true | string => {
  const list = listInFront(session);
  if (!list) return 'Open a list first.';
  return rowsPicked(session, list).length > 0 ? true : 'Pick a row of the list first.';
};

function withList(run: (session: Session, list: Key, picked: readonly Key[]) => void): Registered['run'] {
  return ({ session }) => {
    const list = listInFront(session);
    if (list) run(session, list, rowsPicked(session, list));
  };
}

function orderByHand(session: Session, list: Key): void {
  const id = entityIdOf(list);
  if (id) session.graph.edit({ title: 'Order by hand' }, (edit) => edit.set(id, 'sort', 'hand'));
}

/** Commands of lists. */
export function listCommands(): readonly Registered[] {
  const base = { group: 'List', undoable: true } as const;
  return [
    {
      ...base,
      id: 'list.create',
      title: 'Make a list',
      icon: 'list',
      when: worldOpen,
      words: 'new of the selection',
      run: (context) => void makeList(context.session, keysOf(context)),
    },
    {
      ...base,
      id: 'list.put',
      title: 'Put in a list…',
      icon: 'list',
      words: 'add',
      when: (context) => (keysOf(context).length > 0 ? true : 'Select something first.'),
      run: (context) => askWhichList(context.session, keysOf(context)),
    },
    { ...base, id: 'list.add', title: 'Put things in this list…', icon: 'plus', when: inFront, run: withList(askForList) },
    {
      ...base,
      id: 'list.up',
      title: 'Move up in the list',
      icon: 'arrow-up',
      keys: ['Alt+ArrowUp'],
      when: pickedInFront,
      run: withList((session, list, picked) => nudgeInList(session, list, picked, -1)),
    },
    {
      ...base,
      id: 'list.down',
      title: 'Move down in the list',
      icon: 'arrow-down',
      keys: ['Alt+ArrowDown'],
      when: pickedInFront,
      run: withList((session, list, picked) => nudgeInList(session, list, picked, 1)),
    },
    { ...base, id: 'list.take-out', title: 'Take out of the list', icon: 'x', when: pickedInFront, run: withList(takeOutOfList) },
    { ...base, id: 'list.order.hand', title: 'Order the list by hand', icon: 'hand', when: inFront, run: withList(orderByHand) },
  ];
}
