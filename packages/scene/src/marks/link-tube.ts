import {
  type BufferGeometry,
  type Color,
  ConeGeometry,
  Group,
  Mesh,
  MeshBasicMaterial,
  QuadraticBezierCurve3,
  TubeGeometry,
  Vector3,
} from 'three';

/** Radius of a link, and of one that touches the selection, metres. */
const RADIUS_M = 0.014;
const RADIUS_TOUCHED_M = 0.018;
const BOW_M = 0.5;
/** Where on the way the head is. */
const HEAD_AT = 0.86;
const OPACITY = 0.9;
const UP = new Vector3(0, 1, 0);

/** One link drawn as a thin bowed tube with a small head. Its ends are set; nothing is computed while they stay. */
export class LinkTube {
  readonly root: Group = new Group();
  /** The middle of the bow, for the relation's word. */
  readonly middle: Vector3 = new Vector3();
  readonly #curve = new QuadraticBezierCurve3(new Vector3(), new Vector3(), new Vector3());
  readonly #material: MeshBasicMaterial;
  readonly #tube: Mesh<BufferGeometry, MeshBasicMaterial>;
  readonly #head: Mesh<BufferGeometry, MeshBasicMaterial>;
  readonly #radius: number;

  constructor(colour: Color, touched: boolean) {
    this.#radius = touched ? RADIUS_TOUCHED_M : RADIUS_M;
    this.#material = new MeshBasicMaterial({ color: colour, transparent: true, opacity: OPACITY, toneMapped: false });
    this.#tube = new Mesh(new ConeGeometry(), this.#material);
    this.#head = new Mesh(new ConeGeometry(this.#radius * 4, this.#radius * 11, 20), this.#material);
    for (const mesh of [this.#tube, this.#head]) {
      mesh.raycast = () => undefined;
      mesh.renderOrder = 2;
      this.root.add(mesh);
    }
    this.root.visible = false;
  }

  /** Spans the link between two points, metres. */
  span(from: Vector3, to: Vector3): void {
    const { v0, v1, v2 } = this.#curve;
    if (this.root.visible && v0.equals(from) && v2.equals(to)) return;
    v0.copy(from);
    v2.copy(to);
    v1.copy(from).add(to).multiplyScalar(0.5);
    v1.y += BOW_M * Math.min(1, 0.35 + from.distanceTo(to) / 4);
    this.#tube.geometry.dispose();
    this.#tube.geometry = new TubeGeometry(this.#curve, 32, this.#radius, 8);
    this.#curve.getPoint(HEAD_AT, this.#head.position);
    this.#head.quaternion.setFromUnitVectors(UP, this.#curve.getTangent(HEAD_AT).normalize());
    this.#curve.getPoint(0.5, this.middle);
    this.root.visible = true;
  }

  dispose(): void {
    this.#tube.geometry.dispose();
    this.#head.geometry.dispose();
    this.#material.dispose();
    this.root.removeFromParent();
  }
}
