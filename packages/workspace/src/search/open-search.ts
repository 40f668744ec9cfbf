import type { GraphDoc } from '@space/doc-schema';
import { showToast } from '../ui/toast.ts';
import { SearchClient, type SearchWorker } from './search-client.ts';

/** When the page has nothing better to do, and half a second later at the latest; in browsers that do not tell, soon. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(() => work(), { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 24);
  return () => clearTimeout(timer);
}

/** The search of a window's region; `start` it once the document is there. */
export function openSearch(graph: GraphDoc): SearchClient {
  return new SearchClient({
    graph,
    createWorker: () => new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' }) as SearchWorker,
    whenIdle,
    tell: (sentence) => showToast(sentence, { icon: 'info' }),
  });
}
