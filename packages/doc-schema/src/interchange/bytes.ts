import { sha256 } from '@noble/hashes/sha2.js';
import type { EntityId } from '../ids.ts';

// Both exist in every JavaScript host but not in the language's own library, which is all this package may use.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(encoding: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
const HASH_LENGTH = 11;

/** Text as UTF-8. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** UTF-8 as text, a byte order mark kept; undefined for anything else, and for bytes with a NUL, which no text file has. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: the caller says so
  }
}

/** `length` base-62 characters of the SHA-256 of `text`: 65 bits in 11, 71 in 12. */
function digest(text: string, length: number): string {
  let value = 0n;
  for (const byte of sha256(encodeUtf8(text)).subarray(0, 16)) value = (value << 8n) | BigInt(byte);
  let name = '';
  for (let i = 0; i < length; i++) {
    name += ALPHABET.charAt(Number(value % 62n));
    value /= 62n;
  }
  return name;
}

/** Tells whether a text is still the same one, without keeping it. */
export const hashText = (text: string): string => digest(text, HASH_LENGTH);

/** The id of what a source calls `external`, for the import that holds `claim`. The same three give the same id everywhere. */
export const deriveId = (source: string, external: string, claim: string): EntityId =>
  digest(JSON.stringify([source, external, claim]), ID_LENGTH) as EntityId;
