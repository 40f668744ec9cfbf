import { entityIdOf, type Key } from '@space/doc-schema';
import type { SearchHit, Snippet, Span } from '@space/doc-schema/search';
import { useEffect, useMemo, useState } from 'react';
import { openHit, revealHit } from '../../search/open-hit.ts';
import type { Found } from '../../search/use-search.ts';
import type { Session } from '../../session/session.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi } from '../../ui/ui-state.ts';
import { findFileRows } from '../palette/palette-rows.ts';

/** One line of the results. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly titleMarks: readonly Span[];
  readonly icon: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly snippet: Snippet | undefined;
  /** Places in its text where something was found. */
  readonly places: number;
  open(): void;
  /** Shows it in the outline and the world; undefined for what stands in neither. */
  readonly reveal: (() => void) | undefined;
}

/** Results of one kind. */
export interface ResultGroup {
  readonly title: string;
  readonly count: number;
  readonly results: readonly Result[];
  readonly revealable: boolean;
}

function readResult(session: Session, hit: SearchHit): Result {
  const id = entityIdOf(hit.key as Key);
  return {
    id: hit.key,
    title: hit.title,
    titleMarks: hit.titleMarks,
    icon: session.graph.kinds.get(hit.kind)?.icon ?? 'circle',
    kind: hit.kind,
    tags: hit.tags,
    snippet: hit.snippet,
    places: hit.places,
    open: () => openHit(session, hit),
    reveal: id ? () => revealHit(session, hit) : undefined,
  };
}

/** The hits by kind, the kind with the best hit first. */
function readGroups(session: Session, { answer }: Found, kind: string | undefined): readonly ResultGroup[] {
  if (!answer) return [];
  const hits = kind ? answer.hits.filter((hit) => hit.kind === kind) : answer.hits;
  return [...Map.groupBy(hits, (hit) => hit.kind)].map(([name, group]) => ({
    title: session.graph.kinds.get(name)?.title ?? name,
    count: answer.kinds[name] ?? group.length,
    results: group.map((hit) => readResult(session, hit)),
    revealable: true,
  }));
}

/** Files of the folder by their names, a moment later; none while the folder is away. */
function useFiles(text: string): readonly Result[] {
  const session = useSession();
  const [found, setFound] = useState<{ readonly text: string; readonly results: readonly Result[] }>({ text: '', results: [] });
  useEffect(() => {
    let live = true;
    const find = async (): Promise<void> => {
      const rows = await findFileRows(session, text);
      const results = rows.map((row) => ({
        ...row,
        titleMarks: [],
        kind: 'file',
        tags: [],
        snippet: undefined,
        places: 0,
        open: () => {
          setUi({ searching: undefined });
          row.run();
        },
        reveal: undefined,
      }));
      if (live) setFound({ text, results });
    };
    const timer = setTimeout(() => void find(), 120);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [session, text]);
  return found.text === text ? found.results : [];
}

/** What is shown for a text: things by kind, then files by name. */
export function useResults(text: string, found: Found, kind: string | undefined): readonly ResultGroup[] {
  const session = useSession();
  const files = useFiles(kind ? '' : text);
  return useMemo(() => {
    const groups = readGroups(session, found, kind);
    const known = new Set(groups.flatMap((group) => group.results.map((result) => result.id)));
    const rest = files.filter((file) => !known.has(file.id));
    return rest.length > 0 ? [...groups, { title: 'Files by name', count: rest.length, results: rest, revealable: false }] : groups;
  }, [session, found, kind, files]);
}
