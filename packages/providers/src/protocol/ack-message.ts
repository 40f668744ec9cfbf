import type { Flush } from '@space/doc-schema';
import type * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { decodeJson } from './flush-message.ts';
import { MESSAGE } from './message-types.ts';

/** Names one flush on the wire: [client, n]. */
export type AckId = readonly [client: number, n: number];

/** One whole message of type 102: these flushes are on the relay's disk. Empty means "saving works again". */
export function encodeAcks(flushes: readonly Pick<Flush, 'client' | 'n'>[]): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.ack);
    encoding.writeVarString(encoder, JSON.stringify(flushes.map((flush) => [flush.client, flush.n])));
  });
}

/** Reads the body of an ack message; undefined when it is not one. Never throws. */
export function decodeAcks(decoder: decoding.Decoder): readonly AckId[] | undefined {
  const raw = decodeJson(decoder);
  return Array.isArray(raw) && raw.every(isAckId) ? raw : undefined;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isAckId = (value: unknown): value is AckId => Array.isArray(value) && value.length === 2 && value.every(isCount);
