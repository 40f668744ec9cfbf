import type { EntityId } from '@space/doc-schema';
import type { Vector3 } from 'three';

/** What a label looks like: a thing's name on a plate, a selection's tag, a person's pill, a relation's word, a read-out, an axis letter, a cursor. */
export type LabelLook = 'name' | 'tag' | 'person' | 'relation' | 'read' | 'axis' | 'cursor';

/** One label for the layer to show. Its key says all that its drawn content depends on. */
export interface Label {
  readonly key: string;
  readonly look: LabelLook;
  /** What it says; with `entity`, what follows the thing's title. */
  readonly text: string;
  readonly entity?: EntityId | undefined;
  /** The kind's icon name, for names. */
  readonly icon?: string | undefined;
  /** A CSS colour, for tags, pills and letters. */
  readonly colour?: string | undefined;
  /** Higher wins: see `layOutLabels`. */
  readonly rank: number;
  /** Not hidden by things before it, may lie over others. */
  readonly free?: boolean;
  /** Pixels down from the anchor, a gizmo's middle; over the gizmo where there is no room under it. */
  readonly dropPx?: number;
  /** Writes where it is, metres; false while it is nowhere. Called per frame: allocate nothing. */
  readonly anchor: (out: Vector3) => boolean;
  /** Writes its changing text; only for read-outs. */
  readonly live?: () => string;
}
