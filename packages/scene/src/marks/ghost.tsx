import { type ReactNode, useEffect, useMemo } from 'react';
import { CircleGeometry, Mesh, MeshBasicMaterial, RingGeometry, Vector3 } from 'three';
import { boxGeometry } from '../forms/geometries.ts';
import type { WorldColours } from '../stage/colours.ts';
import { useStage } from '../stage/stage-context.ts';
import { createGhostMaterial } from './ghost-material.ts';

/** Where the first thing of an empty world goes, metres. */
export const GHOST_AT: Vector3 = new Vector3(0, 0, -2);
/** Above the ghost, for its label. */
export const GHOST_LABEL_AT: Vector3 = new Vector3(0, 1.12, -2);
/** Where you stand beside it. */
export const GHOST_YOU_AT: Vector3 = new Vector3(-2.3, 0, -2.6);

function createGhostParts(colours: WorldColours): Mesh[] {
  const form = new Mesh(boxGeometry(0.9, 0.9, 0.9, 0.12), createGhostMaterial(colours, true));
  form.position.copy(GHOST_AT).setY(0.02);
  form.rotation.y = 0.5;
  const flat = (geometry: RingGeometry | CircleGeometry, opacity: number): Mesh => {
    const material = new MeshBasicMaterial({ color: colours.accent, transparent: true, opacity, toneMapped: false, depthWrite: false });
    const mesh = new Mesh(geometry.rotateX(-Math.PI / 2), material);
    mesh.position.copy(GHOST_AT).setY(0.012);
    return mesh;
  };
  const parts = [flat(new CircleGeometry(1.06, 96), 0.14), flat(new RingGeometry(1.06, 1.1, 96), 1), form];
  for (const [order, mesh] of parts.entries()) {
    mesh.renderOrder = 1 + order;
    mesh.raycast = () => undefined;
  }
  return parts;
}

/** The first thing of an empty world, not yet there: its form, and a ring where it will stand. */
export function Ghost(): ReactNode {
  const { colours } = useStage();
  const parts = useMemo(() => createGhostParts(colours), [colours]);
  useEffect(
    () => () => {
      for (const mesh of parts) {
        mesh.geometry.dispose();
        (mesh.material as MeshBasicMaterial).dispose(); // reason: each part has one material
      }
    },
    [parts],
  );
  return parts.map((mesh) => <primitive key={mesh.id} object={mesh} />);
}
