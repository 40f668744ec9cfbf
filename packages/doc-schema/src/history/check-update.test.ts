import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openTestGraph } from '../testing/author.ts';
import { editAnything } from '../testing/edit-anything.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { fuzzFor, fuzzMs } from '../testing/fuzz.ts';
import { createRandom } from '../testing/random.ts';
import { checkUpdateAuthor, type UpdateCheck } from './check-update.ts';

const stateOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));
const reasonOf = (check: UpdateCheck): string => (check.ok ? 'ok' : check.reason);

describe('an update and its session', () => {
  test('[F6] [3.5] whatever a session writes passes for it, update by update, and for no other', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 2);
        const known = new Map<number, number>();
        const reasons = new Set<string>();
        for (const { graph } of network.peers) {
          graph.doc.on('update', (update: Uint8Array, _origin: unknown, doc: Y.Doc, transaction: Y.Transaction) => {
            if (!transaction.local) return;
            const check = checkUpdateAuthor(update, { clients: new Set([doc.clientID]), known });
            reasons.add(reasonOf(check));
            if (!check.ok) return;
            const foreign = checkUpdateAuthor(update, { clients: new Set([doc.clientID + 7]), known });
            if (check.clocks.size > 0) expect(reasonOf(foreign)).toBe('foreign-client');
            for (const [client, clock] of check.clocks) known.set(client, clock);
            expect(known.get(doc.clientID)).toBe(Y.getState(doc.store, doc.clientID) || undefined);
          });
        }
        for (let i = 0; i < 40; i++) {
          editAnything(random.pick(network.peers).graph, random);
          if (random.next() < 0.3) network.settle();
        }
        expect([...reasons]).toEqual(['ok']);
        network.dispose();
      }),
      { numRuns: 20 },
    );
  });

  test('[F6] sent again, with a gap, standing on the unknown, removing the unknown: each is told', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const text = doc.getText('t');
    text.insert(0, 'one');
    text.insert(3, 'two');
    text.delete(0, 1);
    const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array];
    const clients = new Set([doc.clientID]);
    const check = (update: Uint8Array, clock: number, maxBytes?: number): string =>
      reasonOf(checkUpdateAuthor(update, { clients, known: new Map([[doc.clientID, clock]]), ...(maxBytes ? { maxBytes } : {}) }));
    expect([check(first, 0), check(second, 3), check(third, 6)]).toEqual(['ok', 'ok', 'ok']);
    expect([check(first, 3), check(second, 4), check(first, 1)]).toEqual(['known-clock', 'known-clock', 'known-clock']);
    expect([check(second, 0), check(third, 0)]).toEqual(['missing-clock', 'missing-item']);
    expect(check(first, 0, 5)).toBe('too-large');
    expect(check(first.slice(0, -2), 0)).toBe('damaged');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const before = stateOf(other);
    other.getText('t').insert(2, 'x');
    const onUnknown = Y.encodeStateAsUpdate(other, Y.encodeStateVectorFromUpdate(Y.encodeStateAsUpdate(doc)));
    const rights = { clients: new Set([other.clientID]), known: before };
    expect(reasonOf(checkUpdateAuthor(onUnknown, rights))).toBe('ok');
    expect(reasonOf(checkUpdateAuthor(onUnknown, { ...rights, known: new Map() }))).toBe('missing-item');
    expect(reasonOf(checkUpdateAuthor(Y.mergeUpdates([first, third]), { clients, known: new Map() }))).toBe('ok');
  });

  test('[F6] any bytes are checked without a throw, also a real update damaged', { timeout: 30_000 + 2 * fuzzMs(700) }, () => {
    const rights = { clients: new Set([1]), known: new Map() };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void checkUpdateAuthor(bytes, rights)),
      fuzzFor(700),
    );
    const graph = openTestGraph();
    const random = createRandom(9);
    for (let i = 0; i < 20; i++) editAnything(graph, random);
    const whole = Y.encodeStateAsUpdate(graph.doc);
    const clients = new Set([graph.doc.clientID]);
    expect(checkUpdateAuthor(whole, { clients, known: new Map() }).ok).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }), (hits) => {
        const bytes = whole.slice();
        for (const [at, value] of hits) bytes[at % bytes.length] = value;
        expect(typeof checkUpdateAuthor(bytes, { clients, known: new Map() }).ok).toBe('boolean');
      }),
      fuzzFor(700),
    );
  });
});
