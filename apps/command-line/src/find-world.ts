import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** Where a running world is reached. */
export interface WorldAddress {
  /** Such as `http://localhost:8787`. */
  readonly origin: string;
  readonly region: string;
  readonly key: string | undefined;
}

const REGION = /^[A-Za-z0-9_-]{1,64}$/;
const START = 'Start it with npm start, or name a running one with --url and its share link.';

/** Reads a share link, `http://host/w/<region>#key=…`, or the address of a relay alone. */
function readLink(link: string): { readonly origin: string; readonly region: string | undefined; readonly key: string | undefined } {
  const text = /^[a-z]+:\/\//i.test(link) ? link.replace(/^ws/i, 'http') : `http://${link}`;
  if (!URL.canParse(text)) throw new Refusal('wrongUse', `--url ${link} is no address: give the share link of a world.`);
  const url = new URL(text);
  const region = /^\/w\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  if (region !== undefined && !REGION.test(region))
    throw new Refusal('wrongUse', `--url ${link} names no world: give the share link as it was copied.`);
  return { origin: url.origin, region, key: new URLSearchParams(url.hash.slice(1)).get('key') ?? undefined };
}

async function askRegion(origin: string): Promise<string> {
  try {
    const answer = await fetch(`${origin}/world.json`, { signal: AbortSignal.timeout(5000) });
    const { region } = (await answer.json()) as { readonly region?: unknown };
    if (typeof region === 'string' && REGION.test(region)) return region;
  } catch {
    throw new Refusal('unreachable', `No world answers at ${origin}. ${START}`);
  }
  throw new Refusal('unreachable', `What answers at ${origin} is no relay of Space. ${START}`);
}

function readFile(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined; // not there, or not ours to read: the caller says what that means
  }
}

function readIdentity(folder: string): { readonly region: string; readonly key: string } | undefined {
  try {
    const raw = JSON.parse(readFile(folder, 'world.json') ?? '{}') as { readonly region?: unknown; readonly key?: unknown };
    return typeof raw.region === 'string' && typeof raw.key === 'string' ? { region: raw.region, key: raw.key } : undefined;
  } catch {
    return undefined; // damaged: as good as absent
  }
}

/**
 * Finds the world a command is about: by `--url`, or `SPACE_URL`; else the running relay of a data folder: `--data`, or the one that
 * `npm start` uses for the folder one is in.
 * @throws Refusal that says how to name one.
 */
export async function findWorld(
  flags: { readonly url?: string | undefined; readonly data?: string | undefined },
  { env }: Terminal,
): Promise<WorldAddress> {
  const link = flags.url ?? (flags.data === undefined ? env['SPACE_URL'] : undefined);
  if (link !== undefined && link !== '') {
    const { origin, region, key } = readLink(link);
    return { origin, region: region ?? (await askRegion(origin)), key: key ?? env['SPACE_KEY'] };
  }
  return readDataFolder(flags.data ?? env['SPACE_DATA'] ?? '');
}

function readDataFolder(folder: string): WorldAddress {
  if (folder === '') throw new Refusal('wrongUse', 'Say which world: --url and its share link, or --data and the folder it is kept in.');
  const identity = readIdentity(folder);
  if (!identity) throw new Refusal('unreachable', `No world is kept in ${folder}. ${START}`);
  const address = readFile(folder, 'relay.address')?.trim();
  if (!address || !URL.canParse(address)) throw new Refusal('unreachable', `The world in ${folder} is not running. ${START}`);
  return { origin: new URL(address).origin, ...identity };
}
