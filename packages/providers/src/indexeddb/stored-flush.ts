import { checkFlush, type Flush, flushId, isRecord } from '@space/doc-schema';

/** A flush as the `custom` store keeps it. `acked`: the relay has it on disk. */
export interface StoredFlush {
  readonly flush: Flush;
  readonly acked: boolean;
}

/** Where a flush is kept in `custom`. */
export const flushKey = (flush: Pick<Flush, 'client' | 'n'>): string => `flush:${flushId(flush)}`;

/** The bounds of all flush keys. */
export const FLUSH_KEYS: readonly [lower: string, upper: string] = ['flush:', 'flush;'];

/** Reads one record; undefined when it is something else. Never throws. */
export function readStoredFlush(raw: unknown): StoredFlush | undefined {
  if (!isRecord(raw)) return undefined;
  const flush = checkFlush(raw['flush']);
  return flush && { flush, acked: raw['acked'] === true };
}
