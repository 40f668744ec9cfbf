import type { Entity, EntityId } from '@space/doc-schema';
import {
  Component,
  memo,
  type NamedExoticComponent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Group } from 'three';
import { useStage } from '../stage/stage-context.ts';
import { GENERIC_VIEW, viewOf } from './kind-views.ts';

/** Catches what one entity's view throws, so that the world never goes blank, and shows the generic card instead. */
class ViewBoundary extends Component<{ entity: Entity; children: ReactNode }, { failedFor: Entity | undefined }> {
  override state: { failedFor: Entity | undefined } = { failedFor: undefined };

  static getDerivedStateFromError(): { failedFor: Entity | undefined } {
    return { failedFor: FAILED };
  }

  static getDerivedStateFromProps(
    props: { entity: Entity },
    state: { failedFor: Entity | undefined },
  ): { failedFor: Entity | undefined } | null {
    if (!state.failedFor) return null;
    // Tried again once the entity reads otherwise than when it failed.
    if (state.failedFor === FAILED) return { failedFor: props.entity };
    return state.failedFor === props.entity ? null : { failedFor: undefined };
  }

  override componentDidCatch(error: unknown): void {
    console.error(`The view of ${this.props.entity.kind} "${this.props.entity.title}" failed; it shows as a card.`, error);
  }

  override render(): ReactNode {
    if (!this.state.failedFor) return this.props.children;
    const { entity } = this.props;
    return <GENERIC_VIEW.View tint={GENERIC_VIEW.tintOf(entity)} variant={entity.kind} entity={entity} />;
  }
}

/** Stands for "the entity it was just shown with", which a static method cannot know. */
const FAILED = Object.freeze({}) as Entity; // reason: a mark compared by identity, never read

function useEntity(id: EntityId): Entity | undefined {
  const { stage } = useStage();
  const subscribe = useCallback((listener: () => void) => stage.entities.subscribe(id, listener), [stage, id]);
  return useSyncExternalStore(subscribe, () => stage.graph.read(id));
}

function Standing({ entity }: { readonly entity: Entity }): ReactNode {
  const { stage, colours } = useStage();
  const group = useRef<Group>(null);
  const first = useRef(entity);
  const [, settle] = useState(0);
  first.current = entity;
  // Attached once per mount; places then come from the document directly, not through React.
  useLayoutEffect(() => {
    if (!group.current) return undefined;
    const detach = stage.things.attach(first.current, group.current);
    settle((count) => count + 1);
    return detach;
  }, [stage]);
  // a new reading or theme may have made new meshes
  useLayoutEffect(() => stage.things.changed(entity.id), [stage, entity, colours]);
  const kind = viewOf(entity.kind);
  return (
    <group ref={group}>
      <ViewBoundary entity={entity}>
        <kind.View tint={kind.tintOf(entity)} variant={kind.variantOf(entity)} entity={entity} />
      </ViewBoundary>
    </group>
  );
}

/** One placed entity: re-rendered by its own changes alone. */
export const EntityNode: NamedExoticComponent<{ readonly id: EntityId }> = memo(function EntityNode({
  id,
}: {
  readonly id: EntityId;
}): ReactNode {
  const entity = useEntity(id);
  return entity ? <Standing entity={entity} /> : null;
});

/** Everything that stands in the world. */
export function Entities(): ReactNode {
  const { stage } = useStage();
  const ids = useSyncExternalStore(stage.entities.subscribeList, stage.entities.placed);
  return ids.map((id) => <EntityNode key={id} id={id} />);
}
