import type { EntityId } from '@space/doc-schema';
import type { Pose } from '@space/scene';
import type { PresentPeer } from './check-peer.ts';
import type { Identity } from '../start/identity.ts';

/** A person who is here now, with all their windows taken together. */
export interface PresentPerson {
  readonly person: string;
  readonly name: string;
  readonly colour: number;
  readonly you: boolean;
  readonly windows: number;
  readonly selection: readonly EntityId[];
  readonly pose: Pose | undefined;
}

/** Who is here, you first, then in the order their sessions came; several windows of one person are one person. */
export function readPeople(identity: Identity, colour: number, peers: readonly PresentPeer[]): readonly PresentPerson[] {
  const you: PresentPerson = { person: identity.id, name: identity.name, colour, you: true, windows: 1, selection: [], pose: undefined };
  const people = new Map<string, PresentPerson>([[identity.id, you]]);
  for (const peer of peers) {
    const known = people.get(peer.person) ?? { ...peer, you: false, windows: 0, selection: [], pose: undefined };
    people.set(peer.person, {
      person: known.person,
      name: known.name,
      colour: known.colour,
      you: known.you,
      windows: known.windows + 1,
      selection: [...known.selection, ...peer.selection],
      pose: known.pose ?? peer.pose,
    });
  }
  return [...people.values()];
}
