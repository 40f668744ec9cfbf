import type { EntityId, PersonId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import type { PresentPeer } from './check-peer.ts';
import { readPeople } from './people.ts';

const me = { id: 'p1' as PersonId, name: 'Nadia', named: true };
const peer = (session: number, person: string, name: string, selection: string[] = []): PresentPeer => ({
  session,
  person,
  name,
  colour: 2,
  selection: selection as EntityId[],
  editing: undefined,
});

test('you come first, and your other window is you', () => {
  const people = readPeople(me, 4, [peer(9, 'p2', 'Mira'), peer(12, 'p1', 'Nadia')]);
  expect(people.map((person) => [person.name, person.you, person.windows])).toEqual([
    ['Nadia', true, 2],
    ['Mira', false, 1],
  ]);
});

test('what a person holds in all their windows is taken together', () => {
  const people = readPeople(me, 4, [peer(9, 'p2', 'Mira', ['a']), peer(10, 'p2', 'Mira', ['b'])]);
  expect(people[1]?.selection).toEqual(['a', 'b']);
});
