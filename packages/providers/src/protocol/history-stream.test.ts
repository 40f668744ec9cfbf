import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHistory, encodeHistoryPart, type HistoryPart } from './history-stream.ts';

const part: fc.Arbitrary<HistoryPart> = fc.oneof(
  fc.record({ type: fc.constant('base' as const), time: fc.nat(), bytes: fc.uint8Array() }),
  fc.record({ type: fc.constant('update' as const), seq: fc.nat(), time: fc.nat(), bytes: fc.uint8Array() }),
);

const join = (pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(pieces.flatMap((piece) => [...piece]));

test('[W12] a history round-trips', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(decodeHistory(join(parts.map(encodeHistoryPart)))).toEqual({ parts, whole: true });
    }),
  );
});

test('[W12] a history that is cut short gives what came whole, and says so', () => {
  const parts: HistoryPart[] = [1, 2, 3].map((seq) => ({ type: 'update', seq, time: 5, bytes: new Uint8Array([seq, seq]) }));
  const bytes = join(parts.map(encodeHistoryPart));
  expect(decodeHistory(bytes.slice(0, -1))).toEqual({ parts: parts.slice(0, 2), whole: false });
});

test('[W2] any bytes are survived as a history', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void decodeHistory(bytes)));
});
