import { SpaceError } from '../errors.ts';
import type { Entity } from '../document/entity.ts';
import type { Change } from '../document/changes.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, type Key, randomName, type RegionId } from '../ids.ts';
import type { Link } from '../links/link.ts';
import { later } from '../timers.ts';
import { OpenRegion, type RegionConnection } from './open-region.ts';
import { carryMoved, carryTyping, hasLateTyping, listMoved, mendStray, moveEntity, readMoved } from './region-copy.ts';
import { listForeignLinks, listStubs, planStubs, readStub, type Stub, writeStubs } from './stubs.ts';

/** A region that nobody holds stays open this long: people come back. */
const IDLE_MS = 60_000;
/** Stubs are written so long after a change, so that typing a title is one write and not ten. */
const PUBLISH_MS = 5000;

/** One region as the index names it. */
export interface RegionEntry {
  readonly region: RegionId;
  readonly title: string;
  /** How many things are in it, as it was last told. */
  readonly entities: number;
  readonly open: boolean;
}

/** Where a thing is and what is known of it. */
export type Found =
  | { readonly region: RegionId; readonly entity: Entity; readonly stub?: undefined }
  | { readonly region: RegionId; readonly entity?: undefined; readonly stub: Stub };

/** What a world is made of. */
export interface WorldOptions {
  /** The region that names the others. It stays open, and stays the caller's. */
  readonly index: GraphDoc;
  /** Opens a region's document and what carries it. */
  readonly connect: (region: RegionId) => RegionConnection;
  readonly now?: () => number;
  readonly later?: (callback: () => void, delayMs: number) => () => void;
  readonly idleMs?: number;
}

/** A hold on an open region. */
export interface RegionHold {
  readonly graph: GraphDoc;
  readonly whenReady: Promise<void>;
  /** Lets go; the region closes some time after the last hold. Safe to call twice. */
  release(): void;
}

/**
 * A world of several regions: an index that names them and knows of every thing its kind, title and region, and regions that are open
 * while somebody needs them. Keys are the same in all of them, so links lead across. Two people changing things in different regions
 * never wait for each other; two moving one thing at once get it in one of both places.
 */
export class World {
  readonly index: GraphDoc;
  readonly #connect: WorldOptions['connect'];
  readonly #now: () => number;
  readonly #later: NonNullable<WorldOptions['later']>;
  readonly #idleMs: number;
  readonly #open = new Map<RegionId, OpenRegion>();
  readonly #stops = new Map<RegionId, () => void>();
  readonly #publishing = new Map<RegionId, () => void>();
  readonly #listeners = new Set<() => void>();
  readonly #stopIndex: () => void;

  constructor(options: WorldOptions) {
    this.index = options.index;
    this.#connect = options.connect;
    this.#now = options.now ?? Date.now;
    this.#later = options.later ?? later;
    this.#idleMs = options.idleMs ?? IDLE_MS;
    this.#stopIndex = this.index.subscribe(() => this.#tell());
  }

  /** The regions of the world, the index aside. */
  regions(): readonly RegionEntry[] {
    return this.index.list().flatMap((id) => {
      const entity = this.index.read(id);
      const region = entity?.properties['document'];
      if (entity?.kind !== 'region' || entity.trashed || typeof region !== 'string' || region === '') return [];
      const entities = Number(entity.properties['entities']);
      return [{ region: region as RegionId, title: entity.title, entities, open: this.#open.has(region as RegionId) }];
    });
  }

  /** Makes an empty region and names it in the index. Two people making one of the same name make two. */
  createRegion(title: string): RegionId {
    // A name that relays and addresses take: letters, digits and hyphens, at most 64.
    const region = `${this.index.region.slice(0, 48)}-${randomName()}` as RegionId;
    this.index.edit({ title: `Make region ${title}` }, (edit) => edit.create('region', { title, document: region }));
    return region;
  }

  /** Opens a region, or holds it where it is open already. Release it when it is no longer needed. */
  open(region: RegionId): RegionHold {
    const known = this.#open.get(region) ?? this.#begin(region);
    known.holders++;
    known.cancelIdle?.();
    known.cancelIdle = undefined;
    let held = true;
    return {
      graph: known.graph,
      whenReady: known.connection.whenReady,
      release: () => {
        if (held) this.#release(known);
        held = false;
      },
    };
  }

  /** What a key stands for: the entity where its region is open, following it where it was moved; else what the index knows. */
  read(key: Key): Found | undefined {
    const id = entityIdOf(key);
    if (!id) return undefined;
    const at = this.#locate(id);
    const entity = at?.read(id);
    if (at && entity) return { region: at.region, entity };
    const stub = readStub(this.index, id);
    return stub && { region: stub.region, stub };
  }

  /** The open document a thing is in now, for editing it. */
  graphOf(key: Key): GraphDoc | undefined {
    const id = entityIdOf(key);
    return id ? this.#locate(id) : undefined;
  }

  /** The things of a region as the index knows them, for a list of a region that is not open. Costs a look at every stub. */
  stubs(region: RegionId): readonly Stub[] {
    return listStubs(this.index, region);
  }

  /** Links from a key, in whichever region they were drawn; of regions that are not open those that lead out of them. */
  linksFrom(key: Key): readonly Link[] {
    return this.#links(key, (graph) => graph.linksFrom(key)).filter((link) => link.from === key);
  }

  /** Links to a key, likewise. */
  linksTo(key: Key): readonly Link[] {
    return this.#links(key, (graph) => graph.linksTo(key)).filter((link) => link.to === key);
  }

  /**
   * Moves things to another region, both of which are open: each keeps its id, its values, texts and links that start at it. Edits that
   * others made in the old place without knowing are brought over by whoever has both open. Returns how many were moved; move them back
   * to undo it.
   * @throws SpaceError `invalid-value` where a region is not open, `read-only`.
   */
  move(ids: readonly EntityId[], to: RegionId): number {
    const target = this.#graphs().find((graph) => graph.region === to);
    if (!target) throw new SpaceError('invalid-value', `Region ${to} is not open: open it to move things there.`, { region: to });
    let count = 0;
    for (const id of ids) {
      const from = this.#locate(id);
      if (from?.refusal !== undefined) throw new SpaceError('read-only', from.refusal);
      if (from && from !== target && moveEntity(from, target, id)) count++;
    }
    return count;
  }

  /** Calls `listener` when something may read otherwise, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Writes to the index what it lacks of an open region, at once; else some seconds after a change, by one window. */
  publish(region: RegionId): void {
    const open = this.#open.get(region);
    if (!open || this.index.refusal !== undefined) return;
    const plan = planStubs(this.index, open.graph);
    writeStubs(this.index, plan);
    const id = this.index.list().find((each) => this.index.read(each)?.properties['document'] === region);
    if (!id || this.index.read(id)?.properties['entities'] === plan.entities) return;
    this.index.derive((edit) => edit.set(id, 'entities', plan.entities));
  }

  /** Closes every region; the index stays the caller's. */
  async dispose(): Promise<void> {
    this.#stopIndex();
    this.#listeners.clear();
    await Promise.all([...this.#open.values()].map((open) => this.#close(open)));
  }

  #begin(region: RegionId): OpenRegion {
    const open = new OpenRegion(region, this.#connect(region), this.#now, this.#later);
    this.#open.set(region, open);
    this.#stops.set(
      region,
      open.graph.subscribe((change) => this.#changed(open, change)),
    );
    for (const each of this.#graphs()) this.#carry(each, listMoved(each));
    this.#tell();
    return open;
  }

  #release(open: OpenRegion): void {
    open.holders--;
    if (open.holders > 0) return;
    open.cancelIdle = this.#later(() => {
      if (open.holders === 0) void this.#close(open);
    }, this.#idleMs);
  }

  async #close(open: OpenRegion): Promise<void> {
    if (this.#open.get(open.region) !== open) return;
    this.#open.delete(open.region);
    this.#stops.get(open.region)?.();
    this.#stops.delete(open.region);
    this.#publishing.get(open.region)?.();
    this.#publishing.delete(open.region);
    this.#tell();
    await open.dispose();
  }

  #changed(open: OpenRegion, change: Change): void {
    this.#carry(open.graph, [...change.entities, ...[...change.links].flatMap((key) => entityIdOf(key) ?? [])]);
    if (!this.#publishing.has(open.region) && open.graph.refusal === undefined) {
      const cancel = this.#later(() => {
        this.#publishing.delete(open.region);
        open.asOne('stubs', () => this.publish(open.region));
      }, PUBLISH_MS);
      this.#publishing.set(open.region, cancel);
    }
    this.#tell();
  }

  /** Brings over what is late of things that went from a region, and of those that came to it from another. */
  #carry(graph: GraphDoc, ids: Iterable<EntityId>): void {
    for (const id of ids) {
      for (const from of this.#graphs()) {
        const to = readMoved(from, id);
        const target = to && to !== from.region ? this.#graphs().find((each) => each.region === to) : undefined;
        if (to && from !== graph) mendStray(from, graph, id);
        if (to && from === graph) for (const other of this.#graphs()) mendStray(from, other, id);
        if (target) this.#bring(from, target, id);
      }
    }
  }

  #bring(from: GraphDoc, to: GraphDoc, id: EntityId): void {
    carryMoved(from, to, id);
    if (!hasLateTyping(from, to, id)) return;
    this.#open.get(to.region)?.asOne('typing', () => {
      for (const moved of listMoved(from)) if (readMoved(from, moved) === to.region) carryTyping(from, to, moved);
    });
  }

  /** The open document a thing is in, following its marks; at most as often as there are regions. */
  #locate(id: EntityId): GraphDoc | undefined {
    const graphs = this.#graphs();
    const named = readStub(this.index, id)?.region;
    let at = graphs.find((graph) => graph.region === named && graph.read(id)) ?? graphs.find((graph) => graph.read(id));
    for (let hops = 0; at && hops <= graphs.length; hops++) {
      const to = readMoved(at, id);
      if (to === undefined) return at;
      at = graphs.find((graph) => graph.region === to && graph.read(id));
    }
    return undefined;
  }

  #links(key: Key, of: (graph: GraphDoc) => readonly Link[]): readonly Link[] {
    const found = new Map<string, Link>();
    const add = (link: Link): void => void found.set(`${link.relation}>${link.from}>${link.to}`, link);
    for (const link of listForeignLinks(this.index, key, (region) => this.#open.has(region))) add(link);
    for (const graph of this.#graphs()) for (const link of of(graph)) add(link);
    return [...found.values()];
  }

  #graphs(): readonly GraphDoc[] {
    return [this.index, ...[...this.#open.values()].map((open) => open.graph)];
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
