import { entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { startWalk, walk, WALK_HOME, type WalkState, type WalkWorld } from '@space/doc-schema/walk';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { useSession } from '../../session/session-context.ts';
import { readUi, setUi } from '../../ui/ui-state.ts';

/** What was said and what came back. */
export interface Exchange {
  readonly id: number;
  readonly said: string;
  readonly sentences: readonly string[];
}

/** Older exchanges leave the page; nothing of the world is lost with them. */
const KEPT = 60;

/** A walk through the graph as a conversation; `onHeard` gets each answer. */
export function useWalk(onHeard: (sentences: readonly string[]) => void): { exchanges: readonly Exchange[]; say: (line: string) => void } {
  const session = useSession();
  const world = useMemo<WalkWorld>(() => ({ document: session.graph, graph: session.catalog }), [session]);
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const state = useRef<WalkState | undefined>(undefined);
  const count = useRef(0);
  // One after the other: a line that is said while the last one is being answered waits for it.
  const turn = useRef(Promise.resolve());
  const heard = useRef(onHeard);
  heard.current = onHeard;
  const say = useCallback(
    (line: string): void => {
      turn.current = turn.current.then(async () => {
        const from = state.current ?? startWalk(world, startOf());
        const step = await walk(world, from, line);
        state.current = step.state;
        count.current += 1;
        const exchange = { id: count.current, said: line, sentences: step.sentences };
        setExchanges((known) => [...known.slice(1 - KEPT), exchange]);
        const id = entityIdOf(step.state.at);
        // The other views show where the walk is.
        if (step.state.at !== from.at) setUi({ selection: id ? [id] : [] });
        if (step.open) openKey(session, step.open);
        heard.current(step.sentences);
      });
    },
    [session, world],
  );
  useEffect(() => {
    if (count.current === 0) say('');
  }, [say]);
  return { exchanges, say };
}

/** Where a walk begins: at what is selected, else at the world as a whole. */
function startOf(): Key {
  const [first] = readUi().selection;
  return first ? entityKey(first) : WALK_HOME;
}
