import { useEffect, useMemo, useState } from 'react';
import { useGraphVersion } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { readUi, useUi } from '../../ui/ui-state.ts';
import { type OutlineRow, type OutlineView, readAncestors, readListed, readRows } from './outline-rows.ts';

/** The outline as it is filtered and unfolded now. */
export interface Outline {
  readonly view: OutlineView;
  readonly version: number;
  readonly rows: readonly OutlineRow[];
  readonly total: number;
  readonly filtered: boolean;
  change(next: Partial<OutlineView>): void;
  clear(): void;
}

const PLAIN: Omit<OutlineView, 'trash'> = { text: '', kind: undefined, query: undefined, unfolded: new Set() };

/** “35 entities”, “3 of 35”, “nothing yet”. */
export function countSentence(shown: number, total: number, filtered: boolean, trash: boolean): string {
  if (total === 0) return trash ? 'empty' : 'nothing yet';
  if (filtered) return `${shown} of ${total}`;
  return total === 1 ? '1 entity' : `${total} entities`;
}

/** Follows the document and what is asked of it; a reveal drops the filter and unfolds what holds the selection. */
export function useOutline(): Outline {
  const { graph } = useSession();
  const version = useGraphVersion();
  const trash = useUi((ui) => ui.trashShown);
  const [asked, setAsked] = useState(PLAIN);
  const view = useMemo(() => ({ ...asked, trash }), [asked, trash]);
  const rows = useMemo(() => (version >= 0 ? readRows(graph, view) : []), [graph, view, version]);
  const total = useMemo(() => (version >= 0 ? readListed(graph, trash).length : 0), [graph, trash, version]);
  useEffect(
    () =>
      useUi.subscribe((ui, before) => {
        const [first] = readUi().selection;
        if (ui.revealed === before.revealed || !first) return;
        setAsked((known) => ({ ...PLAIN, unfolded: new Set([...known.unfolded, ...readAncestors(graph, first)]) }));
      }),
    [graph],
  );
  return {
    view,
    version,
    rows,
    total,
    filtered: asked.text.trim() !== '' || asked.kind !== undefined || asked.query !== undefined,
    change: (next) => setAsked((known) => ({ ...known, ...next })),
    clear: () => setAsked((known) => ({ ...PLAIN, unfolded: known.unfolded })),
  };
}
