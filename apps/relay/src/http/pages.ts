import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type OriginRules, servedHost } from '../access/origin.ts';
import { textOf } from '../store/store-failure.ts';
import { contentPolicy } from './csp.ts';
import { type HistoryOptions, serveHistory } from './history-page.ts';
import { sendNotFound, serveClient } from './static-client.ts';

/** What the pages tell. */
export interface PagesOptions {
  readonly rules: OriginRules;
  readonly client: string | undefined;
  readonly hostService: string | undefined;
  /** Read anew for each request. */
  readonly world: () => Promise<{ readonly region: string; readonly title: string; readonly open: boolean }>;
  readonly history: HistoryOptions;
  readonly health: () => Readonly<Record<string, unknown>>;
}

/** Answers everything that is not a socket: `/healthz`, `/world.json`, `/history/<region>` and the web client, under a strict policy. Never throws. */
export function createPages(options: PagesOptions): RequestListener {
  const client = serveClient(options.client);
  return (request, response) => {
    const fail = (error: unknown): void => failed(request, response, error);
    try {
      const host = servedHost(request, options.rules);
      if (host === undefined) return sendWrongHost(response);
      setPolicy(response, host, options.hostService);
      answer(options, client, request, response)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}

function answer(
  options: PagesOptions,
  client: ReturnType<typeof serveClient>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' }).end('Only GET is answered here.\n');
    return undefined;
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/world.json') return options.world().then((world) => sendJson(response, { ...world, host: options.hostService ?? null }));
  if (path.startsWith('/history/')) return serveHistory(options.history, request, response);
  if (path === '/healthz') sendJson(response, options.health());
  else if (!path.startsWith('/') || path.includes('\0') || path.includes('%00') || path.includes('\\')) sendNotFound(response);
  else client(request, response, path);
  return undefined;
}

function failed(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  process.stderr.write(`relay: ${request.method} ${request.url}: ${textOf(error)}\n`);
  if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
  response.end('The relay failed to answer; its log says why.\n');
}

function setPolicy(response: ServerResponse, host: string, hostService: string | undefined): void {
  response.setHeader('Content-Security-Policy', contentPolicy(host, hostService));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(`${JSON.stringify(value)}\n`);
}

function sendWrongHost(response: ServerResponse): void {
  const text = 'This relay is not served under that name. Use http://localhost, or start it with --origin and the address you use.\n';
  response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}
