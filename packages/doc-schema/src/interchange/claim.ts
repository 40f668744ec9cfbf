import type { GraphDoc } from '../document/graph-doc.ts';
import { type Key, randomName } from '../ids.ts';
import type { Json } from '../json-value.ts';
import { sourceKey } from './origin.ts';

/** The relation from a source to each import of it. */
export const CLAIMED_BY = 'claimed-by';

/** Another's import that has said nothing for longer than this has ended without a word. */
const STALE_MS = 120_000;

/**
 * One import's hold on a source, written before anything else of it: a link `source:<name>` → `claim:<nonce>`. While one is under way
 * no other import of the source begins. Two that could not see each other (offline) both stand after merging, with different nonces and
 * therefore different ids: nothing is lost, and `foldDoubles` joins what they made twice.
 */
export interface Claim {
  readonly nonce: string;
  readonly person: string;
  readonly name: string;
  /** Milliseconds since 1970, by the importer's clock. */
  readonly time: number;
  readonly done: boolean;
}

const claimKey = (nonce: string): Key => `claim:${nonce}` as Key;

/** A new claim of this person's. */
export const mintClaim = (graph: GraphDoc, now: number, random?: () => number): Claim => ({
  nonce: randomName(12, random),
  person: graph.author.person,
  name: graph.author.name,
  time: now,
  done: false,
});

/** The link that writes a claim. */
export function claimLink(
  source: string,
  { nonce, ...data }: Claim,
): { readonly from: Key; readonly to: Key; readonly data: Readonly<Record<string, Json>> } {
  return { from: sourceKey(source), to: claimKey(nonce), data };
}

/** Every import of a source that is known, oldest first, then by nonce, so that all peers agree. */
export function readClaims(graph: GraphDoc, source: string): readonly Claim[] {
  const claims = graph.linksFrom(sourceKey(source)).flatMap(({ relation, to, data }): Claim[] => {
    if (relation !== CLAIMED_BY || !to.startsWith('claim:')) return [];
    const { person, name, time, done } = data;
    return [
      {
        nonce: to.slice('claim:'.length),
        person: typeof person === 'string' ? person : '',
        name: typeof name === 'string' ? name : 'Someone',
        time: typeof time === 'number' ? time : 0,
        done: done !== false,
      },
    ];
  });
  return claims.sort((a, b) => a.time - b.time || (a.nonce < b.nonce ? -1 : 1));
}

/** Why a source cannot be brought in now, as a sentence; undefined when it can. */
export function refuseClaim(graph: GraphDoc, source: string, now: number): string | undefined {
  const other = readClaims(graph, source).find(
    (claim) => !claim.done && claim.person !== graph.author.person && Math.abs(now - claim.time) < STALE_MS,
  );
  return (
    other &&
    `${other.name} is bringing in ${source} right now. Wait until that has ended, then bring it in again: what they made is then known.`
  );
}
