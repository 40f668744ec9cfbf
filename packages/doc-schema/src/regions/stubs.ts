import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, type Key, type RegionId } from '../ids.ts';
import { decodeLink, encodeLinkName, type Link } from '../links/link.ts';
import { readMoved } from './region-copy.ts';

/** What the index says of a thing in a region that need not be open. */
export interface Stub {
  readonly id: EntityId;
  readonly kind: string;
  readonly title: string;
  readonly region: RegionId;
}

/** Root maps of the index region: what is where, and which links lead out of a region. */
const STUBS = 's';
const FOREIGN = 'x';
/** Written at most so many at once; Yjs breaks frames with larger transactions. */
const AT_ONCE = 500;
const MAX_TITLE = 200;

/** The stub of an entity, or undefined. What cannot be read is none. */
export function readStub(index: GraphDoc, id: EntityId): Stub | undefined {
  const raw = index.doc.getMap<unknown>(STUBS).get(id);
  const [kind, title, region] = Array.isArray(raw) ? (raw as readonly unknown[]) : [];
  if (typeof kind !== 'string' || typeof title !== 'string' || typeof region !== 'string') return undefined;
  return { id, kind, title, region: region as RegionId };
}

/** Every stub of a region, for its rows while it is closed. Costs a look at each stub. */
export function listStubs(index: GraphDoc, region: RegionId): readonly Stub[] {
  const ids = [...index.doc.getMap<unknown>(STUBS).keys()] as EntityId[];
  return ids.flatMap((id) => readStub(index, id) ?? []).filter((stub) => stub.region === region);
}

/** Published links with an end at `key`, of every region but those told to leave out. Costs a look at each published link. */
export function listForeignLinks(index: GraphDoc, key: Key, open: (region: RegionId) => boolean): readonly Link[] {
  const found: Link[] = [];
  for (const [name, region] of index.doc.getMap<unknown>(FOREIGN)) {
    const link = typeof region === 'string' && !open(region as RegionId) ? decodeLink(name, {}) : undefined;
    if (link && (link.from === key || link.to === key)) found.push(link);
  }
  return found;
}

/** What to write to the index so that it says of a region what the region holds. */
export interface StubPlan {
  readonly stubs: ReadonlyMap<string, readonly [string, string, string] | undefined>;
  readonly links: ReadonlyMap<string, string | undefined>;
  readonly entities: number;
}

/** Plans what the index lacks of a region: what is there and not in the trash, and the links that lead out of it. Costs a look at each of both. */
export function planStubs(index: GraphDoc, region: GraphDoc): StubPlan {
  const stubs = new Map<string, readonly [string, string, string] | undefined>();
  let entities = 0;
  for (const id of region.list()) {
    const known = readStub(index, id);
    const wanted = stubOf(region, id, known);
    if (wanted?.[2] === region.region) entities++;
    if (wanted ? !saysSame(known, wanted) : known?.region === region.region) stubs.set(id, wanted);
  }
  for (const { id } of listStubs(index, region.region)) if (!region.read(id)) stubs.set(id, undefined);
  return { stubs, links: planForeign(index, region), entities };
}

const saysSame = (known: Stub | undefined, [kind, title, region]: readonly [string, string, string]): boolean =>
  known?.kind === kind && known.title === title && known.region === region;

/** What the index should say of an entity; undefined where that is not this region's to say. */
function stubOf(region: GraphDoc, id: EntityId, known: Stub | undefined): readonly [string, string, string] | undefined {
  const entity = region.read(id);
  if (!entity || entity.trashed) return undefined;
  const to = readMoved(region, id);
  if (to === undefined) return [entity.kind, entity.title.slice(0, MAX_TITLE), region.region];
  // It went: where it is now is told until the other region tells it.
  return known?.region === region.region ? [known.kind, known.title, to] : undefined;
}

function planForeign(index: GraphDoc, region: GraphDoc): ReadonlyMap<string, string | undefined> {
  const links = new Map<string, string | undefined>();
  const published = index.doc.getMap<unknown>(FOREIGN);
  const out = new Set<string>();
  for (const { from, relation, to } of region.links())
    if (isForeign(region, from) || isForeign(region, to)) out.add(encodeLinkName(from, relation, to));
  for (const name of out) if (!published.has(name)) links.set(name, region.region);
  for (const [name, owner] of published) if (owner === region.region && !out.has(name)) links.set(name, undefined);
  return links;
}

const isForeign = (region: GraphDoc, key: Key): boolean => {
  const id = entityIdOf(key);
  return id !== undefined && (!region.read(id) || readMoved(region, id) !== undefined);
};

/** Writes a plan in pieces. Two windows writing the same say the same. */
export function writeStubs(index: GraphDoc, plan: StubPlan): void {
  const writes = [
    ...[...plan.stubs].map(([key, value]) => ({ root: STUBS, key, value })),
    ...[...plan.links].map(([key, value]) => ({ root: FOREIGN, key, value })),
  ];
  for (let at = 0; at < writes.length; at += AT_ONCE) {
    index.derive(() => {
      for (const { root, key, value } of writes.slice(at, at + AT_ONCE)) {
        const map = index.doc.getMap<unknown>(root);
        if (value === undefined) map.delete(key);
        else map.set(key, value);
      }
    });
  }
}
