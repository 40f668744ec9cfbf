import type * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import type { Problem } from '../provider.ts';
import { ERROR_CODES, type ErrorCode } from './codes.ts';
import { decodeJson } from './flush-message.ts';
import { MESSAGE } from './message-types.ts';

const problemSchema = v.object({
  code: v.pipe(v.string(), v.maxLength(64)),
  message: v.pipe(v.string(), v.maxLength(1000)),
  retryMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});

/** A problem of the table, with its own sentence unless a better one is given. */
export function problemOf(code: ErrorCode, message: string = ERROR_CODES[code].message, retryMs?: number): Problem {
  return retryMs === undefined ? { code, message } : { code, message, retryMs };
}

/** One whole message of type 103. */
export function encodeProblem(problem: Problem): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.error);
    encoding.writeVarString(encoder, JSON.stringify(problem));
  });
}

/** Reads the body of an error message; undefined when it is not one. Never throws. Codes unknown here are kept. */
export function decodeProblem(decoder: decoding.Decoder): Problem | undefined {
  const result = v.safeParse(problemSchema, decodeJson(decoder));
  if (!result.success) return undefined;
  const { code, message, retryMs } = result.output;
  return retryMs === undefined ? { code, message } : { code, message, retryMs };
}
