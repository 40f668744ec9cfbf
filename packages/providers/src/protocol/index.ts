export { type AckId, decodeAcks, encodeAcks } from './ack-message.ts';
export {
  CLOSE_CODES,
  type CloseMeaning,
  type CodeMeaning,
  ERROR_CODES,
  type ErrorCode,
  explainClose,
  retriesAfter,
  type Retry,
} from './codes.ts';
export { decodeProblem, encodeProblem, problemOf } from './error-message.ts';
export { decodeFlushes, encodeFlushChunks, encodeFlushes, type FlushBatch, MAX_FLUSHES } from './flush-message.ts';
export { decodeFrame, encodeAwareness, encodeSync, type Frame, isStateVector, isUpdate } from './frame.ts';
export { MESSAGE, SYNC } from './message-types.ts';
export type { Problem } from '../provider.ts';
