import type { EntityId } from '@space/doc-schema';
import { joinQueries, type Query } from '@space/doc-schema/query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { setFilter } from '../../commands/query.ts';
import { useGraphVersion } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { readUi, useUi } from '../../ui/ui-state.ts';
import { useQuery, useQueryResults } from '../query/use-query.ts';
import { compareEntities, type OutlineRow, readAncestors, readFlatRows, readListed, readRows } from './outline-rows.ts';

/** The outline as it is filtered and unfolded now. */
export interface Outline {
  /** What is typed into the filter. */
  readonly text: string;
  readonly trash: boolean;
  readonly rows: readonly OutlineRow[];
  /** How many fit, of how many. */
  readonly shown: number;
  readonly total: number;
  readonly filtered: boolean;
  readonly unfolded: ReadonlySet<EntityId>;
  unfold(ids: ReadonlySet<EntityId>): void;
  filter(text: string): void;
}

/** “35 entities”, “3 of 35”, “nothing yet”. */
export function countSentence(shown: number, total: number, filtered: boolean, trash: boolean): string {
  if (total === 0) return trash ? 'empty' : 'nothing yet';
  if (filtered) return `${shown} of ${total}`;
  return total === 1 ? '1 entity' : `${total} entities`;
}

/** What is asked of the document: the typed query, in the trash or out of it. */
function useAsked(trash: boolean): Query | undefined {
  const typed = useQuery(useDeferredValue(useUi((ui) => ui.asked)));
  const trashed = useQuery(trash ? 'is:trashed' : '');
  return useMemo(() => (typed && trashed ? joinQueries(typed, trashed) : (typed ?? trashed)), [typed, trashed]);
}

/** Follows the document and what is asked of it; a reveal drops the filter and unfolds what holds the selection. */
export function useOutline(): Outline {
  const session = useSession();
  const { graph } = session;
  const version = useGraphVersion();
  const trash = useUi((ui) => ui.trashShown);
  const text = useUi((ui) => ui.filter);
  const [unfolded, unfold] = useState<ReadonlySet<EntityId>>(new Set());
  const query = useAsked(trash);
  const results = useQueryResults(query, compareEntities);
  const found = useMemo(() => results && readFlatRows(results.ids), [results]);
  const tree = useMemo(() => (version >= 0 && !query ? readRows(graph, unfolded) : []), [graph, query, unfolded, version]);
  const total = useMemo(() => (version >= 0 ? readListed(graph, trash).length : 0), [graph, trash, version]);
  useEffect(
    () =>
      useUi.subscribe((ui, before) => {
        const [first] = readUi().selection;
        if (ui.revealed === before.revealed || !first) return;
        setFilter(session, '');
        unfold((known) => new Set([...known, ...readAncestors(graph, first)]));
      }),
    [session, graph],
  );
  const rows = found ?? tree;
  return {
    text,
    trash,
    rows,
    shown: query && results ? results.total : rows.length,
    total,
    filtered: text.trim() !== '',
    unfolded,
    unfold,
    filter: (next) => setFilter(session, next),
  };
}
