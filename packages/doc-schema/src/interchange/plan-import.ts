import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import type { ImportBundle, ImportedEnd, ImportedEntity, ImportedLink, Skipped } from './bundle.ts';
import { deriveId } from './bytes.ts';
import { type Claim, mintClaim, refuseClaim } from './claim.ts';
import { compareEntity } from './compare.ts';
import { externalKey, findImported, IMPORTED_FROM, type Origin, readExternalKey } from './origin.ts';

/** What an import would do with one thing. `conflict`: changed here and in the source; kept as it is here unless it is taken. */
export type ItemStatus = 'new' | 'same' | 'changed' | 'conflict' | 'skipped';

/** One row of the report. */
export interface PlanItem {
  readonly label: string;
  readonly status: ItemStatus;
  readonly kind: string;
  /** Why it is skipped, what both changed, or what should be known about it. */
  readonly reason?: string;
  /** Its name in the source; undefined for what could not be read as an entity. */
  readonly external?: string;
  readonly id?: EntityId;
}

/** A thing that will be written: what the source says and which entity stands for it. */
export interface PlannedEntity {
  readonly entity: ImportedEntity;
  readonly id: EntityId;
  readonly status: 'new' | 'same' | 'changed' | 'conflict';
  readonly updates: readonly string[];
  readonly conflicts: readonly string[];
  readonly origin: Origin | undefined;
  /** Whether its origin is remembered; not where it keeps the very id it had. */
  readonly remembers: boolean;
}

/** A link with both ends found. */
export interface PlannedLink {
  readonly from: Key;
  readonly relation: string;
  readonly to: Key;
  readonly data: ImportedLink['data'];
}

/** What an import would do. Nothing is written before `applyImport`. */
export interface ImportPlan {
  readonly bundle: ImportBundle;
  readonly claim: Claim;
  readonly items: readonly PlanItem[];
  readonly entities: readonly PlannedEntity[];
  readonly links: readonly PlannedLink[];
  /** Why it cannot be applied now, as a sentence. */
  readonly refused?: string;
}

/** How an import is planned. */
export interface PlanOptions {
  /** Keeps the ids a JSON export has. By itself so for the region it came from and for a world with nothing in it. Two people must not do it at once in the same world. */
  readonly keepIds?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: number;
  readonly random?: () => number;
}

/**
 * Plans what bringing in a source would do here, item by item; writes nothing. Ids are derived from source, external name and this
 * import's claim, so that two people doing it at once never make one id twice.
 */
export function planImport(bundle: ImportBundle, graph: GraphDoc, options: PlanOptions = {}): ImportPlan {
  const now = options.now ?? Date.now();
  const claim = mintClaim(graph, now, options.random);
  const planner = new Planner(bundle, graph, claim, options.keepIds ?? (bundle.region === graph.region || isEmpty(graph)));
  for (const entity of bundle.entities) planner.plan(entity);
  const refused = refuseClaim(graph, bundle.source, now);
  return {
    bundle,
    claim,
    items: [...planner.items, ...bundle.skipped.map(skippedItem), ...planner.gone()],
    entities: planner.entities,
    links: planner.links(),
    ...(refused === undefined ? {} : { refused }),
  };
}

const skippedItem = ({ label, reason }: Skipped): PlanItem => ({ label, kind: '', status: 'skipped', reason });

const isEmpty = (graph: GraphDoc): boolean =>
  graph.list().every((id) => ['world', 'person'].includes(graph.read(id)?.kind ?? '')) && graph.worldId === undefined;

class Planner {
  readonly items: PlanItem[] = [];
  readonly entities: PlannedEntity[] = [];
  readonly #bundle: ImportBundle;
  readonly #graph: GraphDoc;
  readonly #claim: Claim;
  readonly #keepIds: boolean;
  /** Which entity stands for an external name; those that stand for none here are absent. */
  readonly #ids = new Map<string, EntityId>();

  constructor(bundle: ImportBundle, graph: GraphDoc, claim: Claim, keepIds: boolean) {
    this.#bundle = bundle;
    this.#graph = graph;
    this.#claim = claim;
    this.#keepIds = keepIds;
  }

  plan(entity: ImportedEntity): void {
    const stands = this.#findStandIn(entity);
    if (stands) return this.#stand(entity, ...stands);
    const [known] = findImported(this.#graph, this.#bundle.source, entity.external);
    const own = entity.id && this.#keepIds && this.#graph.read(entity.id) ? entity.id : undefined;
    const id = known?.[0] ?? own;
    if (id === undefined) this.#planNew(entity);
    else this.#planKnown(entity, id, known?.[1]);
  }

  /** What there can only be one of: the world itself, and each person. */
  #findStandIn(entity: ImportedEntity): readonly [EntityId, string] | undefined {
    const { worldId } = this.#graph;
    if (entity.kind === 'world' && worldId && worldId !== entity.id) return [worldId, 'This world keeps its own name.'];
    const person = entity.kind === 'person' ? this.#findPerson(entity) : undefined;
    return person && person !== entity.id ? [person, 'They are known here already.'] : undefined;
  }

  /** What was brought in earlier and is no longer in the source: told, and left as it is. */
  gone(): readonly PlanItem[] {
    if (this.#bundle.format === 'csv') return [];
    const named = new Set(this.#bundle.entities.map((entity) => entity.external));
    const items: PlanItem[] = [];
    for (const link of this.#graph.links()) {
      const place = link.relation === IMPORTED_FROM ? readExternalKey(link.to) : undefined;
      const entity = place?.source === this.#bundle.source && !named.has(place.external) ? this.#read(link.from) : undefined;
      if (entity && !entity.trashed && place)
        items.push({
          label: place.external,
          kind: entity.kind,
          status: 'skipped',
          reason: 'It is gone from the source. Here it stays; move it to the trash if it should go.',
          id: entity.id,
        });
    }
    return items;
  }

  /** Links whose both ends stand for something here. What a folder contains is drawn for new things only: what was arranged here stays. */
  links(): readonly PlannedLink[] {
    const fresh = new Set(this.entities.filter((each) => each.status === 'new').map((each) => each.entity.external));
    const written = new Set(this.entities.map((each) => each.entity.external));
    const wanted = (link: ImportedLink): boolean => {
      if ('external' in link.to && fresh.has(link.to.external)) return true;
      if (link.relation === 'contains' && this.#bundle.format === 'markdown') return false;
      return !('external' in link.from) || written.has(link.from.external);
    };
    return this.#bundle.links.filter(wanted).flatMap((link): PlannedLink[] => {
      const from = this.#keyOf(link.from);
      const to = this.#keyOf(link.to);
      return from && to && from !== to ? [{ from, to, relation: link.relation, data: link.data }] : [];
    });
  }

  #read(key: Key): ReturnType<GraphDoc['read']> {
    const id = entityIdOf(key);
    return id && this.#graph.read(id);
  }

  #keyOf(end: ImportedEnd): Key | undefined {
    if ('key' in end) return end.key;
    const id = this.#ids.get(end.external);
    return id && entityKey(id);
  }

  #stand(entity: ImportedEntity, id: EntityId, reason: string): void {
    this.#ids.set(entity.external, id);
    this.items.push({ label: entity.label, kind: entity.kind, status: 'skipped', reason, external: entity.external, id });
  }

  #findPerson(entity: ImportedEntity): EntityId | undefined {
    const wanted = entity.properties['person'];
    return this.#graph.list().find((id) => {
      const known = this.#graph.read(id);
      return known?.kind === 'person' && known.properties['person'] === wanted;
    });
  }

  #planNew(entity: ImportedEntity): void {
    const remembers = !(this.#keepIds && entity.id);
    const id = remembers || !entity.id ? deriveId(this.#bundle.source, entity.external, this.#claim.nonce) : entity.id;
    this.#add(entity, { entity, id, status: 'new', updates: [], conflicts: [], origin: undefined, remembers }, entity.remark);
  }

  #planKnown(entity: ImportedEntity, id: EntityId, origin: Origin | undefined): void {
    if (this.#graph.read(id)?.trashed && !entity.raw?.trashed)
      return this.#stand(entity, id, 'It is in the trash here: restore it, then bring the source in again.');
    const { updates, conflicts } = compareEntity(this.#graph, id, entity, origin);
    const status = conflicts.length > 0 ? 'conflict' : updates.length > 0 ? 'changed' : 'same';
    const both = conflicts.length > 0 ? `Changed here and in the source: ${conflicts.join(', ')}.` : undefined;
    const reason = [both, entity.remark].filter((part) => part !== undefined).join(' ');
    this.#add(entity, { entity, id, status, updates, conflicts, origin, remembers: origin !== undefined }, reason);
  }

  #add(entity: ImportedEntity, planned: PlannedEntity, reason: string | undefined): void {
    this.#ids.set(entity.external, planned.id);
    this.entities.push(planned);
    const { id, status } = planned;
    this.items.push({ label: entity.label, kind: entity.kind, status, external: entity.external, id, ...(reason ? { reason } : {}) });
  }
}

/** How many items of each status a plan has. */
export function countItems(plan: ImportPlan): Readonly<Record<ItemStatus, number>> {
  const counts = { new: 0, same: 0, changed: 0, conflict: 0, skipped: 0 };
  for (const item of plan.items) counts[item.status] += 1;
  return counts;
}

/** The key of what a planned thing was brought in from. */
export const originKeyOf = (plan: ImportPlan, planned: PlannedEntity): Key => externalKey(plan.bundle.source, planned.entity.external);
