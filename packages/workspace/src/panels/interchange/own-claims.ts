import type { GraphDoc } from '@space/doc-schema';

const claimsKey = (graph: GraphDoc): string => `space:claims:${graph.region}`;

/** The imports of this tab: source and claim. */
export function readOwnClaims(graph: GraphDoc): readonly (readonly [string, string])[] {
  try {
    const raw: unknown = JSON.parse(sessionStorage.getItem(claimsKey(graph)) ?? '[]');
    return Array.isArray(raw)
      ? raw.filter((pair): pair is [string, string] => Array.isArray(pair) && pair.every((part) => typeof part === 'string'))
      : [];
  } catch {
    return []; // no storage in this browser: what was doubled is joined when the source is brought in again
  }
}

/** Keeps an import of this tab, over a reload too. */
export function rememberClaim(graph: GraphDoc, source: string, nonce: string): void {
  const claims = [...readOwnClaims(graph), [source, nonce] as const].slice(-50);
  try {
    sessionStorage.setItem(claimsKey(graph), JSON.stringify(claims));
  } catch {
    return; // as above
  }
}
