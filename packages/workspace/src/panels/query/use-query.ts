import type { Entity, EntityId } from '@space/doc-schema';
import type { Query, QueryFault, QueryIndex } from '@space/doc-schema/query';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../../session/session-context.ts';

/** Results are drawn again at most this often. */
const DRAW_MS = 100;
/** What is being typed is not wrong yet: faults show when the keys rest. */
const FAULT_MS = 450;

/** What a query finds now. */
export interface QueryResults {
  readonly query: Query;
  readonly ids: readonly EntityId[];
  /** How many there are without the limit. */
  readonly total: number;
}

/** The query a text stands for, or undefined when it is empty or cannot be read. */
export function readQuery(queries: QueryIndex, text: string): Query | undefined {
  if (text.trim() === '') return undefined;
  const parsed = queries.parse(text);
  return parsed.ok ? parsed.query : undefined;
}

/** What a text's query is; the same object until the text changes. */
export function useQuery(text: string): Query | undefined {
  const { queries } = useSession();
  return useMemo(() => readQuery(queries, text), [queries, text]);
}

/** The results of a query, followed as the document changes; undefined until it was asked, or where there is none. */
export function useQueryResults(query: Query | undefined, compare?: (a: Entity, b: Entity) => number): QueryResults | undefined {
  const { queries } = useSession();
  const [seen, setSeen] = useState<QueryResults | undefined>();
  useEffect(() => {
    if (!query) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      setSeen({ query, ids: watch.ids, total: watch.total });
    };
    const watch = queries.watch(query, () => void (timer ??= setTimeout(show, DRAW_MS)), compare ? { compare } : {});
    show();
    return () => {
      clearTimeout(timer);
      watch.dispose();
    };
  }, [queries, query, compare]);
  return query ? seen : undefined;
}

/** What cannot be read in a text, once typing rests; none while it can be read. */
export function useFaults(text: string): readonly QueryFault[] {
  const { queries } = useSession();
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), FAULT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useMemo(() => {
    if (rested !== text || text.trim() === '') return [];
    const parsed = queries.parse(text);
    return parsed.ok ? [] : parsed.faults;
  }, [queries, rested, text]);
}
