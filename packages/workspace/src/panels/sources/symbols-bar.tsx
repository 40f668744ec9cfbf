import type { GraphNode, Key } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { openKey } from '../../commands/open.ts';
import { useSession } from '../../session/session-context.ts';
import { SourceBranch, SourceTree } from './source-tree.tsx';
import { useTreeView } from './use-tree-view.ts';

const kindWord = (node: GraphNode): string => (typeof node.facts.type === 'string' ? node.facts.type : 'symbol');

/** What a file declares, as a tree: each goes to its line, and can be linked by its menu like anything else. */
export function SymbolsBar({ fileKey }: { fileKey: Key }): ReactNode {
  const session = useSession();
  const view = useTreeView(['symbol'], 0);
  const act = (node: GraphNode): void => openKey(session, node.key);
  return (
    <div className="symbols-bar">
      <SourceTree label="Symbols" view={view}>
        <SourceBranch path={fileKey} depth={0} view={view} kindWord={kindWord} onAct={act} />
      </SourceTree>
    </div>
  );
}
