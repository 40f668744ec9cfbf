import type { EntityId } from '@space/doc-schema';

/** Who gets a press. */
export type PressOwner = 'gizmo' | 'face' | 'world';

/** What is known when a pointer goes down or moves. */
export interface PressFacts {
  /** A gizmo handle is under the pointer; it is drawn over everything. */
  readonly gizmo: boolean;
  /** The panel whose face's DOM is under the pointer. */
  readonly face: EntityId | undefined;
  /** The nearest thing, and whether what was met is the hole of its face. */
  readonly hit: { readonly id: EntityId; readonly face: boolean } | undefined;
}

/** A face gets the pointer only if nothing stands before it: the nearest thing must be that very face. */
export function decideOwner({ gizmo, face, hit }: PressFacts): PressOwner {
  if (gizmo) return 'gizmo';
  if (face !== undefined && hit?.face && hit.id === face) return 'face';
  return 'world';
}

/** What a drag that began in the world does. */
export type DragDeed = 'orbit' | 'pan' | 'look' | 'body';

/** What is known when a press becomes a drag. */
export interface DragFacts {
  readonly button: number;
  readonly touch: boolean;
  readonly mode: 'select' | 'fly';
  readonly shift: boolean;
  /** The thing pressed on. */
  readonly thing: { readonly locked: boolean; readonly selected: boolean; readonly floor: boolean } | undefined;
}

/**
 * Left on a thing moves it, left elsewhere orbits (or turns the head in fly mode), right and middle pan. A finger moves only what is
 * selected, and so does a pointer on a floor: nobody wants to drag the plaza when they meant to look around.
 */
export function decideDrag({ button, touch, mode, shift, thing }: DragFacts): DragDeed {
  if (button !== 0) return 'pan';
  if (mode === 'fly') return 'look';
  if (shift && !thing) return 'pan';
  if (!thing || thing.locked) return 'orbit';
  if (!thing.selected && (touch || thing.floor)) return 'orbit';
  return 'body';
}

/** A pointer that went farther than this drags, CSS pixels. */
export const slackPx = (touch: boolean, onHandle: boolean): number => (touch ? 9 : onHandle ? 2 : 4);

/** Whether a thing of this size is a floor: wider than it is high, and wide. */
export const isFloor = (width: number, height: number, depth: number): boolean =>
  Math.min(width, depth) > 2.5 && height < Math.min(width, depth) / 3;
