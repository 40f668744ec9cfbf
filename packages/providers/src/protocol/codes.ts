import type { Problem } from '../provider.ts';

/** What a client does after an error or a close: try again by itself, or wait for a person. */
export type Retry = 'by-itself' | 'never';

/** One row of the tables below. */
export interface CodeMeaning {
  readonly retry: Retry;
  /** The sentence shown when the relay gave none. */
  readonly message: string;
}

/** A code of message 103. */
export type ErrorCode =
  | 'disk-full'
  | 'store-failed'
  | 'malformed'
  | 'too-large'
  | 'too-many'
  | 'slow-reader'
  | 'bad-key'
  | 'bad-region'
  | 'refused';

/** Every error code of message 103, with what it means for trying again. */
export const ERROR_CODES: Readonly<Record<ErrorCode, CodeMeaning>> = {
  'disk-full': { retry: 'by-itself', message: 'Not saved: the disk of the relay is full. Free some space there; it goes on by itself.' },
  'store-failed': { retry: 'by-itself', message: 'Not saved: the relay cannot write its store. It keeps trying; look at its log.' },
  malformed: {
    retry: 'never',
    message: 'The relay could not read what this tab sent. Reload the page; your edits are kept in this browser.',
  },
  'too-large': {
    retry: 'never',
    message: 'The relay refuses a message this large. Split the edit, or start the relay with a higher limit.',
  },
  'too-many': { retry: 'by-itself', message: 'The relay holds too many unfinished edits of this tab. It goes on once they arrive.' },
  'slow-reader': { retry: 'by-itself', message: 'The connection is too slow for what happens here; it is made anew.' },
  'bad-key': { retry: 'never', message: 'The access key is missing or wrong. Ask for a new link to this world.' },
  'bad-region': { retry: 'never', message: 'That is not the name of a world. Check the link.' },
  refused: { retry: 'never', message: 'The relay refused the connection.' },
};

/** One row of the table of close codes. */
export interface CloseMeaning {
  readonly code: ErrorCode | 'going-away';
  readonly retry: Retry;
}

/** Every close code the relay uses. By y-websocket's convention 4400–4499 are final and everything else is tried again. */
export const CLOSE_CODES: Readonly<Record<number, CloseMeaning>> = {
  1001: { code: 'going-away', retry: 'by-itself' },
  1009: { code: 'too-large', retry: 'never' },
  4400: { code: 'malformed', retry: 'never' },
  4401: { code: 'bad-key', retry: 'never' },
  4403: { code: 'refused', retry: 'never' },
  4404: { code: 'bad-region', retry: 'never' },
  4413: { code: 'too-large', retry: 'never' },
  4500: { code: 'store-failed', retry: 'by-itself' },
  4508: { code: 'slow-reader', retry: 'by-itself' },
};

/** Whether a client should connect again after a close. */
export const retriesAfter = (closeCode: number): boolean =>
  (CLOSE_CODES[closeCode]?.retry ?? (closeCode >= 4400 && closeCode < 4500 ? 'never' : 'by-itself')) === 'by-itself';

/** What to show after a final close; the relay's own reason is kept when it gave one. */
export function explainClose(closeCode: number, reason: string): Problem {
  const code = CLOSE_CODES[closeCode]?.code ?? 'refused';
  const known = code === 'going-away' ? ERROR_CODES.refused : ERROR_CODES[code];
  return { code, message: reason === '' ? known.message : reason };
}
