import type { EntityId, RegionId } from '../ids.ts';
import type { Json } from '../json-value.ts';

/** One value a gesture changed. `undefined` means that nothing was written there. Links are named by `link`. */
export interface JournalEntry {
  readonly region: RegionId;
  /** The entity, or '' for a link. */
  readonly id: EntityId | '';
  /** The property, or the link's name. */
  readonly property: string;
  /** Of a text: all of it. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One gesture as the journal keeps it: undone and redone as a whole. */
export interface JournalStep {
  readonly title: string;
  readonly entries: readonly JournalEntry[];
}
