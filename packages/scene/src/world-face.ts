import type { Entity, EntityId, GraphDoc } from '@space/doc-schema';
import type { ReactNode, Ref } from 'react';

/** Three numbers; metres in the world's frame (Y up) unless the name says otherwise. */
export type Vec3 = readonly [number, number, number];

/** Where a person looks from and at, metres. */
export interface Pose {
  readonly eye: Vec3;
  readonly target: Vec3;
}

/** Where a thing stands: its foot point in metres, its turn in degrees (Euler YXZ), its scale. */
export interface Place {
  readonly position: Vec3;
  readonly turn: Vec3;
  readonly scale: Vec3;
}

/** One thing in a drag: shown, not yet written. */
export interface DraggedPlace extends Place {
  readonly id: EntityId;
}

/** Everything one drag moves. */
export type DragPreview = readonly DraggedPlace[];

/** Another session in this world. */
export interface Peer {
  readonly session: number;
  readonly name: string;
  /** A person token, 1 to 12. */
  readonly colour: number;
  readonly pose?: Pose | undefined;
  readonly selection: readonly EntityId[];
  readonly drag?: DragPreview | undefined;
  /** The point of the world under their pointer. */
  readonly pointer?: Vec3 | undefined;
}

/** Where the other sessions are read from. `list` gives the same array until something changed. */
export interface PeerSource {
  list(): readonly Peer[];
  subscribe(listener: () => void): () => void;
}

/** CSS pixels at each edge that islands cover. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** How much a picture may cost: `light` for tests and weak machines, `picture` for stills. */
export type Quality = 'light' | 'normal' | 'picture';

/** What the pointer asked a menu for. */
export interface MenuRequest {
  readonly id?: EntityId | undefined;
  /** CSS pixels in the window. */
  readonly screen: readonly [number, number];
  readonly ground: Vec3 | undefined;
}

/** What a pick found. */
export interface PickAnswer {
  readonly id?: EntityId | undefined;
  readonly point?: Vec3 | undefined;
}

/** Counts of the last frame, for tests and profiling. */
export interface WorldStats {
  readonly drawCalls: number;
  readonly triangles: number;
  readonly entities: number;
  readonly programs: number;
  /** Frames drawn since the world was mounted. */
  readonly frames: number;
  /** Nothing moves and no frame is asked for: what is on the screen stays there. */
  readonly atRest: boolean;
}

/** What a workspace may ask of the world. */
export interface WorldHandle {
  /** Moves the camera so that these fill the free area; 150 ms unless `instant`. Ids that stand nowhere are passed over. */
  frame(ids: readonly EntityId[], options?: { readonly instant?: boolean }): void;
  /** Back to the pose a world opens with. */
  home(): void;
  /** Where a new thing should stand: on what is in the middle of the free area, snapped to 0.25 m. */
  groundAhead(): Vec3;
  /** What is under a point of the window, CSS pixels. */
  pick(screen: readonly [number, number]): PickAnswer;
  /** A point of the window where a thing is seen and `pick` finds it, CSS pixels; undefined while it is hidden or out of view. */
  locate(id: EntityId): readonly [number, number] | undefined;
  lookAt(pose: Pose): void;
  stats(): WorldStats;
}

/** A thing as it was at another time. */
export interface PastThing {
  readonly entity: Entity;
  /** What hangs over it, such as “Lamp before 09:28”. */
  readonly label: string;
}

/** Everything the world is told and everything it tells. */
export interface WorldViewProps {
  readonly graph: GraphDoc;
  readonly theme: 'dark' | 'light';
  readonly selection: readonly EntityId[];
  /** A thing pointed at elsewhere (an outline row); the pointer's own hover needs no help. */
  readonly hovered?: EntityId | undefined;
  readonly insets?: Insets;
  readonly mode?: 'select' | 'fly';
  /** What the gizmo on the selection does; `none` shows none, bodies can still be dragged. `move` unless told. */
  readonly gizmo?: 'move' | 'turn' | 'size' | 'none';
  readonly peers?: PeerSource;
  readonly you?: { readonly name: string; readonly colour: number };
  /** An empty world: the first thing's label. Shows its ghost and your own avatar. */
  readonly ghost?: string | undefined;
  /** Things as they were at another time, shown as ghosts with a bow to where they are now; at most a few dozen. */
  readonly past?: readonly PastThing[] | undefined;
  readonly reducedMotion?: boolean;
  readonly quality?: Quality;
  /** The icon of a kind for labels, 12 px. Without it labels have none. */
  readonly renderIcon?: (icon: string) => ReactNode;
  /** The content of a panel's face, at the panel's own pixels. */
  readonly renderFace?: (entity: Entity) => ReactNode;
  readonly onSelect?: (ids: readonly EntityId[], how: { readonly additive: boolean }) => void;
  readonly onHover?: (id: EntityId | undefined) => void;
  readonly onOpen?: (id: EntityId) => void;
  readonly onContextMenu?: (request: MenuRequest) => void;
  /** At most 10 a second while the camera moves, and once at its rest. */
  readonly onPose?: (pose: Pose) => void;
  /** The point of the world under the pointer, at most 10 a second; undefined when it left. */
  readonly onPointer?: (point: Vec3 | undefined) => void;
  /** At most 20 a second during a drag; undefined when it ended. Nothing is written before `onTransform`. */
  readonly onDrag?: (preview: DragPreview | undefined) => void;
  /** Once per drag, on release, before this call returns the new places should be written. */
  readonly onTransform?: (changes: DragPreview) => void;
  readonly handle?: Ref<WorldHandle>;
}
