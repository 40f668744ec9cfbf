import { type Graph, type Key, parseKey } from '@space/doc-schema';
import { SYSTEM, systemKey } from '../../sources/system-source.ts';

/** Deeper than any tree a person unfolds. */
const MAX_DEPTH = 24;
/** Relations by which a source says what something lies below. */
const ABOVE = new Set(['contains', 'started']);

/**
 * What has to be unfolded so that a key shows in the tree of its source, the nearest first: a file's folders, a process's parents. Ends
 * where a source knows no further.
 */
export async function readAncestors(catalog: Pick<Graph, 'links'>, key: Key): Promise<readonly Key[]> {
  const { scheme, rest } = parseKey(key);
  if (scheme === 'system') return rest.includes('/') ? [systemKey(rest.slice(0, rest.indexOf('/'))), SYSTEM] : [SYSTEM];
  const found: Key[] = [];
  let here: Key | undefined = key;
  while (here && found.length < MAX_DEPTH) {
    const at: Key = here;
    const { said } = await catalog.links(at);
    // Of several (a method's file and its class) the last is the nearest.
    here = said.findLast((link) => link.to === at && ABOVE.has(link.relation))?.from;
    if (!here || found.includes(here)) break;
    found.push(here);
  }
  return scheme === 'file' || scheme === 'symbol' ? found : [...found, `${scheme}:` as Key];
}
