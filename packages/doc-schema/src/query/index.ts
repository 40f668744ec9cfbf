export { complete, type Suggestion, type Suggestions } from './complete.ts';
export { parseQuery, QUERY_LIMITS } from './parse.ts';
export {
  type Comparison,
  joinQueries,
  type ParsedQuery,
  type Query,
  type QueryFault,
  type SortBy,
  type Term,
  type ValueTest,
  type When,
} from './query.ts';
export {
  createQueryIndex,
  type QueryIndex,
  type QueryIndexOptions,
  type QueryResult,
  type RunOptions,
  type Vocabulary,
  type WatchOptions,
} from './query-index.ts';
export type { QueryWatch } from './watched-query.ts';
