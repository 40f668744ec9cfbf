import type { EntityId, GraphDoc } from '@space/doc-schema';
import { planRestore, planRevert, readState, type StateChange } from '@space/doc-schema/history';
import type { HistoryStore, RestoreChoice } from './history-store.ts';
import { entitiesOf, type Moment } from './moments.ts';

/** What restoring would do now. */
export interface Planned {
  readonly changes: readonly StateChange[];
  /** What others went on from and which therefore stays. */
  readonly kept: number;
  /** What the button says: “Restore Lamp”. */
  readonly title: string;
  /** What the gesture is called, before the time it goes back to: “Restore Lamp from”. */
  readonly gesture: string;
}

/** What is asked to be restored, and to when. */
export interface Wanted {
  readonly index: number;
  readonly restore: RestoreChoice;
  readonly scope: readonly EntityId[] | undefined;
  /** Whose edits `mine` takes back. */
  readonly person: string;
  readonly me: string;
  /** The gesture that is looked at. */
  readonly here: Moment | undefined;
  readonly titleOf: (key: string) => string;
}

/** Takes back what one person did from the moment on, where nobody went on from it. */
function planMine(graph: GraphDoc, history: HistoryStore, { person, me, here, scope }: Wanted): Planned | undefined {
  const { timeline } = history;
  if (!timeline) return undefined;
  const filter = { person, from: here?.time ?? timeline.span.until, ...(scope ? { ids: new Set(scope) } : {}) };
  const { changes, kept } = planRevert(timeline, readState(graph.doc), filter);
  const name = person === me ? 'own' : `${history.moments().find((moment) => moment.person === person)?.name ?? 'someone'}’s`;
  const title = person === me ? 'Take back my edits since' : 'Take back their edits since';
  return { changes, kept: kept.length, title, gesture: `Take back ${name} edits since` };
}

/** Plans what the chosen restore would write against the region as it is now. Writes nothing. */
export function planWanted(graph: GraphDoc, history: HistoryStore, wanted: Wanted): Planned | undefined {
  const { index, restore, scope, here, titleOf } = wanted;
  if (restore === 'mine') return planMine(graph, history, wanted);
  const target = history.stateAt(index);
  if (!target) return undefined;
  const now = readState(graph.doc);
  if (restore === 'all')
    return {
      changes: planRestore(now, target, { type: 'all' }).changes,
      kept: 0,
      title: 'Restore all',
      gesture: 'Restore everything from',
    };
  const ids = scope ?? (here ? [...entitiesOf(here)] : []);
  const name = ids.length === 1 ? titleOf(`entity:${ids[0]}`) : `${ids.length} things`;
  return {
    changes: planRestore(now, target, { type: 'entities', ids }).changes,
    kept: 0,
    title: `Restore ${name}`,
    gesture: `Restore ${name} from`,
  };
}
