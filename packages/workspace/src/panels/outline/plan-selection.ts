import type { EntityId } from '@space/doc-schema';
import type { OutlineRow } from './outline-rows.ts';

/** How a row was picked: alone, from the anchor to here, or in addition. */
export interface RowPick {
  readonly index: number;
  readonly anchor: number;
  readonly extend: boolean;
  readonly toggle: boolean;
}

/** The selection after a row was picked. */
export function planSelection(
  rows: readonly Pick<OutlineRow, 'id'>[],
  selection: readonly EntityId[],
  { index, anchor, extend, toggle }: RowPick,
): readonly EntityId[] {
  const id = rows[index]?.id;
  if (!id) return selection;
  if (extend) return [...new Set(rows.slice(Math.min(anchor, index), Math.max(anchor, index) + 1).map((row) => row.id))];
  if (!toggle) return [id];
  return selection.includes(id) ? selection.filter((each) => each !== id) : [...selection, id];
}
