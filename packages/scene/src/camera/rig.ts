import CameraControls from 'camera-controls';
import {
  Box3,
  MathUtils,
  Matrix4,
  type PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import { landHeight } from '../land.ts';
import type { Insets, Pose, Vec3 } from '../world-face.ts';
import type { View } from './home-pose.ts';
import { ShiftMotion, viewShift } from './insets.ts';

CameraControls.install({ THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster } });

/** Framing and docks take this long, seconds. */
const MOVE_S = 0.15;
/** The camera keeps this far above the land, metres. */
const CLEARANCE_M = 0.35;
const NEAREST_M = 0.6;
const FARTHEST_M = 150;
/** One notch of a wheel brings the eye this much of the way, by its power of the notches. */
const WHEEL_STEP = 0.86;

const asVec3 = (v: Vector3): Vec3 => [v.x, v.y, v.z];

/**
 * The camera of one world: orbit, pan, zoom to a point, walk, fly, frame. Input arrives as calls, so that one router decides who gets
 * the pointer. Nothing here renders; `step` moves the camera and says whether it is still on its way.
 */
export class CameraRig {
  readonly #camera: PerspectiveCamera;
  readonly #controls: CameraControls;
  readonly #shift = new ShiftMotion();
  readonly #eye = new Vector3();
  readonly #target = new Vector3();
  readonly #ahead = new Vector3();
  readonly #side = new Vector3();
  #width = 1;
  #height = 1;
  #sized = false;
  #reduced = false;

  constructor(camera: PerspectiveCamera) {
    this.#camera = camera;
    this.#controls = new CameraControls(camera);
    this.#controls.smoothTime = MOVE_S / 2.5;
    this.#controls.minDistance = NEAREST_M;
    this.#controls.maxDistance = FARTHEST_M;
    this.#controls.maxPolarAngle = MathUtils.degToRad(118);
    this.#controls.minPolarAngle = MathUtils.degToRad(2);
    this.#controls.restThreshold = 0.002;
  }

  /** With reduced motion every move is a cut. */
  set reducedMotion(reduced: boolean) {
    this.#reduced = reduced;
  }

  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
  }

  /** Keeps the middle of the free area in the middle; the first call, and any with reduced motion, is a cut. */
  setInsets(insets: Insets, nowMs: number): void {
    this.#shift.aim(viewShift(insets), nowMs, this.#sized && !this.#reduced ? MOVE_S * 1000 : 0);
    this.#sized = true;
  }

  look(view: Pose | View, smooth: boolean): void {
    if ('fov' in view && this.#camera.fov !== view.fov) {
      this.#camera.fov = view.fov;
      this.#camera.updateProjectionMatrix();
    }
    void this.#controls.setLookAt(...view.eye, ...view.target, smooth && !this.#reduced);
    this.#controls.normalizeRotations();
  }

  /** Where the camera is going, or is. */
  pose(): Pose {
    this.#controls.getPosition(this.#eye);
    this.#controls.getTarget(this.#target);
    return { eye: asVec3(this.#eye), target: asVec3(this.#target) };
  }

  /** The point looked at now, written into `out`. */
  target(out: Vector3): Vector3 {
    return this.#controls.getTarget(out, false);
  }

  /** Metres between eye and target. */
  get distance(): number {
    return this.#controls.distance;
  }

  /** Turns around the target by a drag of CSS pixels. */
  orbit(dx: number, dy: number): void {
    const perPixel = Math.PI / Math.max(320, this.#height);
    void this.#controls.rotate(-dx * perPixel * 1.2, -dy * perPixel, false);
  }

  /** Moves eye and target with a drag of CSS pixels, so that what was under the pointer stays under it at the target's distance. */
  pan(dx: number, dy: number): void {
    const perPixel = (2 * Math.tan(MathUtils.degToRad(this.#camera.fov / 2)) * this.#controls.distance) / this.#height;
    void this.#controls.truck(-dx * perPixel, -dy * perPixel, false);
    this.#keepTarget();
  }

  /** Brings the eye nearer to a point (notches < 0) or away from it; the point stays where it is on screen. */
  zoom(notches: number, towards: Vector3): void {
    this.#controls.getPosition(this.#eye);
    this.#controls.getTarget(this.#target);
    const reach = this.#eye.distanceTo(this.#target);
    const wanted = WHEEL_STEP ** -notches;
    const factor = MathUtils.clamp(reach * wanted, NEAREST_M, FARTHEST_M) / reach;
    this.#eye.sub(towards).multiplyScalar(factor).add(towards);
    this.#target.sub(towards).multiplyScalar(factor).add(towards);
    void this.#controls.setLookAt(this.#eye.x, this.#eye.y, this.#eye.z, this.#target.x, this.#target.y, this.#target.z, !this.#reduced);
  }

  /** Turns the head: the eye stays, the target swings. CSS pixels. */
  turnHead(dx: number, dy: number): void {
    const perPixel = MathUtils.degToRad(this.#camera.fov) / this.#height;
    this.#controls.getPosition(this.#eye);
    this.#controls.getTarget(this.#target);
    const ahead = this.#ahead.copy(this.#target).sub(this.#eye);
    const reach = ahead.length();
    const polar = Math.acos(MathUtils.clamp(ahead.y / reach, -1, 1)) + dy * perPixel * 1.6;
    const azimuth = Math.atan2(ahead.x, ahead.z) - dx * perPixel * 1.6;
    ahead.setFromSphericalCoords(reach, MathUtils.clamp(polar, 0.1, Math.PI - 0.1), azimuth).add(this.#eye);
    void this.#controls.setLookAt(this.#eye.x, this.#eye.y, this.#eye.z, ahead.x, ahead.y, ahead.z, false);
  }

  /** Goes by metres: forward, to the right, up. Walking keeps to the level, flying goes where it looks. */
  go(forward: number, right: number, up: number, level: boolean): void {
    this.#controls.getPosition(this.#eye);
    this.#controls.getTarget(this.#target);
    const ahead = this.#ahead.copy(this.#target).sub(this.#eye);
    if (level) ahead.y = 0;
    if (ahead.lengthSq() < 1e-6) this.#camera.getWorldDirection(ahead).setY(0);
    ahead.normalize();
    const side = this.#side.set(-ahead.z, 0, ahead.x).normalize();
    ahead.multiplyScalar(forward).addScaledVector(side, right);
    ahead.y += up;
    this.#eye.add(ahead);
    this.#target.add(ahead);
    void this.#controls.setLookAt(this.#eye.x, this.#eye.y, this.#eye.z, this.#target.x, this.#target.y, this.#target.z, false);
  }

  /** Looks at a ball from where the camera is, so that it fills most of the free area. */
  frame(centre: Vector3, radiusM: number, insets: Insets, instant: boolean): void {
    const free = Math.min(this.#width - insets.left - insets.right, this.#height - insets.top - insets.bottom);
    const share = MathUtils.clamp(free / this.#height, 0.25, 1);
    // Small things keep more of their surroundings.
    const air = MathUtils.mapLinear(MathUtils.clamp(radiusM, 0.9, 2.4), 0.9, 2.4, 1.6, 1.05);
    const distance = MathUtils.clamp((Math.max(radiusM, 0.9) * air) / (Math.tan(MathUtils.degToRad(this.#camera.fov / 2)) * share), 4, 90);
    this.#controls.getPosition(this.#eye);
    this.#controls.getTarget(this.#target);
    this.#ahead.copy(this.#eye).sub(this.#target).normalize();
    this.#ahead.y = MathUtils.clamp(this.#ahead.y, 0.12, 0.8);
    this.#eye.copy(this.#ahead.normalize()).multiplyScalar(distance).add(centre);
    this.look({ eye: asVec3(this.#eye), target: asVec3(centre) }, !instant);
  }

  /** Moves on by a frame; true while the camera or the shift is on its way. */
  step(deltaS: number, nowMs: number): boolean {
    const moved = this.#controls.update(deltaS);
    const shifting = this.#shift.step(nowMs);
    this.#shift.apply(this.#camera, this.#width, this.#height);
    const floor = landHeight(this.#camera.position.x, this.#camera.position.z) + CLEARANCE_M;
    if (this.#camera.position.y < floor) {
      this.#camera.position.y = floor;
      this.#controls.getTarget(this.#target, false);
      this.#camera.lookAt(this.#target);
    }
    this.#camera.updateMatrixWorld();
    return moved || shifting;
  }

  dispose(): void {
    this.#controls.dispose();
  }

  /** A target under the land would make orbiting lurch. */
  #keepTarget(): void {
    this.#controls.getTarget(this.#target);
    const floor = landHeight(this.#target.x, this.#target.z);
    if (this.#target.y < floor) {
      this.#controls.getPosition(this.#eye);
      void this.#controls.setLookAt(this.#eye.x, this.#eye.y, this.#eye.z, this.#target.x, floor, this.#target.z, false);
    }
  }
}
