import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { HOST_SUBPROTOCOL, MESSAGE_LIMIT_BYTES } from '../contract/index.ts';
import { serveClient } from './client-session.ts';
import { openFolder } from './files/folder.ts';
import { type GateRules, type Refusal, refuseConnection } from './gate.ts';
import { createFolderServices, type FolderServices } from './methods.ts';

/** More pages at once than one person opens; a loop that reconnects stops here. */
const CLIENT_LIMIT = 64;

/** What a host is started with. `port` 0 takes a free one. */
export interface HostOptions {
  readonly folder: string;
  readonly token: string;
  readonly origins: readonly string[];
  readonly port?: number;
  /** Told of what nobody asked for and somebody should see; default is to say nothing. */
  readonly report?: (problem: string) => void;
}

/** A running host. `url` is what clients connect to. */
export interface HostService {
  readonly url: string;
  dispose(): Promise<void>;
}

function turnAway(socket: Duplex, { status, message }: Refusal): void {
  const body = `${message}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function createSockets(
  rules: GateRules,
  services: FolderServices,
  report: (problem: string) => void,
): { server: Server; sockets: WebSocketServer } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES, handleProtocols: () => HOST_SUBPROTOCOL });
  const server = createServer((_request, response) => {
    response.writeHead(426, { 'Content-Type': 'text/plain; charset=utf-8', Upgrade: 'websocket', Connection: 'Upgrade' });
    response.end('This is the host service of Space. Open the address that `npm start` printed.\n');
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => report(`A connection broke off: ${error.message}`));
    const refusal = refuseConnection(request, rules);
    if (refusal !== undefined) return turnAway(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (sockets.clients.size > CLIENT_LIMIT) return client.close(1013, `${CLIENT_LIMIT} pages use this host already: close some.`);
      serveClient(client, services, report);
    });
  });
  return { server, sockets };
}

/** Closes politely, and cuts whoever does not answer within half a second. */
async function closeSockets(sockets: WebSocketServer): Promise<void> {
  const closing = [...sockets.clients].map(async (client) => {
    client.close(1001, 'The host stops.');
    const cut = setTimeout(() => client.terminate(), 500);
    await once(client, 'close');
    clearTimeout(cut);
  });
  await Promise.all(closing);
  sockets.close();
}

/**
 * Lends one folder to pages of the given origins, on loopback only, to whoever has the token.
 * @throws the system's error when the folder is missing or the port is taken.
 */
export async function startHost(options: HostOptions): Promise<HostService> {
  const report = options.report ?? (() => undefined);
  const folder = await openFolder(options.folder);
  const services = createFolderServices(folder, report);
  const { server, sockets } = createSockets({ token: options.token, origins: new Set(options.origins) }, services, report);
  const port = await listen(server, options.port ?? 0);
  return {
    url: `ws://127.0.0.1:${port}`,
    dispose: async () => {
      const closed = once(server, 'close');
      server.close();
      await closeSockets(sockets);
      server.closeAllConnections();
      await closed;
      await services.watched.dispose();
    },
  };
}
