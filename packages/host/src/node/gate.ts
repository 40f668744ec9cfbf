import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HOST_SUBPROTOCOL, TOKEN_PREFIX } from '../contract/index.ts';

/** Why a connection is turned away: the HTTP status and a sentence for whoever reads it. */
export interface Refusal {
  readonly status: 400 | 401 | 403;
  readonly message: string;
}

/** What a connection must bring. */
export interface GateRules {
  readonly token: string;
  readonly origins: ReadonlySet<string>;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares in a time that tells nothing about where two texts differ, nor how long the secret is. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function listProtocols(request: IncomingMessage): readonly string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim());
}

/** Why this upgrade request is refused, or undefined when it may enter. Pure. */
export function refuseConnection(request: IncomingMessage, rules: GateRules): Refusal | undefined {
  const { host, origin } = request.headers;
  // A stranger's page can point its own name at 127.0.0.1; its Host header still says that name.
  if (host === undefined || !LOOPBACK.test(host)) {
    return { status: 403, message: `The host answers on loopback only, this request was for "${host ?? ''}": use 127.0.0.1.` };
  }
  if (origin === undefined || !rules.origins.has(origin)) {
    return {
      status: 403,
      message: `The page at "${origin ?? 'no origin'}" may not use this host: it serves ${[...rules.origins].join(', ')}.`,
    };
  }
  const protocols = listProtocols(request);
  if (!protocols.includes(HOST_SUBPROTOCOL)) {
    return { status: 400, message: `The host speaks ${HOST_SUBPROTOCOL} only: offer it as a subprotocol, or update the page.` };
  }
  const offered = protocols.find((part) => part.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length) ?? '';
  if (!equalSecrets(offered, rules.token)) {
    return { status: 401, message: 'The token is missing or wrong: open the address that `npm start` printed.' };
  }
  return undefined;
}
