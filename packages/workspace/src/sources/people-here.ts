import type { Presence } from '../session/presence.ts';

/** Who is here now, counted by person: this window and the others that the realtime channel tells of. */
export function readPeopleHere(
  presence: Pick<Presence, 'list' | 'subscribe'>,
  me: string,
): { sessions(): ReadonlyMap<string, number>; subscribe(listener: () => void): () => void } {
  return {
    sessions: () => {
      const counts = new Map([[me, 1]]);
      for (const peer of presence.list()) counts.set(peer.person, (counts.get(peer.person) ?? 0) + 1);
      return counts;
    },
    subscribe: (listener) => presence.subscribe(listener),
  };
}
