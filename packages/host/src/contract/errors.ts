/** Every reason for which the host refuses a request. */
export const HOST_ERROR_CODES: readonly [
  'bad-request',
  'unknown-method',
  'outside-folder',
  'not-found',
  'not-a-file',
  'not-a-directory',
  'too-large',
  'binary',
  'unreadable',
  'conflict',
  'disk-full',
  'read-only',
] = [
  'bad-request',
  'unknown-method',
  'outside-folder',
  'not-found',
  'not-a-file',
  'not-a-directory',
  'too-large',
  'binary',
  'unreadable',
  'conflict',
  'disk-full',
  'read-only',
];

/** One of HOST_ERROR_CODES: stable for programs, never shown to people. */
export type HostErrorCode = (typeof HOST_ERROR_CODES)[number];

/** A refusal as it travels: `message` says what happened, what was seen and how to mend it; `data` holds the facts. */
export interface HostError {
  readonly code: HostErrorCode;
  readonly message: string;
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** What an operation gave: a value, or the refusal to pass on. Expected refusals are returned, never thrown. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: HostError };

/** A successful outcome. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A refused outcome. */
export function refuse(
  code: HostErrorCode,
  message: string,
  data: HostError['data'] = {},
): { readonly ok: false; readonly error: HostError } {
  return { ok: false, error: { code, message, data } };
}
