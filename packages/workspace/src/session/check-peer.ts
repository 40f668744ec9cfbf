import type { EntityId } from '@space/doc-schema';
import type { DragPreview, Peer, Pose } from '@space/scene';

/** A peer as awareness told it, with what the people list needs besides. */
export interface PresentPeer extends Peer {
  readonly person: string;
  readonly editing: string | undefined;
}

type Vec3 = readonly [number, number, number];
const MAX_LISTED = 200;

const isRecord = (raw: unknown): raw is Record<string, unknown> => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const isVec3 = (raw: unknown): raw is Vec3 =>
  Array.isArray(raw) && raw.length === 3 && raw.every((n) => typeof n === 'number' && Number.isFinite(n));
const isId = (raw: unknown): raw is EntityId => typeof raw === 'string' && raw.length > 0 && raw.length <= 64;

function readPose(raw: unknown): Pose | undefined {
  return isRecord(raw) && isVec3(raw.eye) && isVec3(raw.target) ? ({ eye: raw.eye, target: raw.target } as Pose) : undefined;
}

function readDrag(raw: unknown): DragPreview | undefined {
  if (!Array.isArray(raw)) return undefined;
  const items = raw
    .slice(0, MAX_LISTED)
    .filter((item: unknown) => isRecord(item) && isId(item.id) && isVec3(item.position) && isVec3(item.turn) && isVec3(item.scale));
  return items.length > 0 ? (items as unknown as DragPreview) : undefined;
}

function readPersonState(raw: unknown): Pick<PresentPeer, 'person' | 'name' | 'colour'> | undefined {
  if (!isRecord(raw)) return undefined;
  const { id, name, colour } = raw;
  if (typeof id !== 'string' || typeof name !== 'string' || id.length > 64) return undefined;
  const known = typeof colour === 'number' && Number.isInteger(colour) && colour >= 1 && colour <= 12;
  return { person: id, name: name.slice(0, 60) || 'Someone', colour: known ? colour : 1 };
}

/** The one door for what other sessions say about themselves: shape and size checked, the rest dropped. Undefined when it is nobody. */
export function checkPeer(session: number, raw: unknown): PresentPeer | undefined {
  const person = isRecord(raw) ? readPersonState(raw.person) : undefined;
  if (!isRecord(raw) || !person) return undefined;
  const pose = readPose(raw.pose);
  const drag = readDrag(raw.drag);
  return {
    session,
    ...person,
    selection: Array.isArray(raw.selection) ? raw.selection.slice(0, MAX_LISTED).filter(isId) : [],
    ...(pose ? { pose } : {}),
    ...(drag ? { drag } : {}),
    ...(isVec3(raw.pointer) ? { pointer: raw.pointer } : {}),
    editing: typeof raw.editing === 'string' ? raw.editing.slice(0, 300) : undefined,
  };
}
