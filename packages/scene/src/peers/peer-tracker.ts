import type { EntityId } from '@space/doc-schema';
import { Vector3 } from 'three';
import type { Stage } from '../stage/stage.ts';
import type { DragPreview, Peer, PeerSource, Pose, Vec3 } from '../world-face.ts';
import { facing, standingPlace, type Footing } from './standing-place.ts';

/** What others do is shown this much later, smoothly, milliseconds. */
export const SMOOTH_MS = 100;
/** A drag nobody renews is over after this, milliseconds. */
const DRAG_STALE_MS = 4000;
const BODY_M = 0.3;

/** One person as they are shown. */
export interface ShownPeer {
  peer: Peer;
  readonly at: Vector3;
  turnRad: number;
  readonly aim: Vector3;
  aimTurnRad: number;
  readonly pointer: Vector3;
  readonly aimPointer: Vector3;
  hasPointer: boolean;
  pose: Pose | undefined;
}

interface ShownDrag {
  readonly position: Vector3;
  readonly aim: Vector3;
  readonly session: number;
  untilMs: number;
  source: DragPreview;
}

const set = (out: Vector3, [x, y, z]: Vec3): Vector3 => out.set(x, y, z);

/** Follows other people: where they stand, what they drag, where they point; all of it eased over 100 ms. */
export class PeerTracker {
  readonly shown: Map<number, ShownPeer> = new Map();
  readonly #stage: Stage;
  readonly #drags = new Map<EntityId, ShownDrag>();
  readonly #footing: Footing;
  #list: readonly Peer[] = [];
  #dirty = true;
  #thingCount = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#footing = {
      support: (x, z, y) => stage.picker.support(x, z, y),
      taken: (x, z, y) => this.#taken(x, z, y),
    };
  }

  /** Listens to a source; `changed` is called when who is there, their names or selections may differ. */
  follow(source: PeerSource, changed: () => void): () => void {
    const read = (): void => {
      this.#list = source.list();
      this.#dirty = true;
      changed();
      this.#stage.wake();
    };
    read();
    return source.subscribe(read);
  }

  /** Moves everyone on by a frame; true while someone is on their way. */
  step(deltaS: number, nowMs: number): boolean {
    const { size } = this.#stage.things;
    if (size !== this.#thingCount) this.#stand();
    this.#thingCount = size;
    if (this.#dirty) this.#read(nowMs);
    const reduced = this.#stage.told.reducedMotion === true;
    // An exponential approach that has gone 95 % of the way after SMOOTH_MS.
    const share = reduced ? 1 : 1 - Math.exp((-3 * deltaS * 1000) / SMOOTH_MS);
    let moving = false;
    for (const shown of this.shown.values()) moving = approach(shown, share) || moving;
    for (const [id, drag] of this.#drags) moving = this.#stepDrag(id, drag, share, nowMs) || moving;
    return moving;
  }

  /** Things came or went: everyone finds their place anew. */
  #stand(): void {
    for (const shown of this.shown.values()) shown.pose = undefined;
    this.#dirty = true;
  }

  #read(nowMs: number): void {
    this.#dirty = false;
    const seen = new Set<number>();
    const dragged = new Set<EntityId>();
    const sessions = this.#list.map((peer) => peer.session).sort((a, b) => a - b);
    for (const peer of this.#list) {
      seen.add(peer.session);
      this.#readPeer(peer, sessions.indexOf(peer.session));
      if (peer.drag) this.#readDrag(peer.session, peer.drag, nowMs, dragged);
    }
    for (const session of this.shown.keys()) if (!seen.has(session)) this.shown.delete(session);
    // The last place stays a moment, until the document has it.
    for (const [id, drag] of this.#drags) if (!dragged.has(id)) drag.untilMs = Math.min(drag.untilMs, nowMs + 400);
  }

  #readPeer(peer: Peer, seat: number): void {
    const known = this.shown.get(peer.session);
    if (peer.pose && (known?.pose !== peer.pose || known.peer.selection !== peer.selection)) {
      const place = standingPlace(peer.pose, seat, this.#footing);
      const shown = known ?? newShown(peer, place);
      set(shown.aim, place);
      shown.aimTurnRad = facing(place, this.#lookedAt(peer, peer.pose));
      if (!known) shown.turnRad = shown.aimTurnRad;
      shown.pose = peer.pose;
      shown.peer = peer;
      this.shown.set(peer.session, shown);
    } else if (known) known.peer = peer;
    const shown = this.shown.get(peer.session);
    if (!shown) return;
    if (peer.pointer) set(shown.aimPointer, peer.pointer);
    if (peer.pointer && !shown.hasPointer) shown.pointer.copy(shown.aimPointer);
    shown.hasPointer = peer.pointer !== undefined;
  }

  /** A person turns to what they selected, else to what they look at. */
  #lookedAt(peer: Peer, pose: Pose): Vec3 {
    const [first] = peer.selection;
    const thing = first === undefined ? undefined : this.#stage.things.get(first);
    return thing ? thing.place.position : pose.target;
  }

  #readDrag(session: number, source: DragPreview, nowMs: number, dragged: Set<EntityId>): void {
    for (const place of source) {
      dragged.add(place.id);
      const known = this.#drags.get(place.id);
      if (known) {
        if (known.source !== source) known.untilMs = nowMs + DRAG_STALE_MS;
        known.source = source;
        set(known.aim, place.position);
        continue;
      }
      const from = this.#stage.things.get(place.id)?.place.position ?? place.position;
      const at = set(new Vector3(), from);
      this.#drags.set(place.id, { position: at, aim: set(new Vector3(), place.position), session, untilMs: nowMs + DRAG_STALE_MS, source });
    }
  }

  #stepDrag(id: EntityId, drag: ShownDrag, share: number, nowMs: number): boolean {
    const { things } = this.#stage;
    const thing = things.get(id);
    const told = drag.source.find((place) => place.id === id);
    const arrived = thing && told && sameVec(thing.place.position, told.position) && sameVec(thing.place.turn, told.turn);
    const released = nowMs > drag.untilMs || (arrived && drag.untilMs - nowMs <= 400);
    if (!thing || !told || released) {
      this.#drags.delete(id);
      things.preview(id, undefined);
      return true;
    }
    if (drag.position.distanceToSquared(drag.aim) > 1e-6) drag.position.lerp(drag.aim, share);
    else drag.position.copy(drag.aim);
    things.preview(id, { position: [drag.position.x, drag.position.y, drag.position.z], turn: told.turn, scale: told.scale });
    return true; // until released, so that a drag that is never renewed times out
  }

  #taken(x: number, z: number, y: number): boolean {
    for (const thing of this.#stage.things.all()) {
      const { min, max } = this.#stage.things.box(thing);
      const inside = x > min.x - BODY_M && x < max.x + BODY_M && z > min.z - BODY_M && z < max.z + BODY_M;
      if (inside && max.y > y + 0.15 && min.y < y + 1.1) return true;
    }
    return false;
  }
}

const sameVec = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

function newShown(peer: Peer, place: Vec3): ShownPeer {
  return {
    peer,
    at: set(new Vector3(), place),
    turnRad: 0,
    aim: set(new Vector3(), place),
    aimTurnRad: 0,
    pointer: new Vector3(),
    aimPointer: new Vector3(),
    hasPointer: false,
    pose: undefined,
  };
}

function approach(shown: ShownPeer, share: number): boolean {
  const turn = Math.atan2(Math.sin(shown.aimTurnRad - shown.turnRad), Math.cos(shown.aimTurnRad - shown.turnRad));
  const still =
    shown.at.distanceToSquared(shown.aim) < 1e-6 && Math.abs(turn) < 1e-3 && shown.pointer.distanceToSquared(shown.aimPointer) < 1e-6;
  if (still) {
    shown.at.copy(shown.aim);
    shown.turnRad = shown.aimTurnRad;
    return false;
  }
  shown.at.lerp(shown.aim, share);
  shown.pointer.lerp(shown.aimPointer, share);
  shown.turnRad += turn * share;
  return true;
}
