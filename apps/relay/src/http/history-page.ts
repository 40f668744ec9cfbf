import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeHistoryRange, type HistoryRange } from '@space/doc-schema/history';
import { isKey, isRegionName } from '../access/keys.ts';
import type { Store } from '../store/store.ts';

/** What the history is served from. */
export interface HistoryOptions {
  readonly store: Store;
  /** The access key; undefined lets everyone read who reaches the relay. */
  readonly key: string | undefined;
}

/**
 * Answers `/history/<region>?from=<milliseconds>`: the state the time begins with and every update since, as a stream that waits for
 * its reader. 401 without the key, 404 where there is no such region.
 */
export async function serveHistory(options: HistoryOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://relay');
  const region = url.pathname.slice('/history/'.length);
  if (options.key !== undefined && !isKey(bearerOf(request), options.key))
    return refuse(response, 401, 'The access key is missing or wrong.');
  if (!isRegionName(region)) return refuse(response, 404, 'No region has that name.');
  const fromMs = Number(url.searchParams.get('from') ?? 0);
  const { base, records } = options.store.readHistory(region, Number.isFinite(fromMs) ? fromMs : 0);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store' });
  if (request.method === 'HEAD') return void response.end();
  const send = async (range: HistoryRange): Promise<void> => {
    const flowing = response.write(encodeHistoryRange(range));
    if (!flowing && !response.destroyed) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  };
  if (base) await send({ base, records: [] });
  for (const chunk of records) {
    if (response.destroyed) return; // the reader has gone
    await send({ base: undefined, records: chunk });
  }
  response.end();
}

const bearerOf = (request: IncomingMessage): string | null => /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? null;

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}
