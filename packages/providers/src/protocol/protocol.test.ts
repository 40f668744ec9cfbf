import type { Flush } from '@space/doc-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  CLOSE_CODES,
  decodeFrame,
  encodeAcks,
  encodeAwareness,
  encodeFlushChunks,
  encodeFlushes,
  encodeProblem,
  encodeSync,
  ERROR_CODES,
  explainClose,
  isUpdate,
  MAX_FLUSHES,
  MESSAGE,
  retriesAfter,
} from './index.ts';

const count = fc.nat();
const text = fc.string({ maxLength: 200 });
const flushes: fc.Arbitrary<Flush> = fc
  .record({ client: count, n: count, clockFrom: count, span: fc.nat(1000), time: count, person: text, name: text, tool: text, title: text })
  .map(({ span, ...rest }) => ({ ...rest, clockTo: rest.clockFrom + span }));

describe('the protocol round-trips', () => {
  it('[W1] flush and history messages', () => {
    fc.assert(
      fc.property(fc.array(flushes, { maxLength: 20 }), fc.constantFrom(MESSAGE.flush, MESSAGE.history), (list, type) => {
        const frame = decodeFrame(encodeFlushes(list, type));
        expect(frame).toEqual({ type: type === MESSAGE.flush ? 'flush' : 'history', batch: { flushes: list, refused: 0 } });
      }),
    );
  });

  it('[W1] ack messages', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ client: count, n: count })), (ids) => {
        expect(decodeFrame(encodeAcks(ids))).toEqual({ type: 'ack', ids: ids.map(({ client, n }) => [client, n]) });
      }),
    );
  });

  it('[W1] error messages, codes unknown here included', () => {
    const problem = fc.record(
      { code: fc.string({ maxLength: 64 }), message: text, retryMs: fc.nat() },
      { requiredKeys: ['code', 'message'] },
    );
    fc.assert(
      fc.property(problem, (value) => {
        expect(decodeFrame(encodeProblem(value))).toEqual({ type: 'error', problem: value });
      }),
    );
  });

  it('[W1] long lists travel in several messages that none exceeds the limit', () => {
    const one = fc.sample(flushes, 1)[0] as Flush;
    const list = Array.from({ length: 2 * MAX_FLUSHES + 1 }, (_, n) => ({ ...one, n }));
    const frames = encodeFlushChunks(list).map(decodeFrame);
    expect(frames).toHaveLength(3);
    expect(frames.flatMap((frame) => (frame?.type === 'flush' ? frame.batch.flushes : []))).toEqual(list);
    const removed = Array.from({ length: 192 }, (_, n) => n);
    const full = encodeFlushChunks(list.slice(0, MAX_FLUSHES).map((flush) => ({ ...flush, removed })));
    expect(full.length).toBeGreaterThan(1);
    expect(full.every((message) => message.length < 512 * 1024)).toBe(true);
    expect(full.map(decodeFrame).flatMap((frame) => (frame?.type === 'flush' ? frame.batch.flushes : []))).toHaveLength(MAX_FLUSHES);
  });
});

describe('the decoders survive any bytes', () => {
  it('[W2] random bytes, with and without a known type in front', () => {
    const body = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...Object.values(MESSAGE))), body, (type, bytes) => {
        const frame = decodeFrame(type === null ? bytes : new Uint8Array([type, ...bytes]));
        if (frame?.type === 'sync-update' || frame?.type === 'sync-step-2') isUpdate(frame.update);
      }),
      { numRuns: 3000 },
    );
  });

  it('[W2] real messages with bytes changed, cut off and added', () => {
    const doc = new Y.Doc();
    doc.getMap('e').set('a', new Y.Map([['title', 'x'.repeat(50)]]));
    doc.getText('t').insert(0, 'hello');
    const update = Y.encodeStateAsUpdate(doc);
    const real = [
      encodeSync(0, Y.encodeStateVector(doc)),
      encodeSync(2, update),
      encodeAwareness(new Uint8Array([1, 2, 3])),
      encodeFlushes(fc.sample(flushes, 3)),
      encodeAcks([{ client: 1, n: 2 }]),
      encodeProblem({ code: 'disk-full', message: 'full' }),
    ];
    const harm = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...real), harm, fc.nat(), (message, changes, cut) => {
        const bytes = message.slice(0, message.length - (cut % 4));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const frame = decodeFrame(bytes);
        if (frame?.type === 'sync-update') isUpdate(frame.update);
      }),
      { numRuns: 3000 },
    );
  });

  it('[W3] flushes that fail the check are counted and left out, the others are kept', () => {
    const [good] = fc.sample(flushes, 1) as [Flush];
    const frame = decodeFrame(encodeFlushes([good, { ...good, client: -1 }, { ...good, title: 'x'.repeat(201) }]));
    expect(frame).toMatchObject({ type: 'flush', batch: { flushes: [good], refused: 2 } });
  });

  it('[W3] a message type nobody knows is unknown, an empty message is malformed', () => {
    expect(decodeFrame(new Uint8Array([99, 1, 2]))).toEqual({ type: 'unknown', number: 99 });
    expect(decodeFrame(new Uint8Array())).toBeUndefined();
    expect(isUpdate(new Uint8Array([1, 2]))).toBe(false);
  });
});

describe('the tables of codes agree', () => {
  it('[W4] every close code names a known error and retries as its range says', () => {
    for (const [code, meaning] of Object.entries(CLOSE_CODES)) {
      if (meaning.code !== 'going-away') expect(ERROR_CODES[meaning.code].message).toMatch(/\.$/);
      expect(retriesAfter(Number(code))).toBe(meaning.retry === 'by-itself');
    }
    expect(retriesAfter(1006)).toBe(true);
    expect(retriesAfter(4499)).toBe(false);
    expect(explainClose(4401, '')).toEqual({ code: 'bad-key', message: ERROR_CODES['bad-key'].message });
    expect(explainClose(4403, 'Because.').message).toBe('Because.');
  });
});
