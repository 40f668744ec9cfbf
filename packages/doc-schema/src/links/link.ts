import type { Key } from '../ids.ts';
import { freezeJson, isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';

/** A typed, directed edge. Its data is small: a title to show when an end is away, an order in a list. */
export interface Link {
  readonly from: Key;
  readonly relation: string;
  readonly to: Key;
  readonly data: Readonly<Record<string, Json>>;
}

/** The separator of a link's name in the document; where it occurs in a key it is written %3E. */
const SEPARATOR = '>';

const escapePart = (part: string): string => part.replaceAll('%', '%25').replaceAll(SEPARATOR, '%3E');
const unescapePart = (part: string): string => part.replaceAll('%3E', SEPARATOR).replaceAll('%25', '%');

/** The name of a link in the document: `from>relation>to`. Two people drawing one link draw the same one. */
export function encodeLinkName(from: string, relation: string, to: string): string {
  return [from, relation, to].map(escapePart).join(SEPARATOR);
}

/** The link a name and its value stand for, or undefined when the name is none. Bad data reads as {}. */
export function decodeLink(name: string, value: unknown): Link | undefined {
  const parts = name.split(SEPARATOR);
  if (parts.length !== 3) return undefined;
  const [from, relation, to] = parts.map(unescapePart);
  if (!from || !relation || !to) return undefined;
  // A name that we would write otherwise is none: the link it shows could never be taken away.
  if (name.includes('%') && encodeLinkName(from, relation, to) !== name) return undefined;
  return { from: from as Key, relation, to: to as Key, data: readData(value) };
}

function readData(value: unknown): Readonly<Record<string, Json>> {
  if (!isRecord(value)) return {};
  try {
    return freezeJson(value) as Readonly<Record<string, Json>>;
  } catch {
    return {}; // nested deeper than any link of ours: shown without its data
  }
}
