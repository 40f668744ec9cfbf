import { entityIdOf, type Key } from '@space/doc-schema';
import { readRows, type Row } from '@space/doc-schema/maps';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import { finishLinking, titleOfKey } from '../../commands/links.ts';
import { openKey } from '../../commands/open.ts';
import { runCommand } from '../../commands/run.ts';
import { carriesKeys, carryKeys, readCarried } from '../../parts/key-drag.ts';
import { useGraphVersion, useLinksFrom } from '../../session/hooks.ts';
import type { Session } from '../../session/session.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { readUi, setUi } from '../../ui/ui-state.ts';
import { pick, readPicked, togglePick } from '../map/pick.ts';
import type { ListRowProps } from './list-row.tsx';
import { dropFiles, nudgeInList, putInList, takeOutOfList } from './list-acts.ts';

/** How a list is sorted: as people put it, or by something that changes only what is shown. */
export type Sort = 'hand' | 'title' | 'newest';

/** A list as its rows show it. */
export interface ListView {
  readonly list: Key;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly sort: Sort;
}

function timeOf(session: Session, key: Key): number {
  const id = entityIdOf(key);
  return (id && session.graph.provenance(id, '')?.time) ?? 0;
}

/** The rows as the list is sorted. */
export function useRows(list: Key, sort: Sort): readonly Row[] {
  const session = useSession();
  const links = useLinksFrom(list);
  const version = useGraphVersion();
  return useMemo(() => {
    const rows = links.length > 0 && version >= 0 ? readRows(session.graph, list) : [];
    const name = (row: Row): string => titleOfKey(session, row.key);
    if (sort === 'title') return rows.toSorted((a, b) => name(a).localeCompare(name(b), 'en', { numeric: true }));
    return sort === 'newest' ? rows.toSorted((a, b) => timeOf(session, b.key) - timeOf(session, a.key)) : rows;
  }, [session, list, sort, links, version]);
}

/** The row with the focus, and how it moves. */
export function useCursor(
  rows: readonly Row[],
  show: (index: number) => void,
): { at: number; go: (index: number, extend: boolean) => void; setCursor: (key: Key) => void } {
  const [cursor, setCursor] = useState<Key | undefined>();
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === cursor),
  );
  const go = (index: number, extend: boolean): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    if (!row) return;
    setCursor(row.key);
    pick(extend ? [...new Set([...readPicked(), row.key])] : [row.key]);
    show(next);
  };
  return { at, go, setCursor };
}

/** What the keys of a list do, with the row that has the focus. */
export function pressRowKey(
  session: Session,
  event: KeyboardEvent,
  { list, rows, sort }: ListView,
  moves: { at: number; go: (index: number, extend: boolean) => void; rename: () => void },
): void {
  const { at, go } = moves;
  const key = rows[at]?.key;
  const chosen = readPicked().filter((each) => rows.some((row) => row.key === each));
  const nudge = (by: 1 | -1): void =>
    sort === 'hand' ? nudgeInList(session, list, chosen, by) : void runCommand(session, 'list.order.hand');
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => (event.altKey ? nudge(1) : go(at + 1, event.shiftKey)),
    ArrowUp: () => (event.altKey ? nudge(-1) : go(at - 1, event.shiftKey)),
    Home: () => go(0, event.shiftKey),
    End: () => go(rows.length - 1, event.shiftKey),
    Enter: key && (() => openKey(session, key)),
    ' ': key && (() => setUi({ peek: readUi().peek === key ? undefined : key })),
    Backspace: key && (() => takeOutOfList(session, list, chosen.length > 0 ? chosen : [key])),
    F2: key && moves.rename,
  };
  const act = event.ctrlKey || event.metaKey ? undefined : acts[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** Lets things be dropped between rows: rows of this list move, others come in, text files become notes. */
export function useDrop(view: ListView, rowPx: number): { over: number | undefined; handlers: React.HTMLAttributes<HTMLElement> } {
  const session = useSession();
  const { list, rows, sort } = view;
  const [over, setOver] = useState<number | undefined>();
  const indexAt = (event: DragEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(rows.length, Math.round((event.clientY - box.top + event.currentTarget.scrollTop) / rowPx)));
  };
  const takes = (event: DragEvent): boolean => carriesKeys(event) || event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(indexAt(event));
    },
    onDragLeave: () => setOver(undefined),
    onDrop: (event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(undefined);
      const keys = readCarried(event);
      if (keys.length > 0) putInList(session, list, keys, indexAt(event));
      else void dropFiles(session, list, [...event.dataTransfer.files], indexAt(event));
    },
  };
  return { over: sort === 'hand' ? over : undefined, handlers };
}

/** The rows from the first one picked to one index. */
function rowsUpTo(rows: readonly Row[], index: number): readonly Key[] {
  const picked = readPicked();
  const from = rows.findIndex((row) => picked.includes(row.key));
  const [low, high] = [Math.min(from < 0 ? index : from, index), Math.max(from, index)];
  return rows.slice(low, high + 1).map((row) => row.key);
}

/** What a pointer on a row does; the same functions as long as the list is the same. */
export function useRowActs(
  session: Session,
  { list, rows }: ListView,
  setCursor: (key: Key) => void,
): Pick<ListRowProps, 'onPick' | 'onOpen' | 'onMenu' | 'onDrag'> {
  const latest = useRef(rows);
  latest.current = rows;
  return useMemo(
    () => ({
      onPick: (event: MouseEvent, index: number): void => {
        const row = latest.current[index];
        if (!row) return;
        if (readUi().linking) return finishLinking(session, row.key);
        setCursor(row.key);
        if (event.ctrlKey || event.metaKey) togglePick(row.key);
        else pick(event.shiftKey ? rowsUpTo(latest.current, index) : [row.key]);
      },
      onOpen: (key: Key): void => openKey(session, key),
      onMenu: (event: MouseEvent, key: Key): void => {
        if (!readPicked().includes(key)) pick([key]);
        openMenu(event, entityIdOf(key) ? { type: 'entities', ids: readUi().selection } : { type: 'key', key }, list);
      },
      onDrag: (event: DragEvent, key: Key, title: string): void => {
        const picked = readPicked();
        const keys = picked.includes(key) ? latest.current.map((row) => row.key).filter((each) => picked.includes(each)) : [key];
        carryKeys(event, keys, title);
      },
    }),
    [session, list, setCursor],
  );
}
