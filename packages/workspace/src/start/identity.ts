import { type PersonId, randomName } from '@space/doc-schema';
import { machineStorage } from './machine-storage.ts';

/** Who works in this browser. `named` tells whether the person chose the name, or it was given to them. */
export interface Identity {
  readonly id: PersonId;
  readonly name: string;
  readonly named: boolean;
}

const STORAGE_KEY = 'space:person';
/** Small birds seen from many windows; a name until the person gives theirs. */
const BIRDS = [
  'Wren',
  'Robin',
  'Finch',
  'Lark',
  'Swift',
  'Martin',
  'Dunnock',
  'Siskin',
  'Linnet',
  'Plover',
  'Heron',
  'Kestrel',
  'Curlew',
  'Magpie',
  'Starling',
  'Teal',
];

/** The identity kept in this browser, or a fresh one with a bird's name. */
export function openIdentity(random: () => number = Math.random): Identity {
  const kept = machineStorage.read(STORAGE_KEY);
  const known = kept ? checkIdentity(kept) : undefined;
  if (known) return known;
  const identity: Identity = {
    id: `p${randomName(12, random)}` as PersonId,
    name: BIRDS[Math.floor(random() * BIRDS.length)] ?? 'Wren',
    named: false,
  };
  saveIdentity(identity);
  return identity;
}

/** Keeps an identity in this browser. */
export function saveIdentity(identity: Identity): void {
  machineStorage.write(STORAGE_KEY, JSON.stringify(identity));
}

function checkIdentity(text: string): Identity | undefined {
  try {
    const { id, name, named } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{4,64}$/.test(id) || typeof name !== 'string' || name.trim() === '') return undefined;
    return { id: id as PersonId, name: name.slice(0, 60), named: named === true };
  } catch {
    return undefined; // damaged: a fresh identity is made
  }
}
