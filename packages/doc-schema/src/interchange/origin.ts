import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey } from '../ids.ts';
import { isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import { hashText } from './bytes.ts';
import { externalKey, IMPORTED_FROM, readExternalKey } from './source-keys.ts';

export { externalKey, IMPORTED_FROM, readExternalKey, sourceKey } from './source-keys.ts';

/** What is known of an entity's place in a source; kept as the data of its `imported-from` link, where undo and history find it. */
export interface Origin {
  readonly source: string;
  readonly external: string;
  /** The claim of the import that made it. */
  readonly claim: string;
  /** For each property and text that was brought in: the hash of what the source said then. */
  readonly seen: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, Json>>;
}

/** The hash of a value as `seen` keeps it. */
export const hashValue = (value: Json): string => hashText(typeof value === 'string' ? `"${value}` : JSON.stringify(value));

/** An origin as link data. */
export const encodeOrigin = ({ claim, seen, facts }: Pick<Origin, 'claim' | 'seen' | 'facts'>): Readonly<Record<string, Json>> => ({
  claim,
  seen,
  facts,
});

/** Where an entity was brought in from, one origin a source. Never throws. */
export function readOrigins(graph: GraphDoc, id: EntityId): readonly Origin[] {
  return graph.linksFrom(entityKey(id)).flatMap((link) => {
    const place = link.relation === IMPORTED_FROM ? readExternalKey(link.to) : undefined;
    return place ? [{ ...place, ...readData(link.data) }] : [];
  });
}

/** Who stands for a thing of a source: [entity, origin], those out of the trash first, then by claim and id, so that every peer agrees. */
export function findImported(graph: GraphDoc, source: string, external: string): readonly (readonly [EntityId, Origin])[] {
  const found = graph.linksTo(externalKey(source, external)).flatMap((link): [EntityId, Origin][] => {
    const id = link.relation === IMPORTED_FROM ? entityIdOf(link.from) : undefined;
    return id && graph.read(id) ? [[id, { source, external, ...readData(link.data) }]] : [];
  });
  if (found.length < 2) return found;
  const rank = ([id]: readonly [EntityId, Origin]): number => (graph.read(id)?.trashed ? 1 : 0);
  return found.toSorted((a, b) => rank(a) - rank(b) || compare(a[1].claim, b[1].claim) || compare(a[0], b[0]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function readData(data: Readonly<Record<string, Json>>): Pick<Origin, 'claim' | 'seen' | 'facts'> {
  const seen = isRecord(data['seen'])
    ? Object.entries(data['seen']).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    : [];
  const facts = isRecord(data['facts']) ? (data['facts'] as Readonly<Record<string, Json>>) : {};
  return { claim: typeof data['claim'] === 'string' ? data['claim'] : '', seen: Object.fromEntries(seen), facts };
}
