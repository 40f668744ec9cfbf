import { decodeFrame, encodeProblem, type ErrorCode, type Frame, problemOf } from '@space/providers/protocol';
import type { RawData, WebSocket } from 'ws';
import { textOf } from '../store/store-failure.ts';
import type { Receiver } from './fan-out.ts';
import type { Room } from './room.ts';

/** Bounds on one socket. */
export interface VisitorLimits {
  /** A longer message is refused. */
  readonly messageBytes: number;
  /** A socket that has not taken this much of what was sent to it is closed and connects anew. */
  readonly backlogBytes: number;
}

/** 32 MiB: a region of 20,000 entities is about 8 MB as one first sync. */
export const VISITOR_LIMITS: VisitorLimits = { messageBytes: 32 * 2 ** 20, backlogBytes: 64 * 2 ** 20 };

/** One socket in one room: the only place where a client's bytes are read. Whatever they are, only this socket suffers from them. */
export class Visitor implements Receiver {
  readonly #socket: WebSocket;
  readonly #room: Room;
  readonly #limits: VisitorLimits;
  #speaksFlushes = false;
  #asked = true;
  #closed = false;

  constructor(socket: WebSocket, room: Room, limits: VisitorLimits) {
    this.#socket = socket;
    this.#room = room;
    this.#limits = limits;
    room.join(this);
  }

  get speaksFlushes(): boolean {
    return this.#speaksFlushes;
  }

  send(message: Uint8Array): void {
    if (this.#closed || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#limits.backlogBytes) return this.#refuse('slow-reader', 4508);
    this.#socket.send(message);
  }

  /** Reads one message. Never throws. */
  read(data: RawData, isBinary: boolean): void {
    if (this.#closed) return;
    const bytes = bytesOf(data);
    if (bytes.length > this.#limits.messageBytes) return this.#refuseLarge(bytes.length);
    const frame = isBinary ? decodeFrame(bytes) : undefined;
    try {
      if (!frame || !this.#act(frame)) this.#refuse('malformed', 4400);
    } catch (error) {
      // What the room's own parts throw on is a client's doing only for awareness; for the rest the store failed.
      if (frame?.type === 'awareness') this.#refuse('malformed', 4400);
      else this.#refuse('store-failed', 4500, error);
    }
  }

  leave(): void {
    this.#closed = true;
    this.#room.leave(this);
  }

  /** False when the frame is malformed. */
  #act(frame: Frame): boolean {
    switch (frame.type) {
      case 'sync-step-1':
        this.#room.answer(this, frame.stateVector);
        return true;
      case 'sync-step-2':
        this.#asked = false;
        return this.#room.update(frame.update, this);
      case 'sync-update':
        return this.#room.update(frame.update, this);
      case 'awareness':
        this.#room.aware(frame.update, this);
        return true;
      case 'query-awareness':
        this.#room.tellAwareness(this);
        return true;
      case 'flush':
        this.#takeFlushes(frame);
        return true;
      default:
        return true; // ours to send only, or of a later protocol: ignored, as y-websocket servers do
    }
  }

  #takeFlushes({ batch }: Extract<Frame, { type: 'flush' }>): void {
    if (!this.#speaksFlushes) {
      this.#speaksFlushes = true;
      this.#room.greet(this);
    }
    let waits = false;
    let refused = batch.refused > 0;
    for (const flush of batch.flushes) {
      const answer = this.#room.flush(flush, this);
      waits ||= answer === 'waits';
      refused ||= answer === 'full';
    }
    if (refused) this.send(encodeProblem(batch.refused > 0 ? problemOf('malformed') : problemOf('too-many')));
    // A flush whose content is not here: this socket's other tab may have died with it. Asked once until it answers.
    if (waits && !this.#asked) {
      this.#asked = true;
      this.#room.ask(this);
    }
  }

  #refuseLarge(bytes: number): void {
    const limit = Math.floor(this.#limits.messageBytes / 2 ** 20);
    const message = `The message is ${(bytes / 2 ** 20).toFixed(1)} MiB, this relay takes ${limit} MiB. Split the edit.`;
    this.#refuse('too-large', 4413, undefined, message);
  }

  #refuse(code: ErrorCode, closeCode: number, cause?: unknown, message?: string): void {
    if (this.#closed) return;
    this.#closed = true;
    const problem = problemOf(code, message);
    if (cause !== undefined) process.stderr.write(`relay: region ${this.#room.region}: ${textOf(cause)}\n`);
    this.#socket.send(encodeProblem(problem));
    // A close reason holds at most 123 bytes.
    this.#socket.close(closeCode, Buffer.from(problem.message).subarray(0, 120).toString());
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
