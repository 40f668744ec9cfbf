import { GraphDoc, type GraphDocOptions } from '../document/graph-doc.ts';
import type { PersonId, RegionId } from '../ids.ts';

/** A document of one person, for tests; the clock moves a second a look so that the write guard never acts. */
export function openTestGraph(options: Partial<GraphDocOptions> = {}, name = 'Nadia'): GraphDoc {
  let time = 1_000_000;
  const author = { person: name.toLowerCase() as PersonId, name };
  return GraphDoc.open({ region: 'test' as RegionId, author, now: () => (time += 1000), ...options });
}
