import type { IncomingMessage } from 'node:http';

/** Which pages and names may use this relay. */
export interface OriginRules {
  /** Origins besides the relay's own, such as `https://space.example`. */
  readonly origins: readonly string[];
  /** Whether only this machine can reach the relay; then only this machine's own names are served (a name that someone else points here is not). */
  readonly loopbackOnly: boolean;
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/;
const HOST = /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/;

/** The Host header if it is well-formed and served here. */
export function servedHost(request: IncomingMessage, rules: OriginRules): string | undefined {
  const host = request.headers.host ?? '';
  if (!HOST.test(host)) return undefined;
  if (!rules.loopbackOnly || LOOPBACK.test(host)) return host;
  return rules.origins.some((origin) => hostOf(origin) === host) ? host : undefined;
}

/** Whether the page that asks is the relay's own or one that was allowed. No Origin header: not a page. */
export function allowsOrigin(request: IncomingMessage, rules: OriginRules): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return rules.origins.includes(origin) || (host !== undefined && hostOf(origin) === host);
}

/** The host and port of a web origin; undefined for anything else. */
export function hostOf(origin: string): string | undefined {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return undefined;
  return new URL(origin).host;
}
