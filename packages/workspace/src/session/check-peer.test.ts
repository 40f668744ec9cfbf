import { expect, test } from 'vitest';
import { checkPeer } from './check-peer.ts';

const person = { id: 'p1', name: 'Mira', colour: 3 };

test('a well-formed peer reads with all it told', () => {
  const peer = checkPeer(7, { person, selection: ['a'], pose: { eye: [1, 2, 3], target: [0, 0, 0] }, editing: 'entity:a' });
  expect(peer).toMatchObject({ session: 7, name: 'Mira', colour: 3, selection: ['a'], editing: 'entity:a' });
});

test('parts of another shape are dropped, the peer stays', () => {
  const peer = checkPeer(7, {
    person: { ...person, colour: 99 },
    selection: [1, 'b', null],
    pose: { eye: [1, NaN, 3], target: [0, 0, 0] },
    drag: 'x',
  });
  expect(peer).toMatchObject({ colour: 1, selection: ['b'] });
  expect(peer?.pose).toBeUndefined();
  expect(peer?.drag).toBeUndefined();
});

test('what names no person is nobody', () => {
  expect(checkPeer(7, null)).toBeUndefined();
  expect(checkPeer(7, { selection: [] })).toBeUndefined();
});
