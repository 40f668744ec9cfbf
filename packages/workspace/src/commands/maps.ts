import { entityKey, type Key } from '@space/doc-schema';
import type { Query } from '@space/doc-schema/query';
import {
  askForMap,
  askWhichMap,
  hideNeighbours,
  makeMap,
  prune,
  setCard,
  setLayout,
  showNeighbours,
  takeOffMap,
  togglePin,
} from '../panels/map/map-acts.ts';
import { currentMap, type MapHandle } from '../panels/map/open-maps.ts';
import { readQuery } from '../panels/query/use-query.ts';
import { textOf } from '../parts/words.ts';
import type { CommandContext, Session } from '../session/session.ts';
import { readUi } from '../ui/ui-state.ts';
import { showToast } from '../ui/toast.ts';
import { worldOpen } from './conditions.ts';

/** More answers than this are no picture any more. */
const QUERY_LIMIT = 500;

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];
type Act = (session: Session, map: MapHandle, picked: readonly Key[]) => void;

const keysOf = (context: CommandContext): readonly Key[] => {
  const { graph } = context.session;
  if (context.key) return [context.key];
  return context.targets.filter((id) => graph.read(id)?.kind !== 'world').map(entityKey);
};

const onMap = (): true | string => (currentMap() ? true : 'Open a map first.');
const pickedOnMap = (): true | string => {
  const map = currentMap();
  if (!map) return 'Open a map first.';
  return map.picked().length > 0 ? true : 'Pick something on the map first.';
};

const stop = (map: MapHandle): void => {
  if (!map.stop()) showToast('Nothing is being arranged.', { icon: 'info' });
};

interface Row {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly act: Act;
  readonly keys?: readonly string[];
  readonly words?: string;
  /** It acts on what is picked. */
  readonly picked?: true;
  /** It changes what is seen and nothing in the document. */
  readonly look?: true;
}

const ROWS: readonly Row[] = [
  { id: 'add', title: 'Put things on this map…', icon: 'plus', act: (session, map) => askForMap(session, map.key), words: 'add' },
  { id: 'expand', title: 'Show neighbours', icon: 'split', act: showNeighbours, keys: ['E'], picked: true, words: 'expand one hop linked' },
  { id: 'fold', title: 'Hide neighbours', icon: 'list-collapse', act: hideNeighbours, keys: ['Shift+E'], picked: true, words: 'collapse' },
  {
    id: 'arrange',
    title: 'Arrange by links',
    icon: 'wand-sparkles',
    act: (_session, map) => map.arrange('force'),
    words: 'settle force layout',
  },
  { id: 'tree', title: 'Arrange as a tree', icon: 'network', act: (_session, map) => map.arrange('tree'), words: 'layout hierarchy' },
  { id: 'stop', title: 'Stop arranging', icon: 'x', act: (_session, map) => stop(map), look: true },
  { id: 'layout.free', title: 'Place new things by hand', icon: 'hand', act: (session, map) => setLayout(session, map, 'free') },
  {
    id: 'layout.force',
    title: 'Place new things by links',
    icon: 'wand-sparkles',
    act: (session, map) => setLayout(session, map, 'force'),
  },
  { id: 'pin', title: 'Pin or unpin on the map', icon: 'pin', act: togglePin, keys: ['Shift+P'], picked: true },
  {
    id: 'card',
    title: 'Show as a card',
    icon: 'panel-top',
    act: (session, map, keys) => setCard(session, map.key, keys, 'card'),
    picked: true,
  },
  {
    id: 'open-card',
    title: 'Open on the map',
    icon: 'maximize',
    act: (session, map, keys) => setCard(session, map.key, keys, 'open'),
    picked: true,
  },
  {
    id: 'tile',
    title: 'Show as a tile',
    icon: 'square',
    act: (session, map, keys) => setCard(session, map.key, keys, 'point'),
    picked: true,
  },
  {
    id: 'take-out',
    title: 'Take out of the map',
    icon: 'x',
    act: (session, map, keys) => takeOffMap(session, map.key, keys),
    picked: true,
  },
  {
    id: 'prune',
    title: 'Take out of the map what is gone',
    icon: 'unlink',
    act: (session, map) => prune(session, map.key),
    words: 'stale clean',
  },
  { id: 'fit', title: 'Fit the map', icon: 'maximize', act: (_session, map) => map.fit(), keys: ['0'], look: true, words: 'zoom all' },
  { id: 'find', title: 'Find on the map', icon: 'search', act: (_session, map) => map.find(), look: true, words: 'filter search' },
];

/** The query that is meant: the saved one that is selected, else the outline’s filter. */
function queryOf({ session, targets }: CommandContext): { readonly title: string; readonly query: Query } | undefined {
  const saved = targets.map((id) => session.graph.read(id)).find((entity) => entity?.kind === 'query');
  const text = saved ? textOf(saved.properties.text) : readUi().asked;
  const query = readQuery(session.queries, text);
  return query && { title: saved?.title ?? text.trim().slice(0, 60), query };
}

function mapQuery(context: CommandContext): void {
  const { session } = context;
  const asked = queryOf(context);
  if (!asked) return;
  const { ids, more } = session.queries.run(asked.query, { limit: QUERY_LIMIT });
  makeMap(session, ids.map(entityKey), asked.title);
  if (more) showToast(`The map shows the first ${QUERY_LIMIT} answers.`, { icon: 'info' });
}

/** Commands of maps: what each button and key of a map runs, on the map in front. */
export function mapCommands(): readonly Registered[] {
  const base = { group: 'Map', undoable: true } as const;
  const onOne = ROWS.map(
    ({ id, act, picked, look, ...row }): Registered => ({
      ...base,
      ...row,
      id: `map.${id}`,
      undoable: look !== true,
      when: picked ? pickedOnMap : onMap,
      run: ({ session }) => {
        const map = currentMap();
        if (map) act(session, map, map.picked());
      },
    }),
  );
  return [
    {
      ...base,
      id: 'map.create',
      title: 'Make a map',
      icon: 'waypoints',
      when: worldOpen,
      words: 'new graph view of the selection',
      run: (context) => void makeMap(context.session, keysOf(context)),
    },
    {
      ...base,
      id: 'map.put',
      title: 'Put on a map…',
      icon: 'waypoints',
      when: (context) => (keysOf(context).length > 0 ? true : 'Select something first.'),
      words: 'add show graph',
      run: (context) => askWhichMap(context.session, keysOf(context)),
    },
    {
      ...base,
      id: 'map.query',
      title: 'Make a map of this query',
      icon: 'waypoints',
      when: (context) => (queryOf(context) ? true : 'Select a saved query, or type one into the outline’s filter.'),
      words: 'results graph',
      run: mapQuery,
    },
    ...onOne,
  ];
}
