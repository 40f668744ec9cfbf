import type { Key } from '@space/doc-schema';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../../session/session-context.ts';
import { useUi } from '../../ui/ui-state.ts';
import { readAncestors } from './read-ancestors.ts';

/** What of a tree is unfolded and where its cursor is. */
export interface TreeView {
  readonly unfolded: ReadonlySet<Key>;
  readonly active: Key | undefined;
  /** Rises when what is unfolded is to be read again. */
  readonly again: number;
  toggle(key: Key): void;
  activate(key: Key): void;
}

/** A tree's state while it is shown. What is asked to be shown, in this tree's schemes, is unfolded to and made active. */
export function useTreeView(schemes: readonly string[], again: number): TreeView {
  const { catalog } = useSession();
  const [unfolded, setUnfolded] = useState<ReadonlySet<Key>>(new Set());
  const [active, setActive] = useState<Key | undefined>();
  const shown = useUi((ui) => ui.shown);
  const mine = shown && schemes.some((scheme) => shown.key.startsWith(`${scheme}:`)) ? shown : undefined;
  useEffect(() => {
    if (!mine) return undefined;
    let live = true;
    void readAncestors(catalog, mine.key).then((above) => {
      if (!live) return;
      setUnfolded((known) => new Set([...known, ...above]));
      setActive(mine.key);
    });
    return () => {
      live = false;
    };
  }, [catalog, mine]);
  return useMemo(
    () => ({
      unfolded,
      active,
      again,
      activate: setActive,
      toggle: (key) =>
        setUnfolded((known) => (known.has(key) ? new Set([...known].filter((each) => each !== key)) : new Set([...known, key]))),
    }),
    [unfolded, active, again],
  );
}
