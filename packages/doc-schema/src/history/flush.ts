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
  /**
   * What it removed without putting something in its place (a link, letters of a text): client, first clock and length, three numbers a range. At
   * most `MAX_REMOVED` ranges; what is beyond them has no author. Readers before this was told leave it out.
   */
  readonly removed?: readonly number[];
}

/** Ranges a flush tells of what it removed: a paragraph typed over is a few, and the rest is not worth its bytes. */
export const MAX_REMOVED = 64;

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

const removedSchema = v.pipe(
  v.array(count),
  v.minLength(3),
  v.maxLength(3 * MAX_REMOVED),
  v.check((numbers) => numbers.length % 3 === 0),
);

/** The one door for flushes that others send: a checked copy without extra fields, or undefined. Never throws. */
export function checkFlush(raw: unknown): Flush | undefined {
  const result = v.safeParse(flushSchema, raw);
  if (!result.success) return undefined;
  // Of a flush whose ranges are none, the rest still tells who wrote.
  const removed = v.safeParse(removedSchema, (raw as { readonly removed?: unknown }).removed);
  return removed.success ? { ...result.output, removed: removed.output } : result.output;
}

/** Names a flush within its region. */
export const flushId = (flush: Pick<Flush, 'client' | 'n'>): string => `${flush.client}:${flush.n}`;
