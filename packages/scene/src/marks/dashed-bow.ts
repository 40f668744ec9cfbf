import {
  type Color,
  ConeGeometry,
  CylinderGeometry,
  Group,
  InstancedMesh,
  Mesh,
  MeshBasicMaterial,
  Object3D,
  QuadraticBezierCurve3,
  Vector3,
} from 'three';

const RADIUS_M = 0.014;
const BOW_M = 0.5;
const DASHES = 12;
/** How much of a dash and the gap after it is the dash. */
const INKED = 0.58;
const HEAD_AT = 0.5;
const UP = new Vector3(0, 1, 0);

/** A dashed bow from where a thing was to where it is, with a small head in its middle. Computed once. */
export function createDashedBow(from: Vector3, to: Vector3, colour: Color): { readonly root: Group; dispose(): void } {
  const top = from.clone().add(to).multiplyScalar(0.5);
  top.y += BOW_M * Math.min(2, 0.35 + from.distanceTo(to) / 4);
  const curve = new QuadraticBezierCurve3(from.clone(), top, to.clone());
  const material = new MeshBasicMaterial({ color: colour, transparent: true, opacity: 0.9, toneMapped: false });
  const dashes = new InstancedMesh(new CylinderGeometry(RADIUS_M, RADIUS_M, 1, 8), material, DASHES);
  const place = new Object3D();
  const [start, end] = [new Vector3(), new Vector3()];
  for (let i = 0; i < DASHES; i++) {
    curve.getPointAt(i / DASHES, start);
    curve.getPointAt((i + INKED) / DASHES, end);
    place.position.copy(start).add(end).multiplyScalar(0.5);
    place.quaternion.setFromUnitVectors(UP, end.clone().sub(start).normalize());
    place.scale.set(1, start.distanceTo(end), 1);
    place.updateMatrix();
    dashes.setMatrixAt(i, place.matrix);
  }
  const head = new Mesh(new ConeGeometry(RADIUS_M * 4, RADIUS_M * 11, 20), material);
  curve.getPointAt(HEAD_AT, head.position);
  head.quaternion.setFromUnitVectors(UP, curve.getTangentAt(HEAD_AT).normalize());
  const root = new Group().add(dashes, head);
  for (const mesh of [dashes, head]) {
    mesh.raycast = () => undefined;
    mesh.renderOrder = 2;
  }
  return {
    root,
    dispose: () => {
      dashes.dispose();
      dashes.geometry.dispose();
      head.geometry.dispose();
      material.dispose();
    },
  };
}
