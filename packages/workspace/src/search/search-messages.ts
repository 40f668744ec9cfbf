import type { SearchAnswer, SearchDocument, SearchOptions } from '@space/doc-schema/search';

/** What the page tells the search worker. Each with an `n` is answered with that number. */
export type ToWorker =
  | { readonly type: 'open'; readonly region: string; readonly expected: number; readonly fresh: boolean }
  | { readonly type: 'compare'; readonly n: number; readonly keys: readonly string[]; readonly prints: readonly number[] }
  | { readonly type: 'change'; readonly n: number; readonly put: readonly SearchDocument[]; readonly remove: readonly string[] }
  /** Every thing of the document was told since `open`: what was not is gone from it. */
  | { readonly type: 'complete'; readonly n: number }
  | { readonly type: 'caught-up'; readonly vector: string }
  | { readonly type: 'search'; readonly n: number; readonly text: string; readonly options: SearchOptions };

/** What the search worker tells the page. */
export type FromWorker =
  | { readonly type: 'opened'; readonly count: number; readonly vector: string }
  /** Places in `keys` whose documents it lacks or has otherwise. */
  | { readonly type: 'compared'; readonly n: number; readonly wanted: readonly number[] }
  | { readonly type: 'done'; readonly n: number }
  | { readonly type: 'found'; readonly n: number; readonly answer: SearchAnswer }
  | { readonly type: 'saved'; readonly problem: string | undefined };
