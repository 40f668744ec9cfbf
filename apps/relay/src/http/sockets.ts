import { ERROR_CODES, type ErrorCode } from '@space/providers/protocol';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { encodeAwareness } from '@space/providers/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import { isKey, isRegionName } from '../access/keys.ts';
import { allowsOrigin, type OriginRules, servedHost } from '../access/origin.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { Visitor, type VisitorLimits } from '../rooms/visitor.ts';

/** What the sync sockets stand on. */
export interface SocketsOptions {
  readonly rooms: Rooms;
  readonly rules: OriginRules;
  /** The access key; undefined lets everyone in who reaches the socket. */
  readonly key: string | undefined;
  readonly limits: VisitorLimits;
  /** How often each socket is asked whether it is alive, in milliseconds; one that did not answer by the next time is closed. */
  readonly pingMs: number;
}

/** Tells a y-websocket client, which closes after 30 s of silence, that the relay is there: an awareness update about nobody. */
const KEEP_ALIVE = encodeAwareness(new Uint8Array([0]));

/** The sync sockets on `/sync/<region>`: decides who may in, hands them to their room, and notices who is gone. */
export class Sockets {
  readonly #options: SocketsOptions;
  readonly #server: WebSocketServer;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #alive = new WeakSet<WebSocket>();

  constructor(options: SocketsOptions) {
    this.#options = options;
    // Above our own limit, so that a message that is too large is answered with a reason instead of a bare protocol error.
    this.#server = new WebSocketServer({ noServer: true, maxPayload: options.limits.messageBytes * 2, perMessageDeflate: false });
    this.#timer = setInterval(() => this.#ping(), options.pingMs);
  }

  /** Answers the upgrade requests of a server. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      if (servedHost(request, this.#options.rules) === undefined || !allowsOrigin(request, this.#options.rules))
        return refuseUpgrade(socket);
      this.#server.handleUpgrade(request, socket, head, (client) => this.#accept(client, request));
    });
  }

  /** Says goodbye to everyone: clients connect again by themselves. Resolves when all are gone, or after a second. */
  async dispose(): Promise<void> {
    clearInterval(this.#timer);
    const gone = [...this.#server.clients].map((client) => new Promise((resolve) => client.once('close', resolve)));
    for (const client of this.#server.clients) client.close(1001, 'The relay stops; it is tried again by itself.');
    const late = setTimeout(() => {
      for (const client of this.#server.clients) client.terminate();
    }, 1000);
    await Promise.all(gone);
    clearTimeout(late);
    this.#server.close();
  }

  #accept(client: WebSocket, request: IncomingMessage): void {
    client.on('error', () => client.terminate());
    const url = new URL(request.url ?? '/', 'http://relay');
    const region = /^\/sync\/([^/]+)$/.exec(url.pathname)?.[1] ?? '';
    if (!isRegionName(region)) return refuse(client, 'bad-region', 4404);
    const { key } = this.#options;
    if (key !== undefined && !isKey(url.searchParams.get('key'), key)) return refuse(client, 'bad-key', 4401);
    this.#alive.add(client);
    client.on('pong', () => this.#alive.add(client));
    // Nothing is read before the room is loaded: a first sync is never answered from an empty room.
    client.pause();
    void this.#enter(client, region);
  }

  async #enter(client: WebSocket, region: string): Promise<void> {
    try {
      const room = await this.#options.rooms.open(region);
      if (client.readyState !== WebSocket.OPEN) return this.#options.rooms.left(room);
      const visitor = new Visitor(client, room, this.#options.limits);
      client.on('message', (data, isBinary) => visitor.read(data, isBinary));
      client.once('close', () => {
        visitor.leave();
        this.#options.rooms.left(room);
      });
      client.resume();
    } catch (error) {
      process.stderr.write(`relay: region ${region} cannot be opened: ${String(error)}\n`);
      client.resume();
      refuse(client, 'store-failed', 4500);
    }
  }

  #ping(): void {
    for (const client of this.#server.clients) {
      if (!this.#alive.has(client)) client.terminate();
      this.#alive.delete(client);
      if (client.readyState !== WebSocket.OPEN) continue;
      client.ping();
      client.send(KEEP_ALIVE);
    }
  }
}

function refuse(client: WebSocket, code: ErrorCode, closeCode: number): void {
  client.close(closeCode, ERROR_CODES[code].message);
}

function refuseUpgrade(socket: Duplex): void {
  const text = 'Pages of other sites may not use this relay. Start it with --origin and their address to allow it.\n';
  socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`);
}
