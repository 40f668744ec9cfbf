import { SpaceError } from './errors.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Names one entity of a region: 12 random base-62 characters, minted once. */
export type EntityId = Branded<'EntityId'>;
/** Names anything in the graph: `scheme:rest`, such as `entity:…`, `file:<repository>/<path>`, `person:…`. */
export type Key = Branded<'Key'>;
/** Names one region: a document, a sync room and a permission domain at once. */
export type RegionId = Branded<'RegionId'>;
/** Names one person. */
export type PersonId = Branded<'PersonId'>;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;

/** `length` random base-62 characters. `random` gives numbers in [0, 1) and is replaced by tests only. */
export function randomName(length: number = ID_LENGTH, random: () => number = Math.random): string {
  let name = '';
  for (let i = 0; i < length; i++) name += ALPHABET.charAt(Math.floor(random() * ALPHABET.length));
  return name;
}

/** A new entity id; 62^12 makes a clash within a region of 20,000 a matter of 10^-13. */
export const mintId = (random?: () => number): EntityId => randomName(ID_LENGTH, random) as EntityId;

/** The key of an entity. */
export const entityKey = (id: EntityId): Key => `entity:${id}` as Key;

/** The key of a file or directory, `path` relative to the repository's folder, with `/`; '' is the folder itself. */
export const fileKey = (repository: string, path: string): Key => `file:${repository}/${path}` as Key;

/** The key of a person. */
export const personKey = (id: PersonId): Key => `person:${id}` as Key;

/**
 * The two halves of a key.
 * @throws SpaceError `bad-key` when there is no scheme.
 */
export function parseKey(key: string): { readonly scheme: string; readonly rest: string } {
  const at = key.indexOf(':');
  if (at < 1) throw new SpaceError('bad-key', `"${key}" is not a key: a key reads scheme:name, such as entity:… or file:….`, { key });
  return { scheme: key.slice(0, at), rest: key.slice(at + 1) };
}

/** The entity a key names, or undefined when it names something else. */
export function entityIdOf(key: string): EntityId | undefined {
  return key.startsWith('entity:') ? (key.slice('entity:'.length) as EntityId) : undefined;
}
