/** The message types of the y-websocket protocol, and ours from 100 on, which other clients and servers ignore. */
export const MESSAGE: {
  readonly sync: 0;
  readonly awareness: 1;
  readonly auth: 2;
  readonly queryAwareness: 3;
  readonly flush: 101;
  readonly ack: 102;
  readonly error: 103;
  readonly history: 104;
} = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, flush: 101, ack: 102, error: 103, history: 104 };

/** The message types inside a sync message (y-protocols). */
export const SYNC: { readonly step1: 0; readonly step2: 1; readonly update: 2 } = { step1: 0, step2: 1, update: 2 };
