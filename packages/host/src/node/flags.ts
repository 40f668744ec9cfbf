import { accessSync, constants, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The command line of the host, checked. */
export interface HostFlags {
  readonly folder: string;
  readonly tokenFile: string;
  readonly origins: readonly string[];
  readonly port: number;
}

const USAGE = 'node packages/host/src/node/main.ts --folder PATH --token-file FILE --origin URL [--origin URL] [--port N]';

function fail(message: string): never {
  throw new Error(`${message}\nUsage: ${USAGE}`);
}

function checkFolder(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) fail(`The folder ${path} does not exist.`);
  if (!stats.isDirectory()) fail(`${path} is not a folder.`);
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch {
    fail(`The folder ${path} may not be read: change its permissions or choose another.`);
  }
  return path;
}

function checkPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) fail(`"${text}" is not a port: give a number from 0 to 65535.`);
  return port;
}

function checkOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null' || origin !== text) fail(`"${text}" is not an origin: give scheme, host and port, as in http://localhost:8787.`);
  return text;
}

/** Reads the command line. @throws Error with a sentence for people and the usage. */
export function readFlags(args: readonly string[]): HostFlags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string' },
      'token-file': { type: 'string' },
      origin: { type: 'string', multiple: true },
      port: { type: 'string', default: '0' },
    },
  });
  const { folder, 'token-file': tokenFile, origin = [], port } = values;
  if (folder === undefined) fail('--folder is missing: name the folder to lend.');
  if (tokenFile === undefined) fail('--token-file is missing: name the file that keeps the token.');
  if (origin.length === 0) fail('--origin is missing: name the page that may connect.');
  return { folder: checkFolder(folder), tokenFile, origins: origin.map(checkOrigin), port: checkPort(port) };
}
