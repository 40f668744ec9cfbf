import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** What names a world and opens it: kept beside the database too, so that links stay good when the database has to be replaced. */
export interface Identity {
  readonly region: string;
  readonly key: string;
}

const identitySchema = v.object({
  region: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  key: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
});

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` random base-62 characters from the system's secure source. */
export function secret(length: number): string {
  let text = '';
  while (text.length < length) for (const byte of randomBytes(length)) if (byte < 248) text += ALPHABET.charAt(byte % 62);
  return text.slice(0, length);
}

/** Mints the name and the access key of a new world. */
export const mintIdentity = (): Identity => ({ region: `w${secret(12)}`, key: secret(24) });

/** The identity kept in a data directory; undefined when there is none or it is unreadable. */
export function readIdentity(directory: string): Identity | undefined {
  const path = join(directory, 'world.json');
  if (!existsSync(path)) return undefined;
  try {
    const result = v.safeParse(identitySchema, JSON.parse(readFileSync(path, 'utf8')));
    return result.success ? result.output : undefined;
  } catch {
    return undefined; // the database has it too
  }
}

/** Checks an identity from elsewhere. */
export function checkIdentity(raw: unknown): Identity | undefined {
  const result = v.safeParse(identitySchema, raw);
  return result.success ? result.output : undefined;
}

/** Writes the identity, readable by this user only, all or nothing. */
export function writeIdentity(directory: string, identity: Identity): void {
  const path = join(directory, 'world.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
