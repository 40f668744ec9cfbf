import * as v from 'valibot';

/**
 * What one window of a session's edits was: who, when, with what. The edits themselves travel as a Yjs update; this is the
 * envelope beside them, found again from any item by (client, clock). One per gesture, or per quarter of a second of typing.
 */
export interface Flush {
  /** The session's Yjs client id. */
  readonly client: number;
  /** Counted per session from 1. */
  readonly n: number;
  /** The session's clock before and after: items `clockFrom <= clock < clockTo` are this flush's. Equal when it only removed. */
  readonly clockFrom: number;
  readonly clockTo: number;
  /** Milliseconds since 1970, by the writer's clock. */
  readonly time: number;
  readonly person: string;
  /** The person's name when it was written. */
  readonly name: string;
  readonly tool: string;
  readonly title: string;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const short = v.pipe(v.string(), v.maxLength(200));

const flushSchema = v.pipe(
  v.object({
    client: count,
    n: count,
    clockFrom: count,
    clockTo: count,
    time: v.pipe(v.number(), v.finite()),
    person: short,
    name: short,
    tool: short,
    title: short,
  }),
  v.check((flush) => flush.clockTo >= flush.clockFrom),
);

/** The one door for flushes that others send: a checked copy without extra fields, or undefined. Never throws. */
export function checkFlush(raw: unknown): Flush | undefined {
  const result = v.safeParse(flushSchema, raw);
  return result.success ? result.output : undefined;
}

/** Names a flush within its region. */
export const flushId = (flush: Pick<Flush, 'client' | 'n'>): string => `${flush.client}:${flush.n}`;
