import type * as Y from 'yjs';
import { decodeFact, FOLD, type Fold, isInner, readFold, type Stamp } from './fold.ts';

/** A write to a property of an entity's map. */
export interface Written {
  /** The write it is, wherever it was carried to since. */
  readonly stamp: Stamp;
  /** The item that holds it here: who has seen that has seen the write. */
  readonly carrier: Stamp;
}

/** What stands in one property of a map, and what was overwritten there. */
export interface Standing {
  readonly winner: (Written & { readonly value: unknown; readonly item: Y.Item }) | undefined;
  readonly beaten: readonly Written[];
}

interface LateWrite extends Written {
  readonly item: Y.Item;
}

interface Facts {
  readonly late: LateWrite[];
  readonly over: Written[];
  readonly gone: Written[];
}

const stampOf = (item: Y.Item): Stamp => ({ client: item.id.client, clock: item.id.clock + item.length - 1 });

/** Whether one write is the other or, being of the same session, came before it. */
const isWithin = (a: Stamp, b: Stamp): boolean => a.client === b.client && a.clock <= b.clock;

const isLater = (a: Written, b: Written): boolean =>
  a.stamp.clock !== b.stamp.clock ? a.stamp.clock > b.stamp.clock : a.stamp.client > b.stamp.client;

const valueOf = (item: Y.Item): unknown => item.content.getContent()[item.content.getLength() - 1];

/**
 * An entity's map as its writes: for each property what stands and what was overwritten. `stands` says which items count as being
 * there; in the transaction that replaces a map they are marked as removed already.
 */
export class Survey {
  readonly fold: Fold | undefined;
  readonly #map: Y.Map<unknown>;
  /** Kept from the beginning: Yjs empties a map that was replaced, its items stay as they are. */
  readonly #heads: ReadonlyMap<string, Y.Item>;
  readonly #foldItem: Y.Item | undefined;
  readonly #stands: (item: Y.Item) => boolean;
  readonly #standing = new Map<string, Standing>();
  #seen: Map<number, number> | undefined;
  readonly #facts = new Map<string, Facts>();

  constructor(map: Y.Map<unknown>, stands: (item: Y.Item) => boolean = (item) => !item.deleted) {
    this.#map = map;
    this.#heads = map._map;
    this.#foldItem = map._map.get(FOLD);
    this.#stands = stands;
    this.fold = readFold(map);
    for (const [key, item] of map._map) {
      const fact = isInner(key) ? decodeFact(key) : undefined;
      if (!fact) continue;
      const facts = this.#factsOf(fact.property);
      const carrier = stampOf(item);
      if (fact.type === 'late') facts.late.push({ stamp: fact.stamp, carrier, item });
      else facts[fact.type].push({ stamp: fact.stamp, carrier });
      this.#facts.set(fact.property, facts);
    }
  }

  /** Whether nothing but the map's own keys has to be read. */
  get plain(): boolean {
    return this.#facts.size === 0;
  }

  /** Every property that was ever written here. */
  properties(): Set<string> {
    const names = new Set(this.#facts.keys());
    for (const key of this.#heads.keys()) if (!isInner(key)) names.add(key);
    for (const name of this.fold?.at.keys() ?? []) names.add(name);
    return names;
  }

  /** For each session its newest write here. */
  seen(): ReadonlyMap<number, number> {
    this.#seen ??= this.#readSeen();
    return this.#seen;
  }

  /** Reads everything now: values are gone once Yjs has tidied up after the transaction that replaced the map. */
  capture(): void {
    for (const property of this.properties()) this.standing(property);
    this.seen();
  }

  #readSeen(): Map<number, number> {
    const seen = new Map(this.fold?.seen);
    for (const head of this.#heads.values()) {
      for (let item: Y.Item | null = head; item; item = item.left) {
        const { client, clock } = stampOf(item);
        seen.set(client, Math.max(seen.get(client) ?? -1, clock));
      }
    }
    return seen;
  }

  /** Writes carried here from older maps, whether they stand or not. */
  carried(property: string): readonly Written[] {
    const { late, over, gone } = this.#factsOf(property);
    return [...late, ...over, ...gone];
  }

  standing(property: string): Standing {
    const known = this.#standing.get(property) ?? this.#readStanding(property);
    this.#standing.set(property, known);
    return known;
  }

  #readStanding(property: string): Standing {
    const head = this.#heads.get(property);
    const copied = this.fold?.at.get(property);
    if (head && !(copied && this.#isCopied(head))) return this.#regular(head, property, copied);
    const copy = copied && head ? { stamp: copied, carrier: copied, item: head } : undefined;
    const carried = this.carried(property);
    // Removed since the folding: whoever did that saw the value, so nothing older counts.
    if (head && !this.#stands(head)) return { winner: undefined, beaten: [...(copy ? [copy] : []), ...carried] };
    const winner = this.#pick(property, copy, copied);
    const beaten = [...(copy ? [copy] : []), ...carried].filter(({ stamp }) => !winner || !isWithin(winner.stamp, stamp));
    return { winner: winner && { ...winner, value: valueOf(winner.item) }, beaten };
  }

  /** Of the folded value and the late ones, the one that stands. */
  #pick(property: string, copy: LateWrite | undefined, copied: Stamp | undefined): LateWrite | undefined {
    const { late, over, gone } = this.#factsOf(property);
    const all = late.filter(({ stamp }) => !copied || !isWithin(stamp, copied)).toSorted((a, b) => (isLater(a, b) ? -1 : 1));
    const order = copy ? [...all, copy] : all;
    const isOver = ({ stamp }: Written): boolean => [...over, ...gone].some((write) => isWithin(stamp, write.stamp));
    const standing = order.find((write) => !isOver(write));
    // Each overwritten by another: people who did not know of each other saw them in different orders. One of them stands.
    return standing ?? (gone.length > 0 ? undefined : order[0]);
  }

  /** Somebody wrote here knowing this map: that counts more than anything carried from older ones. */
  #regular(head: Y.Item, property: string, copied: Stamp | undefined): Standing {
    const beaten: Written[] = [...this.carried(property)];
    if (copied) beaten.push({ stamp: copied, carrier: copied });
    const add = (item: Y.Item): void => void beaten.push({ stamp: stampOf(item), carrier: stampOf(item) });
    const stands = this.#stands(head);
    if (!stands) add(head);
    for (let { left } = head; left; { left } = left) if (!this.#isCopied(left)) add(left);
    const stamp = stampOf(head);
    return { winner: stands ? { stamp, carrier: stamp, value: valueOf(head), item: head } : undefined, beaten };
  }

  /** Whether an item came with the folded map itself: written by the folding, not by a person since. */
  #isCopied({ id }: Y.Item): boolean {
    const start = this.#map._item?.id.clock ?? 0;
    const end = this.#foldItem?.id;
    return end !== undefined && id.client === end.client && id.clock < end.clock && id.clock > start;
  }

  #factsOf(property: string): Facts {
    return this.#facts.get(property) ?? { late: [], over: [], gone: [] };
  }
}
