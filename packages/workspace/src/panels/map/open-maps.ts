import type { Key } from '@space/doc-schema';
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { readUi } from '../../ui/ui-state.ts';

/** What a map that is on the screen can be asked. */
export interface MapHandle {
  readonly key: Key;
  /** What is picked on it, entities and other keys. */
  readonly picked: () => readonly Key[];
  readonly fit: () => void;
  /** Begins a layout; ends the one that runs. */
  readonly arrange: (how: 'force' | 'tree') => void;
  /** Ends a running layout where it is; false when none runs. */
  readonly stop: () => boolean;
  readonly find: () => void;
}

const handles = new Map<Key, MapHandle>();

/** Makes a map on the screen known to the commands, until the returned function is called. */
export function offerMap(handle: MapHandle): () => void {
  handles.set(handle.key, handle);
  return () => {
    if (handles.get(handle.key) === handle) handles.delete(handle.key);
  };
}

/** The map in front: the panel used last that shows one, else any on the screen. */
export function currentMap(): MapHandle | undefined {
  const front = readUi().panels.findLast((panel) => handles.has(panel.key));
  return front ? handles.get(front.key) : [...handles.values()].at(-1);
}

/** What is picked on maps beside entities, which are picked everywhere at once: files and other keys. */
export const useOtherPicks: UseBoundStore<StoreApi<{ readonly keys: readonly Key[] }>> = create(() => ({ keys: [] as readonly Key[] }));
