import type { Entity, Json } from '@space/doc-schema';
import { type Euler, MathUtils, type Object3D } from 'three';
import type { Place, Vec3 } from '../world-face.ts';

const asVec3 = (value: Json | undefined, fallback: Vec3): Vec3 =>
  Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'number' && Number.isFinite(part))
    ? (value as unknown as Vec3) // reason: three finite numbers, checked on the line above
    : fallback;

/** Where an entity stands, or undefined when it stands nowhere (not placed, in the trash). */
export function readPlace(entity: Entity | undefined): Place | undefined {
  if (!entity || entity.trashed) return undefined;
  const { position, turn, scale } = entity.properties;
  if (!Array.isArray(position)) return undefined;
  return { position: asVec3(position, [0, 0, 0]), turn: asVec3(turn, [0, 0, 0]), scale: asVec3(scale, [1, 1, 1]) };
}

/** Whether an entity stands somewhere in the world. */
export const isPlaced = (entity: Entity | undefined): boolean =>
  !!entity && !entity.trashed && Array.isArray(entity.properties['position']);

/** Puts an object at a place. Allocates nothing. */
export function applyPlace(object: Object3D, place: Place): void {
  object.position.set(place.position[0], place.position[1], place.position[2]);
  object.rotation.set(place.turn[0] * MathUtils.DEG2RAD, place.turn[1] * MathUtils.DEG2RAD, place.turn[2] * MathUtils.DEG2RAD, 'YXZ');
  object.scale.set(place.scale[0], place.scale[1], place.scale[2]);
  object.updateMatrix();
}

const tidy = (degrees: number): number => {
  const turned = MathUtils.euclideanModulo(degrees + 180, 360) - 180;
  const rounded = Math.round(turned * 100) / 100;
  return rounded === 0 ? 0 : rounded === -180 ? 180 : rounded;
};

/** A three.js turn in degrees of Euler YXZ, to 0.01, within (−180, 180]. */
export function turnOf(euler: Euler): Vec3 {
  euler.reorder('YXZ');
  return [tidy(euler.x * MathUtils.RAD2DEG), tidy(euler.y * MathUtils.RAD2DEG), tidy(euler.z * MathUtils.RAD2DEG)];
}
