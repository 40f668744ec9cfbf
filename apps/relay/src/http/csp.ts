/** The content security policy of the web client: scripts, fonts and data from here only, sockets to here and to the host service. */
export function contentPolicy(host: string, hostService: string | undefined): string {
  const connect = ["'self'", 'blob:', 'data:', `ws://${host}`, `wss://${host}`, ...(hostService === undefined ? [] : [hostService])];
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
