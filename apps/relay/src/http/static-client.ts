import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import sirv from 'sirv';

/** File names with a hash in them never change their content. */
const HASHED = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;
const YEAR_S = 31_536_000;

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Space: not built yet</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The web client is not built yet</h1><p>The relay runs and keeps worlds, but there is no page to show them with.
Run <code>npm run build</code> in Space’s folder, or start everything with <code>npm start</code>, then reload this page.</p></body></html>`;

/**
 * Serves the built web client. Files are looked up when asked for, so that a new build is served without a restart; `sirv` keeps
 * paths inside the folder. Anything that is not a file answers 404, so that a missing script is never the start page.
 */
export function serveClient(folder: string | undefined): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  if (folder === undefined) return (_request, response) => sendNotBuilt(response);
  const root = resolve(folder);
  const files = sirv(root, { dev: true, etag: true, gzip: true, brotli: true, extensions: [], setHeaders });
  return (request, response, path) => {
    const isPage = path === '/' || path.startsWith('/w/');
    if (isPage && !existsSync(join(root, 'index.html'))) return sendNotBuilt(response);
    request.url = isPage ? '/index.html' : path;
    // Ranges are for media; sirv fails on ranges that end before they start.
    delete request.headers.range;
    files(request, response, () => sendNotFound(response));
  };
}

function setHeaders(response: ServerResponse, path: string): void {
  const isHashed = path.startsWith('/assets/') && HASHED.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
}

function sendNotBuilt(response: ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(NOT_BUILT);
}

/** Answers that there is nothing at that address. */
export function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is nothing at this address.\n');
}
