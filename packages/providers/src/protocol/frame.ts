import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Problem } from '../provider.ts';
import { type AckId, decodeAcks } from './ack-message.ts';
import { decodeProblem } from './error-message.ts';
import { decodeFlushes, type FlushBatch } from './flush-message.ts';
import { MESSAGE, SYNC } from './message-types.ts';

/** One message as a socket carries it, checked for its outer shape. Bytes inside are views on the message, not copies. */
export type Frame =
  | { readonly type: 'sync-step-1'; readonly stateVector: Uint8Array }
  | { readonly type: 'sync-step-2'; readonly update: Uint8Array }
  | { readonly type: 'sync-update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'flush'; readonly batch: FlushBatch }
  | { readonly type: 'history'; readonly batch: FlushBatch }
  | { readonly type: 'ack'; readonly ids: readonly AckId[] }
  | { readonly type: 'error'; readonly problem: Problem }
  | { readonly type: 'unknown'; readonly number: number };

/** Reads a message; undefined when it is malformed. Never throws. A type nobody here knows is `unknown`, not malformed. */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  try {
    const decoder = decoding.createDecoder(bytes);
    return decodeBody(decoding.readVarUint(decoder), decoder);
  } catch {
    return undefined; // lib0 throws on bytes that end too early: not a message
  }
}

function decodeBody(type: number, decoder: decoding.Decoder): Frame | undefined {
  switch (type) {
    case MESSAGE.sync:
      return decodeSync(decoder);
    case MESSAGE.awareness:
      return { type: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case MESSAGE.flush:
    case MESSAGE.history:
      return batchFrame(type === MESSAGE.flush ? 'flush' : 'history', decodeFlushes(decoder));
    case MESSAGE.ack:
      return ackFrame(decodeAcks(decoder));
    case MESSAGE.error:
      return errorFrame(decodeProblem(decoder));
    default:
      return { type: 'unknown', number: type };
  }
}

function decodeSync(decoder: decoding.Decoder): Frame | undefined {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return isStateVector(bytes) ? { type: 'sync-step-1', stateVector: bytes } : undefined;
  if (step === SYNC.step2) return { type: 'sync-step-2', update: bytes };
  return step === SYNC.update ? { type: 'sync-update', update: bytes } : undefined;
}

const batchFrame = (type: 'flush' | 'history', batch: FlushBatch | undefined): Frame | undefined => batch && { type, batch };
const ackFrame = (ids: readonly AckId[] | undefined): Frame | undefined => ids && { type: 'ack', ids };
const errorFrame = (problem: Problem | undefined): Frame | undefined => problem && { type: 'error', problem };

/** Whether `bytes` decode as a Yjs state vector. Never throws. */
export function isStateVector(bytes: Uint8Array): boolean {
  return survives(() => Y.decodeStateVector(bytes));
}

/** Whether `bytes` decode whole as a Yjs update (V1). Never throws. Costs about as much as applying it. */
export function isUpdate(bytes: Uint8Array): boolean {
  return survives(() => Y.decodeUpdate(bytes));
}

function survives(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false; // the question asked is exactly whether it throws
  }
}

/** One whole sync message. */
export function encodeSync(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** One whole awareness message around an update of y-protocols/awareness. */
export function encodeAwareness(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}
