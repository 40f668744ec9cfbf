import { type EntityId, entityKey } from '@space/doc-schema';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { finishLinking } from '../../commands/links.ts';
import { openKey } from '../../commands/open.ts';
import { useSession } from '../../session/session-context.ts';
import { usePhone } from '../../ui/use-media.ts';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import type { OutlineRow } from './outline-rows.ts';
import { planSelection } from './plan-selection.ts';
import { askMenu, TreeRow } from './tree-row.tsx';
import { pressTreeKey } from './tree-keys.ts';

interface TreeProps {
  /** What it is called. */
  readonly label: string;
  readonly rows: readonly OutlineRow[];
  readonly unfolded: ReadonlySet<EntityId>;
  readonly onUnfold: (next: ReadonlySet<EntityId>) => void;
  /** Its rows are results: Ctrl+A selects them, not the whole world. */
  readonly results?: boolean;
}

/** Rows of one height under a scrolling box. */
function useRowWindow(count: number, box: RefObject<HTMLDivElement | null>): Virtualizer<HTMLDivElement, Element> {
  const phone = usePhone();
  // reason: the window is read in this component and handed to no memoised child, so that nothing goes stale.
  // oxlint-disable-next-line react/incompatible-library
  return useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => (phone ? 44 : 24), overscan: 12 });
}

/** Where the focus is among the rows. It goes to what gets selected elsewhere, and does not jump when others edit. */
function useCursor(rows: readonly OutlineRow[], show: (index: number) => void): { at: number; move: (index: number) => void } {
  const [active, setActive] = useState(0);
  const latest = useRef({ rows, show });
  useEffect(() => {
    latest.current = { rows, show };
  });
  useEffect(
    () =>
      useUi.subscribe((ui, before) => {
        if (ui.selection === before.selection && ui.revealed === before.revealed) return;
        // The rows a reveal unfolds are drawn first.
        requestAnimationFrame(() => {
          const index = latest.current.rows.findIndex((row) => row.id === ui.selection[0]);
          if (index < 0) return;
          setActive(index);
          latest.current.show(index);
        });
      }),
    [],
  );
  return { at: Math.min(active, rows.length - 1), move: setActive };
}

/** The rows as a tree with one focus: arrows move, Shift extends, Enter opens, Space peeks, F2 renames, Delete trashes. */
export function OutlineTree({ label, rows, unfolded, onUnfold, results }: TreeProps): ReactNode {
  const session = useSession();
  const name = useId();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useRowWindow(rows.length, box);
  const { at, move } = useCursor(rows, (index) => virtual.scrollToIndex(index, { align: 'auto' }));
  const [anchor, setAnchor] = useState(0);
  const selection = useUi((ui) => ui.selection);
  const selected = useMemo(() => new Set(selection), [selection]);
  const fold = (row: OutlineRow, open: boolean): void =>
    onUnfold(open ? new Set([...unfolded, row.id]) : new Set([...unfolded].filter((id) => id !== row.id)));
  const pick = (index: number, how: { extend: boolean; toggle: boolean }): void => {
    const row = rows[index];
    if (!row) return;
    if (readUi().linking) return finishLinking(session, entityKey(row.id));
    move(index);
    if (!how.extend) setAnchor(index);
    setUi({ selection: planSelection(rows, readUi().selection, { index, anchor: how.extend ? anchor : index, ...how }) });
  };
  const pickAll = results ? (): void => setUi({ selection: rows.map((row) => row.id) }) : undefined;
  return (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={rows[at] ? `${name}-row-${rows[at].path}` : undefined}
      tabIndex={0}
      className="tree"
      onContextMenu={(event) => {
        const row = rows[at];
        if (row) askMenu(event, row);
      }}
      onKeyDown={(event) => event.target === event.currentTarget && pressTreeKey(session, event, { rows, at, fold, pick, pickAll })}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row ? (
            <TreeRow
              key={row.path}
              tree={name}
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
