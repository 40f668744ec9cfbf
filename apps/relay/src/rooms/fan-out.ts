/** Someone a room can send to. */
export interface Receiver {
  /** Speaks our message types. */
  readonly speaksFlushes: boolean;
  send(message: Uint8Array): void;
}

/** Who is in a room, and sending to them. One encoded message goes to all; nothing is copied per receiver. */
export class FanOut<R extends Receiver> {
  readonly #receivers = new Set<R>();

  get size(): number {
    return this.#receivers.size;
  }

  add(receiver: R): void {
    this.#receivers.add(receiver);
  }

  delete(receiver: R): void {
    this.#receivers.delete(receiver);
  }

  list(): readonly R[] {
    return [...this.#receivers];
  }

  /** Sends to everyone but `except`. */
  toOthers(message: Uint8Array, except?: R): void {
    for (const receiver of this.#receivers) if (receiver !== except) receiver.send(message);
  }

  /** Sends to those who speak our message types, but not to `except`. */
  toSpeakers(message: Uint8Array, except?: R): void {
    for (const receiver of this.#receivers) if (receiver !== except && receiver.speaksFlushes) receiver.send(message);
  }
}
