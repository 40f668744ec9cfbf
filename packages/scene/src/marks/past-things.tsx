import type { EntityId } from '@space/doc-schema';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Box3, type Group, type Material, Mesh, type ShaderMaterial, Vector3 } from 'three';
import { applyPlace, readPlace } from '../stage/place.ts';
import { useStage } from '../stage/stage-context.ts';
import { GENERIC_VIEW, viewOf } from '../view/kind-views.ts';
import type { PastThing } from '../world-face.ts';
import { createDashedBow } from './dashed-bow.ts';
import { createGhostMaterial } from './ghost-material.ts';

/** The highest points of the ghosts, metres: where their labels hang. */
export type PastTops = Map<EntityId, Vector3>;

/** A bow shorter than this says nothing, metres. */
const MOVED_M = 0.2;

/** Draws everything below with the ghost's material, as a mark: no shadow, nothing to pick. */
function haunt(group: Group, material: Material): void {
  group.traverse((object) => {
    object.raycast = () => undefined;
    object.castShadow = false;
    object.receiveShadow = false;
    if (object instanceof Mesh && object.material !== material) {
      object.material = material;
      object.renderOrder = 2;
    }
  });
}

/** One thing as it was, with a bow to where it is now. */
function PastOne({ past, tops, material }: { past: PastThing; tops: PastTops; material: ShaderMaterial }): ReactNode {
  const { stage, colours } = useStage();
  const group = useRef<Group>(null);
  const { entity } = past;
  const place = useMemo(() => readPlace(entity), [entity]);
  const [middle, setMiddle] = useState<Vector3>();
  useLayoutEffect(() => {
    if (!group.current || !place) return undefined;
    applyPlace(group.current, place);
    haunt(group.current, material);
    group.current.updateWorldMatrix(true, true);
    const box = new Box3().setFromObject(group.current);
    const centre = box.getCenter(new Vector3());
    tops.set(entity.id, new Vector3(centre.x, box.max.y, centre.z));
    setMiddle((before) => (before?.equals(centre) ? before : centre));
    stage.wake();
    return () => {
      tops.delete(entity.id);
      stage.wake();
    };
  }, [stage, entity, place, tops, material]);
  const bow = useMemo(() => {
    const now = stage.things.get(entity.id);
    const to = now && stage.things.box(now).getCenter(new Vector3());
    return middle && to && middle.distanceTo(to) > MOVED_M ? createDashedBow(middle, to, colours.ghost) : undefined;
  }, [stage, entity, middle, colours]);
  useEffect(() => () => bow?.dispose(), [bow]);
  const kind = place ? viewOf(entity.kind) : GENERIC_VIEW;
  if (!place) return null;
  return (
    <>
      <group ref={group}>
        <kind.View tint={kind.tintOf(entity)} variant={kind.variantOf(entity)} />
      </group>
      {bow ? <primitive key={bow.root.uuid} object={bow.root} /> : null}
    </>
  );
}

/** Things as they were at another time, beside how they are: ghosts that are looked at and never touched. */
export function PastThings({ past, tops }: { past: readonly PastThing[]; tops: PastTops }): ReactNode {
  const { colours } = useStage();
  const material = useMemo(() => createGhostMaterial(colours, true), [colours]);
  useEffect(() => () => material.dispose(), [material]);
  return past.map((each) => <PastOne key={each.entity.id} past={each} tops={tops} material={material} />);
}
