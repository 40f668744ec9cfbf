import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import {
  decodeHostMessage,
  HOST_SUBPROTOCOL,
  type HostError,
  type HostEvents,
  type HostMethod,
  METHODS,
  type Params,
  type Result,
  TOKEN_PREFIX,
} from '../contract/index.ts';
import * as v from 'valibot';
import { type HostService, startHost } from './host-service.ts';

/** The origin the tests' page claims. */
export const ORIGIN = 'http://localhost:8787';
/** The token of every test host. */
export const TOKEN = 'test-token-test-token-test-token-00';

type Answer<T> = { readonly result: T; readonly error?: undefined } | { readonly result?: undefined; readonly error: HostError };

/** A real client on a real socket. */
export class TestClient {
  readonly socket: WebSocket;
  readonly events: HostEvents['files.changed'][] = [];
  readonly #waiting = new Map<number | null, (message: object) => void>();
  #eventTold: (() => void) | undefined;
  #last = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = decodeHostMessage(data.toString()) ?? JSON.parse(data.toString());
      if ('event' in message) {
        this.events.push(message.params);
        this.#eventTold?.();
      } else this.#waiting.get(message.id)?.(message);
    });
  }

  /** Sends text as it is and gives the answer to `id`. */
  sendRaw(text: string | Buffer, id: number | null): Promise<Answer<unknown>> {
    return new Promise((resolve) => {
      this.#waiting.set(id, (message) => resolve(message as Answer<unknown>));
      this.socket.send(text);
    });
  }

  /** Asks and waits; a result is checked against the contract. */
  async ask<M extends HostMethod>(method: M, params: Params<M>): Promise<Answer<Result<M>>> {
    this.#last += 1;
    const answer = await this.sendRaw(JSON.stringify({ id: this.#last, method, params }), this.#last);
    if (answer.error !== undefined) return { error: answer.error };
    return { result: v.parse(METHODS[method].result, answer.result) };
  }

  /** The result; a refusal fails the test with its sentence. */
  async get<M extends HostMethod>(method: M, params: Params<M>): Promise<Result<M>> {
    const answer = await this.ask(method, params);
    if (answer.error !== undefined) throw new Error(`${method} was refused: ${answer.error.code}: ${answer.error.message}`);
    return answer.result;
  }

  /** The first event that fits, now or later. */
  async waitEvent(fits: (event: HostEvents['files.changed']) => boolean): Promise<HostEvents['files.changed']> {
    for (;;) {
      const found = this.events.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#eventTold = resolve;
      });
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState === WebSocket.CLOSED) return resolve();
      this.socket.once('close', () => resolve());
      this.socket.close();
    });
  }
}

interface Claims {
  /** null sends none. */
  readonly origin?: string | null;
  readonly token?: string;
  readonly host?: string;
}

/** Opens a socket as a page would; rejects with the HTTP status and body when turned away. */
export function connect(url: string, { origin = ORIGIN, token = TOKEN, host }: Claims = {}): Promise<TestClient> {
  const headers = { ...(host === undefined ? {} : { Host: host }), ...(origin === null ? {} : { Origin: origin }) };
  const socket = new WebSocket(url, [HOST_SUBPROTOCOL, `${TOKEN_PREFIX}${token}`], { headers });
  const client = new TestClient(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(client));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => reject(new Error(`${response.statusCode}: ${body}`)));
    });
  });
}

/** A host on a folder of its own, and one client. Dispose it. */
export class TestHost {
  readonly folder: string;
  readonly service: HostService;
  readonly client: TestClient;
  readonly reports: readonly string[];

  constructor(folder: string, service: HostService, client: TestClient, reports: readonly string[]) {
    this.folder = folder;
    this.service = service;
    this.client = client;
    this.reports = reports;
  }

  static async start(): Promise<TestHost> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'space-host-')));
    const reports: string[] = [];
    const service = await startHost({ folder, token: TOKEN, origins: [ORIGIN], report: (problem) => reports.push(problem) });
    return new TestHost(folder, service, await connect(service.url), reports);
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  async dispose(): Promise<void> {
    await this.client.close();
    await this.service.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }
}
