import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Group } from 'three';
import { GHOST_YOU_AT } from '../marks/ghost.tsx';
import { useStage } from '../stage/stage-context.ts';
import { Avatar } from './avatar.tsx';

/** Your own avatar, shown only in an empty world, looking at where the first thing goes. */
export function YouBesideGhost(): ReactNode {
  const { stage, colours } = useStage();
  const group = useRef<Group>(null);
  useLayoutEffect(() => {
    group.current?.position.copy(GHOST_YOU_AT);
    if (group.current) group.current.rotation.y = 0.9;
    stage.shadowsStale = true;
    stage.wake();
    return () => {
      stage.shadowsStale = true;
    };
  }, [stage]);
  return <Avatar ref={group} colour={colours.wear[0] ?? colours.accent} />;
}
