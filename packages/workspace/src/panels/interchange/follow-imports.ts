import type { Session } from '../../session/session.ts';
import { readOwnClaims } from './own-claims.ts';

/**
 * Joins what this tab and someone else brought in at the same time without seeing each other, when their import arrives. Only the tab
 * that made a claim folds what it made. Until the returned function is called.
 */
export function followImports(session: Session): () => void {
  const { graph } = session;
  return graph.subscribe((change) => {
    if (change.local || ![...change.links].some((key) => key.startsWith('claim:'))) return;
    const own = readOwnClaims(graph);
    // Fetched only by who needs it; and after the transaction that told, whose other listeners see it first.
    if (own.length > 0) void import('./join-imports.ts').then(({ joinImports }) => joinImports(session, own));
  });
}
