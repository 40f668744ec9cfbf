import type { FlushLog } from '@space/doc-schema';
import type * as decoding from 'lib0/decoding';
import * as bc from 'lib0/broadcastchannel';
import * as encoding from 'lib0/encoding';
import { Awareness } from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import { WebsocketProvider as StockProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { Deliveries } from '../deliveries.ts';
import { decodeAcks, decodeFlushes, decodeProblem, ERROR_CODES, explainClose, MESSAGE, retriesAfter, SYNC } from '../protocol/index.ts';
import { type Problem, type Provider, type ProviderStatus, StatusBoard } from '../provider.ts';
import { Courier, type CourierTimes } from './courier.ts';
import { guardStock } from './guard.ts';
import { followNetwork } from './network.ts';

/** What a websocket provider is made of. */
export interface WebsocketOptions extends Partial<CourierTimes> {
  /** The relay's sync address, such as `ws://localhost:8787/sync`; `http` and `https` are understood. */
  readonly url: string;
  readonly region: string;
  readonly doc: Y.Doc;
  readonly flushes: FlushLog;
  /** Made, and disposed with the provider, when absent. */
  readonly awareness?: Awareness;
  /** Parameters of the address, such as `{ key }`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly WebSocketPolyfill?: typeof WebSocket;
  /** Whether tabs of one browser tell each other directly. Default true. */
  readonly broadcast?: boolean;
}

const ADOPT_MS = 3000;
/** Well above a full disk's or a slow first commit's answer time, well below y-websocket's own 30 s. */
const SILENCE_MS = 10_000;
const CLOSING_MS = 1000;

/** Connects a document to a relay and keeps it connected until disposed. */
export function connectWebsocket(options: WebsocketOptions): WebsocketProvider {
  return new WebsocketProvider(options);
}

/**
 * The stock y-websocket client, taught by its message handlers to send flushes and to know which the relay has on disk.
 * Works with any y-websocket server; with one that never confirms, `pending` only grows.
 */
export class WebsocketProvider implements Provider {
  readonly name = 'websocket' as const;
  readonly awareness: Awareness;
  readonly whenReady: Promise<void>;
  readonly #board = new StatusBoard('connecting');
  readonly #stock: StockProvider;
  readonly #deliveries: Deliveries;
  readonly #flushes: FlushLog;
  readonly #courier: Courier;
  readonly #ownsAwareness: boolean;
  readonly #stop: (() => void)[];
  #ready: () => void = () => undefined;
  #disposed = false;

  constructor(options: WebsocketOptions) {
    this.#flushes = options.flushes;
    this.#deliveries = Deliveries.of(options.flushes, options.doc.clientID);
    this.#ownsAwareness = options.awareness === undefined;
    this.awareness = options.awareness ?? new Awareness(options.doc);
    this.whenReady = new Promise((resolve) => (this.#ready = resolve));
    this.#stock = this.#makeStock(options);
    this.#courier = new Courier(options.flushes, this.#deliveries, this.#carrier(), {
      adoptMs: options.adoptMs ?? ADOPT_MS,
      silenceMs: options.silenceMs ?? SILENCE_MS,
    });
    this.#addHandlers();
    const count = (): void => this.#count();
    this.#stop = [this.#deliveries.subscribe(count), options.flushes.onOpenChange(count), options.flushes.subscribe(count)];
    this.#stop.push(followNetwork({ lost: () => this.#drop(), back: () => this.retry() }));
    this.#watch();
    this.#count();
    this.#stock.connect();
  }

  get status(): ProviderStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: ProviderStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  /** Connects again now: after a refusal was mended, or without waiting for the next try. */
  retry(): void {
    if (this.#disposed || this.#stock.wsconnected) return;
    this.#stock.wsUnsuccessfulReconnects = 0;
    this.#board.set({ connection: 'connecting', problem: null });
    this.#stock.connect();
  }

  dispose(): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    this.#disposed = true;
    this.#courier.dispose();
    for (const stop of this.#stop) stop();
    this.#board.clear();
    const closed = whenClosed(this.#stock.ws);
    this.#stock.destroy();
    if (this.#ownsAwareness) this.awareness.destroy();
    this.#ready();
    return closed;
  }

  /**
   * Treats the socket as closed now and begins to try again. Closing it politely would wait for an answer that a network which has gone
   * never gives; where the relay is still to be reached (on this machine), the next try finds it at once.
   */
  #drop(): void {
    const socket = this.#stock.ws;
    socket?.onclose?.call(socket, new CloseEvent('close', { code: 1006 }));
  }

  #makeStock(options: WebsocketOptions): StockProvider {
    const stock = new StockProvider(options.url.replace(/^http/, 'ws'), options.region, options.doc, {
      connect: false,
      awareness: this.awareness,
      params: { ...options.params },
      disableBc: options.broadcast === false,
      shouldReconnect: (event) => retriesAfter(event.code),
      ...(options.WebSocketPolyfill ? { WebSocketPolyfill: options.WebSocketPolyfill } : {}),
    });
    guardStock(
      stock,
      (cause) => this.#quarantine(cause),
      () => this.#courier.alive(),
    );
    return stock;
  }

  #carrier(): ConstructorParameters<typeof Courier>[2] {
    return {
      toRelay: (message) => {
        const socket = this.#stock.ws;
        if (socket && this.#stock.wsconnected && socket.readyState === socket.OPEN) socket.send(message);
      },
      toTabs: (message) => {
        if (this.#stock.bcconnected) bc.publish(this.#stock.bcChannel, message, this.#stock);
      },
      stalled: () => this.#stock.ws?.close(),
    };
  }

  #watch(): void {
    const stock = this.#stock;
    stock.on('status', ({ status }) => {
      if (status === 'connected') this.#opened();
      if (status === 'disconnected') this.#courier.lost();
    });
    stock.on('sync', (synced) => {
      if (!synced) return;
      this.#board.set({ connection: 'connected' });
      this.#ready();
    });
    stock.on('connection-close', () => this.#board.set({ connection: 'offline' }));
    stock.on('closed', ({ code, reason }) => this.#board.set({ connection: 'refused', problem: explainClose(code, reason) }));
  }

  #opened(): void {
    // Before anything was read: what the relay says from here on is about this connection.
    this.#board.set({ problem: null });
    this.#courier.greet();
  }

  #addHandlers(): void {
    const handlers = this.#stock.messageHandlers;
    handlers[MESSAGE.sync] = (encoder, decoder, stock, fromRelay) => this.#readSync(encoder, decoder, stock, fromRelay);
    handlers[MESSAGE.flush] = (_encoder, decoder, _stock, fromRelay) => {
      const batch = decodeFlushes(decoder);
      if (!batch) this.#quarantine('a flush message');
      else if (fromRelay) this.#courier.takeFromRelay(batch);
      else this.#courier.takeFromTab(batch);
    };
    handlers[MESSAGE.history] = (_encoder, decoder) => {
      const batch = decodeFlushes(decoder);
      if (batch) this.#courier.takeFromRelay(batch);
      else this.#quarantine('a history message');
    };
    handlers[MESSAGE.ack] = (_encoder, decoder, _stock, fromRelay) => {
      const ids = decodeAcks(decoder);
      if (!ids) return this.#quarantine('an ack message');
      if (fromRelay) this.#board.set({ problem: null });
      this.#courier.takeAcks(ids, fromRelay);
    };
    handlers[MESSAGE.error] = (_encoder, decoder) => {
      const problem = decodeProblem(decoder);
      if (problem) this.#board.set({ problem: completed(problem) });
      else this.#quarantine('an error message');
    };
  }

  #readSync(encoder: encoding.Encoder, decoder: decoding.Decoder, stock: StockProvider, fromRelay: boolean): void {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    let failed = false;
    const step = syncProtocol.readSyncMessage(decoder, encoder, stock.doc, stock, (error) => {
      failed = true;
      this.#quarantine(error);
    });
    if (step === SYNC.step2 && fromRelay && !failed && !stock.synced) stock.synced = true;
    if (step !== SYNC.step1) return;
    // The stock provider sends the answer after this handler returns; the flushes must follow it.
    queueMicrotask(() => {
      if (this.#disposed) return;
      if (fromRelay) this.#courier.answered();
      else this.#courier.tellTabs();
    });
  }

  #count(): void {
    this.#board.set({ pending: this.#deliveries.count + this.#flushes.openCount });
  }

  #quarantine(cause: unknown): void {
    if (this.#board.status.problem?.code === 'unreadable') return;
    console.error('A message of the relay or of another tab could not be read and was left out.', cause);
    this.#board.set({
      problem: { code: 'unreadable', message: 'A message could not be read and was left out. Reload the page if something is missing.' },
    });
  }
}

function completed(problem: Problem): Problem {
  if (problem.message !== '') return problem;
  const known = Object.hasOwn(ERROR_CODES, problem.code) ? ERROR_CODES[problem.code as keyof typeof ERROR_CODES] : ERROR_CODES.refused;
  return { ...problem, message: known.message };
}

/** Resolves when the socket has really closed, so that nothing of it is left; at once when there is none. */
function whenClosed(socket: WebSocket | null): Promise<void> {
  if (!socket || socket.readyState === socket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSING_MS); // a dead network never answers the goodbye
    socket.addEventListener('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
