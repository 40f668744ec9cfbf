import type { SearchAnswer } from '@space/doc-schema/search';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useSession } from '../session/session-context.ts';
import type { SearchStatus } from './search-client.ts';

/** Things between two looks while the index is being built. */
const LOOK_AGAIN = 1000;

/** Where the index stands. */
export function useSearchStatus(): SearchStatus {
  const { search } = useSession();
  const subscribe = useCallback((listener: () => void) => search.subscribe(listener), [search]);
  return useSyncExternalStore(subscribe, () => search.status);
}

/** What a text found. `text` is what it was found for: an older one for a moment after a letter was typed. */
export interface Found {
  readonly text: string;
  readonly answer: SearchAnswer | undefined;
}

const NOTHING: Found = { text: '', answer: undefined };

/** What a typed text finds, some milliseconds later; again as the index grows. */
export function useSearch(text: string, limit: number, kind?: string): Found {
  const { search } = useSession();
  const { phase, done } = useSearchStatus();
  const [found, setFound] = useState<Found>(NOTHING);
  const round = phase === 'reading' ? Math.floor(done / LOOK_AGAIN) : phase;
  const asked = text.trim() !== '';
  useEffect(() => {
    if (!asked) return undefined;
    let live = true;
    void search.search(text, { limit, ...(kind ? { kinds: [kind] } : {}) }).then((answer) => live && setFound({ text, answer }));
    return () => {
      live = false;
    };
  }, [search, text, asked, limit, kind, round]);
  return asked ? found : NOTHING;
}
