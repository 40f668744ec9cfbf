import * as Y from 'yjs';
import { isInner } from '../compact/fold.ts';
import { readCarried } from '../compact/view-map.ts';
import type { EntityId } from '../ids.ts';
import { tryApply } from './branch.ts';
import type { HistoryBase } from './history-record.ts';
import { type EntityState, readEntityState, readPlain, readProperty, readState, type RegionState } from './region-state.ts';

/** What one update touched, with what stands there now. `client` and `clock` name the item that did it, where it is still there. */
export type Touched =
  | {
      readonly type: 'entity';
      readonly id: EntityId;
      readonly now: EntityState | undefined;
      readonly origin: Origin | undefined;
      /** The item behind one of its properties. */
      readonly originOf: (property: string) => Origin | undefined;
    }
  | {
      readonly type: 'property';
      readonly id: EntityId;
      readonly property: string;
      readonly now: ReturnType<typeof readProperty>;
      readonly origin: Origin | undefined;
    }
  | { readonly type: 'link'; readonly name: string; readonly now: ReturnType<typeof readPlain>; readonly origin: Origin | undefined };

/** The item behind a change. `removed`: the change is that this item went. */
export interface Origin {
  readonly client: number;
  readonly clock: number;
  readonly removed: boolean;
}

/** A document that goes through a region's history update by update and tells what each one touched. */
export class Replay {
  readonly #doc = new Y.Doc();
  readonly #entities = this.#doc.getMap<unknown>('e');
  readonly #links = this.#doc.getMap<unknown>('l');
  #whole = new Set<EntityId>();
  #properties = new Map<EntityId, Set<string>>();
  #names = new Set<string>();
  #newest: Origin | undefined;

  constructor(base: HistoryBase | undefined) {
    if (base) tryApply(() => Y.applyUpdateV2(this.#doc, base.state));
    this.#entities.observeDeep((events) => {
      for (const event of events) this.#readEvent(event);
    });
    this.#links.observe((event) => {
      for (const name of event.keysChanged) this.#names.add(name as string);
    });
    this.#doc.on('afterTransaction', (transaction: Y.Transaction) => (this.#newest = newestOf(transaction)));
  }

  /** What the region holds now. */
  read(): RegionState {
    return readState(this.#doc);
  }

  /** How far each session is. */
  get clocks(): ReadonlyMap<number, number> {
    return new Map([...this.#doc.store.clients.keys()].map((client) => [client, Y.getState(this.#doc.store, client)]));
  }

  /** Applies one update; undefined where its bytes are none. What it brings before its ground is there shows when that comes. */
  apply(update: Uint8Array): readonly Touched[] | undefined {
    const applied = tryApply(() => Y.applyUpdate(this.#doc, update));
    const touched = [...this.#takeEntities(), ...this.#takeLinks()];
    return applied || touched.length > 0 ? touched : undefined;
  }

  dispose(): void {
    this.#doc.destroy();
  }

  #readEvent(event: Y.YEvent<Y.AbstractType<unknown>>): void {
    const target: unknown = event.target;
    if (target === this.#entities) {
      for (const id of event.changes.keys.keys()) this.#whole.add(id as EntityId);
      return;
    }
    const id = entityOf(target instanceof Y.Text ? target.parent : target, this.#entities);
    if (!id) return;
    if (target instanceof Y.Text) this.#touch(id, target._item?.parentSub ?? '');
    else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged as Set<string>) this.#touch(id, key);
  }

  #touch(id: EntityId, property: string): void {
    // The creation values stand under ''; what a compaction carries over may concern any property.
    if (property === '' || isInner(property)) return void this.#whole.add(id);
    const known = this.#properties.get(id) ?? new Set<string>();
    this.#properties.set(id, known.add(property));
  }

  #takeEntities(): Touched[] {
    const touched: Touched[] = [];
    for (const id of this.#whole) {
      const map = this.#entities.get(id);
      const now = map instanceof Y.Map ? readEntityState(map as Y.Map<unknown>) : undefined;
      const ofProperty = (property: string): Origin | undefined =>
        map instanceof Y.Map ? originIn(map as Y.Map<unknown>, property) : undefined;
      touched.push({ type: 'entity', id, now, origin: originOf(this.#entities, id), originOf: ofProperty });
    }
    for (const [id, properties] of this.#properties) {
      const map = this.#entities.get(id);
      if (this.#whole.has(id) || !(map instanceof Y.Map)) continue;
      for (const property of properties) {
        const now = readProperty(map as Y.Map<unknown>, property);
        const origin = 'text' in now ? this.#newest : originIn(map as Y.Map<unknown>, property);
        touched.push({ type: 'property', id, property, now, origin });
      }
    }
    this.#whole = new Set();
    this.#properties = new Map();
    return touched;
  }

  #takeLinks(): Touched[] {
    const names = this.#names;
    this.#names = new Set();
    return [...names].map((name) => ({
      type: 'link',
      name,
      now: this.#links.has(name) ? readPlain(this.#links.get(name)) : undefined,
      origin: originOf(this.#links, name),
    }));
  }
}

/** The entity a map is, or undefined where it is something deeper. */
function entityOf(map: unknown, entities: Y.Map<unknown>): EntityId | undefined {
  if (!(map instanceof Y.Map) || map.parent !== entities) return undefined;
  return (map._item?.parentSub ?? undefined) as EntityId | undefined;
}

/** As `originOf`, of a value that a compaction copied the write it came from. */
function originIn(map: Y.Map<unknown>, property: string): Origin | undefined {
  const carried = readCarried(map, property);
  return carried ? { ...carried, removed: false } : originOf(map, property);
}

function originOf(map: Y.Map<unknown>, key: string): Origin | undefined {
  const item = map._map.get(key);
  return item && { client: item.id.client, clock: item.id.clock, removed: item.deleted };
}

/** The newest item a transaction brought, or else the first it removed: who wrote in a text. */
function newestOf(transaction: Y.Transaction): Origin | undefined {
  for (const [client, clock] of transaction.afterState) {
    if (clock > (transaction.beforeState.get(client) ?? 0)) return { client, clock: clock - 1, removed: false };
  }
  for (const [client, [first]] of transaction.deleteSet.clients) if (first) return { client, clock: first.clock, removed: true };
  return undefined;
}
