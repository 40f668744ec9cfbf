import type { EntityId } from '@space/doc-schema';
import { type ReactNode, useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import { FRAME_ORDER } from '../stage/stage.ts';
import { useStage } from '../stage/stage-context.ts';
import type { LinkKeeper } from './link-keeper.ts';

/** The links between things that stand in the world; lapis where they touch the selection. */
export function Links({ keeper, selection }: { readonly keeper: LinkKeeper; readonly selection: readonly EntityId[] }): ReactNode {
  const { stage, colours } = useStage();
  const version = useSyncExternalStore(stage.entities.subscribeLinks, stage.entities.linksVersion);
  // another version means other links in the same document
  useLayoutEffect(() => keeper.update(stage, colours, new Set(selection)), [keeper, stage, colours, selection, version]);
  useEffect(() => stage.onTouch((id) => keeper.touch(id)), [keeper, stage]);
  useEffect(
    () =>
      stage.addFrameWork(() => {
        keeper.settle(stage);
        return false;
      }, FRAME_ORDER.links),
    [keeper, stage],
  );
  useEffect(() => () => keeper.dispose(), [keeper]);
  return <primitive object={keeper.root} />;
}
