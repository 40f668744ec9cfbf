import { type EntityId, entityKey } from '@space/doc-schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { finishLinking } from '../../commands/links.ts';
import { runCommand } from '../../commands/run.ts';
import { useSession } from '../../session/session-context.ts';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import { usePhone } from '../../ui/use-media.ts';
import type { OutlineRow } from './outline-rows.ts';
import { TreeRow } from './tree-row.tsx';
import { planSelection } from './plan-selection.ts';

interface TreeProps {
  readonly rows: readonly OutlineRow[];
  readonly unfolded: ReadonlySet<EntityId>;
  readonly onUnfold: (next: ReadonlySet<EntityId>) => void;
}

/** The rows as a tree with one focus: arrows move, Shift extends, Enter opens, Space peeks, F2 renames, Delete trashes. */
export function OutlineTree({ rows, unfolded, onUnfold }: TreeProps): ReactNode {
  const session = useSession();
  const phone = usePhone();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const selection = useUi((ui) => ui.selection);
  const revealed = useUi((ui) => ui.revealed);
  const selected = useMemo(() => new Set(selection), [selection]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (phone ? 40 : 24),
    overscan: 12,
  });
  const at = Math.min(active, rows.length - 1);

  useEffect(() => {
    const first = selection[0];
    const index = first ? rows.findIndex((row) => row.id === first) : -1;
    if (index < 0) return;
    if (rows[at]?.id !== first) setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
    // Rows are followed only when the selection itself changes: scrolling must not jump when others edit.
  }, [selection, revealed]);

  const fold = (row: OutlineRow, open: boolean): void => {
    const next = new Set(unfolded);
    if (open) next.add(row.id);
    else next.delete(row.id);
    onUnfold(next);
  };
  const pick = (index: number, how: { extend: boolean; toggle: boolean }): void => {
    const row = rows[index];
    if (!row) return;
    if (readUi().linking) return finishLinking(session, entityKey(row.id));
    setActive(index);
    if (!how.extend) setAnchor(index);
    setUi({ selection: planSelection(rows, readUi().selection, { index, anchor: how.extend ? anchor : index, ...how }) });
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const keyed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (moveByKey(event, { rows, at, fold, pick })) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const row = rows[at];
    const id = { Enter: 'entity.open', ' ': 'entity.peek' }[event.key];
    if (row && id && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      void runCommand(session, id, { targets: [row.id] });
    }
  };
  return (
    <div
      ref={box}
      role="tree"
      aria-label="Outline"
      aria-multiselectable="true"
      aria-activedescendant={rows[at] ? `row-${rows[at].path}` : undefined}
      tabIndex={0}
      className="tree"
      onKeyDown={keyed}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <TreeRow
              key={row.path}
              row={row}
              top={item.start}
              active={item.index === at}
              selected={selected.has(row.id)}
              onFold={(open) => fold(row, open)}
              onPick={(event) => pick(item.index, { extend: event.shiftKey, toggle: event.ctrlKey || event.metaKey })}
              onOpen={() => openKey(session, entityKey(row.id))}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

interface Moves {
  readonly rows: readonly OutlineRow[];
  readonly at: number;
  readonly fold: (row: OutlineRow, open: boolean) => void;
  readonly pick: (index: number, how: { extend: boolean; toggle: boolean }) => void;
}

/** Arrow keys as trees have them. True when the key was one of them. */
function moveByKey(event: KeyboardEvent, { rows, at, fold, pick }: Moves): boolean {
  const row = rows[at];
  const extend = event.shiftKey;
  const go = (index: number): true => {
    pick(Math.max(0, Math.min(rows.length - 1, index)), { extend, toggle: false });
    return true;
  };
  switch (event.key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'ArrowRight':
      if (row?.hasChildren && !row.unfolded) fold(row, true);
      else if (row?.hasChildren) go(at + 1);
      return true;
    case 'ArrowLeft':
      if (row?.hasChildren && row.unfolded) fold(row, false);
      else if (row && row.depth > 0) go(rows.findLastIndex((each, i) => i < at && each.depth < row.depth));
      return true;
    default:
      return false;
  }
}
