import { checkFlush, type Flush } from '@space/doc-schema';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE } from './message-types.ts';

/** More flushes than this do not travel in one message: it stays near 256 KiB, and a decoder's work stays bounded. */
export const MAX_FLUSHES = 1000;

/** A message is full with this many numbers of what flushes removed: some 200 KB more, at worst. */
const MAX_REMOVED_NUMBERS = 20_000;

/** What a flush or history message held: the flushes that pass the check, and how many did not. */
export interface FlushBatch {
  readonly flushes: readonly Flush[];
  readonly refused: number;
}

/** One whole message of type 101 (`flush`) or 104 (`history`) with at most `MAX_FLUSHES` flushes. */
export function encodeFlushes(flushes: readonly Flush[], type: 101 | 104 = MESSAGE.flush): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(flushes));
  });
}

/** As many messages as `flushes` need; none for none. */
export function encodeFlushChunks(flushes: readonly Flush[], type: 101 | 104 = MESSAGE.flush): Uint8Array<ArrayBuffer>[] {
  const messages: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0, end = 0; at < flushes.length; at = end) {
    for (let numbers = 0; end < flushes.length && end - at < MAX_FLUSHES && numbers < MAX_REMOVED_NUMBERS; end++) {
      numbers += flushes[end]?.removed?.length ?? 0;
    }
    messages.push(encodeFlushes(flushes.slice(at, end), type));
  }
  return messages;
}

/** Reads the body of a flush or history message; undefined when it is not one. Never throws. */
export function decodeFlushes(decoder: decoding.Decoder): FlushBatch | undefined {
  const raw = decodeJson(decoder);
  if (!Array.isArray(raw) || raw.length > MAX_FLUSHES) return undefined;
  const flushes = raw.map(checkFlush).filter((flush) => flush !== undefined);
  return { flushes, refused: raw.length - flushes.length };
}

/** The JSON value a message body holds as one string; undefined when it holds none. Never throws. */
export function decodeJson(decoder: decoding.Decoder): unknown {
  try {
    return JSON.parse(decoding.readVarString(decoder)) as unknown;
  } catch {
    return undefined; // bytes from others: whatever is wrong with them, they are not a message
  }
}
