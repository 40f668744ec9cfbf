import type { Json } from './json-value.ts';

/** Every code a doc-schema error can carry. */
export type SpaceErrorCode =
  | 'bad-key'
  | 'bad-json'
  | 'bad-kind'
  | 'unknown-entity'
  | 'unknown-kind'
  | 'unknown-property'
  | 'unknown-command'
  | 'invalid-value'
  | 'text-property'
  | 'write-rate'
  | 'read-only'
  | 'disposed';

/**
 * The one error class: `code` is for programs, `message` for people (what happened, the value seen, the mend),
 * `data` holds the facts. Thrown on misuse only; expected refusals are returned.
 */
export class SpaceError extends Error {
  readonly code: SpaceErrorCode;
  readonly data: Readonly<Record<string, Json>>;

  constructor(code: SpaceErrorCode, message: string, data: Readonly<Record<string, Json>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SpaceError';
    this.code = code;
    this.data = data;
  }
}
