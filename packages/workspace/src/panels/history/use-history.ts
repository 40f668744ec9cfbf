import { type EntityId, entityIdOf, type Key } from '@space/doc-schema';
import type { RegionState } from '@space/doc-schema/history';
import type { PastThing } from '@space/scene';
import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { useGraphVersion, useVisit } from '../../session/hooks.ts';
import type { Session } from '../../session/session.ts';
import { useSession } from '../../session/session-context.ts';
import { timeOfDay } from '../../ui/time.ts';
import { findPerson } from '../../session/arrival.ts';
import type { Names } from './change-words.ts';
import type { HistoryView } from './history-store.ts';
import type { Moment } from './moments.ts';
import { type Planned, planWanted } from './plan.ts';
import { readPastThings } from './past-things.ts';

/** One fact of the history that is open in this window. */
export function useHistory<T>(select: (view: HistoryView) => T): T {
  return useStore(useSession().history.view, select);
}

/** The gestures that fit what is asked about, oldest first. */
export function useMoments(): readonly Moment[] {
  const { history } = useSession();
  const version = useHistory((view) => view.version);
  const scope = useHistory((view) => view.scope);
  const person = useHistory((view) => view.person);
  return useMemo(() => {
    const ids = scope && new Set(scope);
    const all = version < 0 ? [] : history.moments();
    return all.filter((moment) => {
      if (person !== undefined && (moment.person ?? moment.name) !== person) return false;
      return !ids || moment.changes.some(({ step }) => (step.type === 'link' ? touches(step.name, ids) : ids.has(step.id)));
    });
  }, [history, version, scope, person]);
}

/** Whether a link, by its name, begins or ends at one of these. */
const touches = (name: string, ids: ReadonlySet<EntityId>): boolean => [...ids].some((id) => name.includes(`entity:${id}`));

/** The gesture that is looked at: the first one after the state that is shown. */
export function useHere(moments: readonly Moment[]): Moment | undefined {
  const index = useHistory((view) => view.index);
  return index === undefined ? undefined : moments.find((moment) => moment.index >= index);
}

/** Names for what changed: of things as they are now, else as they were. */
export function namesOf(session: Session, state: RegionState | undefined): Names {
  const { graph } = session;
  return {
    kinds: graph.kinds,
    kindOf: (id) => graph.read(id as EntityId)?.kind ?? state?.entities.get(id as EntityId)?.kind,
    titleOf: (key) => {
      const id = entityIdOf(key as Key);
      const title = id && (graph.read(id)?.title ?? state?.entities.get(id)?.properties['title']);
      return typeof title === 'string' && title !== '' ? title : key;
    },
  };
}

/** Plans what the chosen restore would write, against the region as it is now; undefined while now is shown. */
export function usePlan(here: Moment | undefined): Planned | undefined {
  const session = useSession();
  const { history, graph } = session;
  const me = useVisit((visit) => visit.identity.id);
  const index = useDeferredValue(useHistory((view) => view.index));
  const restore = useHistory((view) => view.restore);
  const scope = useHistory((view) => view.scope);
  const person = useHistory((view) => view.person) ?? me;
  const changed = useGraphVersion();
  return useMemo(() => {
    if (index === undefined || changed < 0) return undefined;
    const { titleOf } = namesOf(session, history.stateAt(index));
    return planWanted(graph, history, { index, restore, scope, person, me, here, titleOf });
  }, [history, graph, session, me, index, restore, scope, person, here, changed]);
}

/** The colour of a person in this world, 1 to 12. */
export function useColourOf(): (person: string | undefined) => number {
  const { graph } = useSession();
  return (person) => {
    const id = person ? findPerson(graph, person) : undefined;
    return Number((id && graph.read(id)?.properties.colour) || 1);
  };
}

/** The things that stood elsewhere at the moment that is looked at, for the world to show as ghosts. */
export function usePastThings(): readonly PastThing[] | undefined {
  const { history, graph } = useSession();
  const index = useDeferredValue(useHistory((view) => view.index));
  const scope = useHistory((view) => view.scope);
  const changed = useGraphVersion();
  return useMemo(() => {
    const state = index === undefined || changed < 0 ? undefined : history.stateAt(index);
    if (!state) return undefined;
    const here = history.moments().find((moment) => moment.index >= (index ?? 0));
    const when = timeOfDay(here?.time ?? history.timeline?.span.until ?? 0);
    return readPastThings(state, scope ?? state.entities.keys(), graph.kinds, (id) => graph.read(id), when);
  }, [history, graph, index, scope, changed]);
}
