import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Group } from 'three';
import { FRAME_ORDER } from '../stage/stage.ts';
import { useStage } from '../stage/stage-context.ts';
import type { Peer } from '../world-face.ts';
import { Avatar } from './avatar.tsx';
import type { PeerTracker } from './peer-tracker.ts';

/** Everyone who is here, where their view puts them. */
export function Avatars({ tracker, peers }: { readonly tracker: PeerTracker; readonly peers: readonly Peer[] }): ReactNode {
  const { stage, colours } = useStage();
  const groups = useRef(new Map<number, Group>());
  useLayoutEffect(
    () =>
      stage.addFrameWork(({ deltaS, nowMs }) => {
        const moving = tracker.step(deltaS, nowMs);
        for (const [session, group] of groups.current) {
          const shown = tracker.shown.get(session);
          group.visible = shown !== undefined;
          if (!shown) continue;
          if (!group.position.equals(shown.at) || group.rotation.y !== shown.turnRad) stage.shadowsStale = true;
          group.position.copy(shown.at);
          group.rotation.y = shown.turnRad;
        }
        return moving;
      }, FRAME_ORDER.people),
    [stage, tracker],
  );
  return peers.map((peer) => (
    <Avatar
      key={peer.session}
      colour={colours.wear[peer.colour] ?? colours.accent}
      ref={(group: Group | null) => {
        if (group) groups.current.set(peer.session, group);
        else groups.current.delete(peer.session);
        stage.shadowsStale = true;
        stage.wake();
      }}
    />
  ));
}
