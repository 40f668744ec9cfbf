import type { KeyboardEvent } from 'react';
import { runCommand } from '../../commands/run.ts';
import type { Session } from '../../session/session.ts';
import type { OutlineRow } from './outline-rows.ts';

/** The rows a key acts on, and how it acts. */
export interface TreeMoves {
  readonly rows: readonly OutlineRow[];
  readonly at: number;
  readonly fold: (row: OutlineRow, open: boolean) => void;
  readonly pick: (index: number, how: { extend: boolean; toggle: boolean }) => void;
  /** Selects every row; absent where that is not what “all” means. */
  readonly pickAll: (() => void) | undefined;
}

/** To the right: unfold, then in. */
function goIn({ rows, at, fold }: TreeMoves, go: (index: number) => void): void {
  const row = rows[at];
  if (!row?.hasChildren) return;
  if (row.unfolded) go(at + 1);
  else fold(row, true);
}

/** To the left: fold, then out. */
function goOut({ rows, at, fold }: TreeMoves, go: (index: number) => void): void {
  const row = rows[at];
  if (row?.hasChildren && row.unfolded) fold(row, false);
  else if (row && row.depth > 0) go(rows.findLastIndex((each, i) => i < at && each.depth < row.depth));
}

/** Keys as trees have them; Enter opens and Space peeks at the row with the focus. Keys that are not the tree's go on to the commands. */
export function pressTreeKey(session: Session, event: KeyboardEvent, moves: TreeMoves): void {
  const { rows, at, pick } = moves;
  const all = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' ? moves.pickAll : undefined;
  if (all) {
    event.preventDefault();
    event.stopPropagation();
    return all();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const go = (index: number): void => pick(Math.max(0, Math.min(rows.length - 1, index)), { extend: event.shiftKey, toggle: false });
  const id = rows[at]?.id;
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => goIn(moves, go),
    ArrowLeft: () => goOut(moves, go),
    Enter: () => void (id && runCommand(session, 'entity.open', { targets: [id] })),
    ' ': () => void (id && runCommand(session, 'entity.peek', { targets: [id] })),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
