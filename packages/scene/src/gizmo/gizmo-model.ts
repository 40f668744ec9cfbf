import {
  type BufferGeometry,
  type Color,
  CylinderGeometry,
  DoubleSide,
  FrontSide,
  Group,
  LatheGeometry,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  ShapeGeometry,
  SphereGeometry,
  TorusGeometry,
  Vector2,
  Vector3,
} from 'three';
import { roundedRectangle } from '../forms/outlines.ts';
import type { WorldColours } from '../stage/colours.ts';
import { axisVector, type GizmoMode, type Handle } from './handles.ts';

const PLANE_OPACITY = 0.55;
/** What others fade to while one part is dragged. */
const DIM = 0.3;
const UP = new Vector3(0, 1, 0);
const ORDER = 1000;

interface Piece {
  readonly handle: Handle;
  readonly mesh: Mesh<BufferGeometry, MeshBasicMaterial>;
  readonly opacity: number;
  readonly colour: Color;
}

/** The gizmo's meshes, one unit long; never tone mapped, never hidden by what stands before it. */
export class GizmoModel {
  readonly root: Group = new Group();
  readonly #pieces: Piece[] = [];
  readonly #highlight: Color;

  constructor(mode: GizmoMode, colours: WorldColours) {
    const axes = [colours.axisX, colours.axisY, colours.axisZ] as const;
    this.#highlight = colours.dark ? colours.axisX.clone().set('#ffffff') : colours.axisX.clone().set('#1f1d1a');
    for (const axis of [0, 1, 2] as const) this.#addAxis(mode, axis, axes[axis]);
    if (mode === 'move') this.#addRing(1, axes[1], true);
    if (mode !== 'turn') this.#addHub(colours);
    this.root.traverse((object: Object3D) => {
      object.renderOrder = ORDER;
      object.raycast = () => undefined;
    });
    this.root.visible = false;
  }

  /** Shows which part the pointer is on or drags; while dragging all others fade. Allocates nothing. */
  mark(handle: Handle | undefined, dragging: boolean): void {
    for (const piece of this.#pieces) {
      const own = handle !== undefined && piece.handle.part === handle.part && (handle.part === 'hub' || piece.handle.axis === handle.axis);
      piece.mesh.material.opacity = dragging && !own ? piece.opacity * DIM : own ? 1 : piece.opacity;
      piece.mesh.material.color.copy(piece.colour);
      if (own && !dragging && piece.handle.part !== 'hub') piece.mesh.material.color.lerp(this.#highlight, 0.35);
    }
  }

  dispose(): void {
    for (const { mesh } of this.#pieces) {
      mesh.geometry.dispose();
      mesh.material.dispose();
    }
  }

  #addAxis(mode: GizmoMode, axis: 0 | 1 | 2, colour: Color): void {
    if (mode === 'turn') {
      this.#addRing(axis, colour, false);
      return;
    }
    const arm = new Group();
    arm.quaternion.setFromUnitVectors(UP, axisVector(axis));
    const handle: Handle = { part: 'axis', axis };
    const rod = new CylinderGeometry(0.013, 0.013, 0.78, 12).translate(0, 0.53, 0);
    arm.add(this.#piece(handle, rod, colour, 1));
    arm.add(this.#piece(handle, mode === 'move' ? tipGeometry() : knobGeometry(), colour, 1));
    this.root.add(arm);
    if (mode !== 'move') return;
    const sheet = new ShapeGeometry(roundedRectangle(0.2, 0.2, 0.04)).translate(0.36, 0.36, 0);
    if (axis === 0) sheet.rotateY(-Math.PI / 2);
    if (axis === 1) sheet.rotateX(Math.PI / 2);
    this.root.add(this.#piece({ part: 'plane', axis }, sheet, colour, PLANE_OPACITY));
  }

  #addRing(axis: 0 | 1 | 2, colour: Color, quarter: boolean): void {
    const ring = quarter
      ? new TorusGeometry(0.7, 0.011, 8, 64, Math.PI * 0.42).rotateX(Math.PI / 2).rotateY(-Math.PI * 0.04)
      : new TorusGeometry(0.95, 0.013, 10, 128);
    if (!quarter && axis === 0) ring.rotateY(Math.PI / 2);
    if (!quarter && axis === 1) ring.rotateX(Math.PI / 2);
    this.root.add(this.#piece({ part: 'ring', axis }, ring, colour, 0.95));
  }

  #addHub(colours: WorldColours): void {
    const handle: Handle = { part: 'hub', axis: 1 };
    const white = colours.axisX.clone().set('#ffffff');
    this.root.add(this.#piece(handle, new SphereGeometry(0.055, 24, 16), white, 1));
  }

  #piece(handle: Handle, geometry: BufferGeometry, colour: Color, opacity: number): Mesh {
    const material = new MeshBasicMaterial({
      color: colour,
      depthTest: false,
      depthWrite: false,
      transparent: true,
      opacity,
      toneMapped: false,
      fog: false,
      side: handle.part === 'plane' ? DoubleSide : FrontSide,
    });
    const mesh = new Mesh(geometry, material);
    mesh.frustumCulled = false;
    this.#pieces.push({ handle, mesh, opacity, colour });
    return mesh;
  }
}

function tipGeometry(): BufferGeometry {
  const profile = [
    [0, 0],
    [0.06, 0],
    [0.066, 0.015],
    [0.015, 0.2],
    [0, 0.21],
  ] as const;
  return new LatheGeometry(
    profile.map(([radius, height]) => new Vector2(radius, height)),
    32,
  ).translate(0, 0.9, 0);
}

function knobGeometry(): BufferGeometry {
  return new CylinderGeometry(0.062, 0.062, 0.124, 4, 1).rotateY(Math.PI / 4).translate(0, 0.98, 0);
}
