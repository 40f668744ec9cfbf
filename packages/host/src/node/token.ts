import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** 32 random bytes cannot be guessed; base64url so that it fits a subprotocol and an address. */
const TOKEN = /^[\w-]{32,128}$/;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * The token kept in a file, made on first use. Only its owner may read the file.
 * @throws Error with a sentence when the file holds something else, or cannot be read or made.
 */
export async function openToken(file: string): Promise<string> {
  try {
    const token = (await readFile(file, 'utf8')).trim();
    if (!TOKEN.test(token)) throw new Error(`${file} does not hold a host token: delete it and start again, a new one is made.`);
    await chmod(file, 0o600);
    return token;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const token = randomBytes(32).toString('base64url');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}
