import type { Key } from '../ids.ts';

/** The relation from an entity to what it was brought in from: `source:<name>/<external>`. Its data holds the `Origin`. */
export const IMPORTED_FROM = 'imported-from';

const escapeName = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');
const unescapeName = (name: string): string => name.replaceAll('%2F', '/').replaceAll('%25', '%');

/** The key of a source as a whole. */
export const sourceKey = (source: string): Key => `source:${escapeName(source)}` as Key;

/** The key of one thing of a source. */
export const externalKey = (source: string, external: string): Key => `source:${escapeName(source)}/${external}` as Key;

/** The two halves of an external key; undefined for any other key. */
export function readExternalKey(key: string): { readonly source: string; readonly external: string } | undefined {
  if (!key.startsWith('source:')) return undefined;
  const at = key.indexOf('/');
  return at < 0 ? undefined : { source: unescapeName(key.slice('source:'.length, at)), external: key.slice(at + 1) };
}
