import { FOOT_PX } from '../camera/insets.ts';
import type { Insets } from '../world-face.ts';

/** A label that would like to be shown. Screen numbers are CSS pixels. */
export interface Wish {
  /** Left edge, top edge, width, height. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Metres from the eye; nearer wins. */
  distance: number;
  /** Higher wins over nearer: selected 2, hovered or a person 1, others 0. */
  rank: number;
  /** Off screen or hidden by something solid. */
  hidden: boolean;
  /** May lie over others: read-outs, cursors. */
  free: boolean;
  /** The answer. */
  shown: boolean;
}

/** Never more labels than this at once. */
export const MOST_LABELS = 24;
/** Air around a label, CSS pixels. */
const GAP_PX = 2;

const overlaps = (a: Wish, b: Wish): boolean =>
  a.x < b.x + b.width + GAP_PX && b.x < a.x + a.width + GAP_PX && a.y < b.y + b.height + GAP_PX && b.y < a.y + a.height + GAP_PX;

const before = (a: Wish, b: Wish): number => b.rank - a.rank || a.distance - b.distance;

/**
 * Decides which labels show: hidden ones never, selected before pointed-at before others, nearer before farther, none over another,
 * at most `MOST_LABELS`. Sorts `wishes` and writes `shown`; allocates nothing else.
 */
export function layOutLabels(wishes: Wish[]): void {
  wishes.sort(before);
  let count = 0;
  for (let i = 0; i < wishes.length; i++) {
    const wish = wishes[i];
    if (!wish) continue;
    wish.shown = !wish.hidden && (wish.free || (count < MOST_LABELS && !covered(wishes, i, wish)));
    if (wish.shown && !wish.free) count++;
  }
}

function covered(wishes: readonly Wish[], upTo: number, wish: Wish): boolean {
  for (let i = 0; i < upTo; i++) {
    const other = wishes[i];
    if (other?.shown && !other.free && overlaps(other, wish)) return true;
  }
  return false;
}

/** Over a gizmo and its letter, CSS pixels from its middle. */
const ABOVE_GIZMO_PX = 146;

/**
 * The top edge of a read-out under a gizmo, or over it where it would leave the free area, CSS pixels. `y` is the gizmo's middle,
 * `dropPx` how far under it the read-out hangs.
 */
export function besideGizmo(y: number, dropPx: number, heightPx: number, viewPx: number, insets: Insets): number {
  const under = y + dropPx;
  if (under + heightPx <= viewPx - Math.max(insets.bottom, FOOT_PX)) return under;
  return Math.max(insets.top + GAP_PX, y - ABOVE_GIZMO_PX - heightPx);
}
