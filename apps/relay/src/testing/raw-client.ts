import { decodeFrame, type Frame } from '@space/providers/protocol';
import { WebSocket } from 'ws';

/** What ended a socket. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A socket that sends any bytes and remembers every frame it got, for tests of what is on the wire. */
export class RawClient {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<Closing>;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, options: { readonly origin?: string; readonly host?: string } = {}) {
    const headers = { ...(options.origin ? { Origin: options.origin } : {}), ...(options.host ? { Host: options.host } : {}) };
    this.socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    this.socket.binaryType = 'nodebuffer';
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
      this.socket.once('error', (error) => resolve({ code: 0, reason: error.message }));
    });
    this.socket.on('message', (data: Buffer) => {
      const frame = decodeFrame(data);
      if (frame) this.frames.push(frame);
      for (const ask of [...this.#waiting]) ask();
    });
  }

  /** Resolves when the socket is open. */
  opened(): Promise<void> {
    return new Promise((resolve) => this.socket.once('open', () => resolve()));
  }

  send(bytes: Uint8Array | string): void {
    this.socket.send(bytes);
  }

  /** Resolves with the first frame for which `holds`, those that came before included. */
  until<T extends Frame['type']>(
    type: T,
    holds: (frame: Extract<Frame, { type: T }>) => boolean = () => true,
  ): Promise<Extract<Frame, { type: T }>> {
    return new Promise((resolve) => {
      const ask = (): void => {
        const found = this.frames.find(
          (frame): frame is Extract<Frame, { type: T }> => frame.type === type && holds(frame as Extract<Frame, { type: T }>),
        );
        if (!found) return;
        this.#waiting.delete(ask);
        resolve(found);
      };
      this.#waiting.add(ask);
      ask();
    });
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await this.opened();
    this.socket.close();
    await this.closed;
  }
}
