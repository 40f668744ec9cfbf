import { type EntityId, entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { useMemo } from 'react';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import { useOtherPicks } from './open-maps.ts';

/** Everything picked: the entities that are picked everywhere, and keys of other sources. */
export const readPicked = (): readonly Key[] => [...readUi().selection.map(entityKey), ...useOtherPicks.getState().keys];

/** Picks these and nothing else; entities are picked everywhere at once. */
export function pick(keys: readonly Key[]): void {
  setUi({ selection: keys.flatMap((key): readonly EntityId[] => [entityIdOf(key)].filter((id) => id !== undefined)) });
  useOtherPicks.setState({ keys: keys.filter((key) => entityIdOf(key) === undefined) });
}

/** Adds to what is picked, or takes away what was. */
export function togglePick(key: Key): void {
  const picked = readPicked();
  pick(picked.includes(key) ? picked.filter((each) => each !== key) : [...picked, key]);
}

/** Everything picked, followed as it changes. */
export function usePicked(): ReadonlySet<Key> {
  const selection = useUi((ui) => ui.selection);
  const others = useOtherPicks((state) => state.keys);
  return useMemo(() => new Set([...selection.map(entityKey), ...others]), [selection, others]);
}
