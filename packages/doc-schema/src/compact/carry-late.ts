import * as Y from 'yjs';
import { encodeFact, type Fact, type Fold, FROM, isInner, MOVED, type Stamp } from './fold.ts';
import { Survey, type Written } from './survey.ts';

/** Facts to write on a map that replaced another. */
interface Carry {
  readonly map: Y.Map<unknown>;
  readonly facts: ReadonlyMap<string, unknown>;
}

const covers = (seen: ReadonlyMap<number, number>, stamp: Stamp): boolean => (seen.get(stamp.client) ?? -1) >= stamp.clock;

/** A folded map, and the map it replaced or lost against. */
interface Replacement {
  readonly old: Survey;
  readonly map: Y.Map<unknown>;
  readonly fold: Fold;
  /** This session. What it wrote it carries itself, even where others did: who sees its later writes then has those too. */
  readonly own: number;
}

const isSame = (a: Stamp, b: Stamp | undefined): boolean => a.client === b?.client && a.clock === b.clock;

/**
 * Plans what a folded map lacks of one property of the map it replaced: a write that whoever folded it had not seen, and what that
 * overwrote. Nothing where nothing is late.
 */
function planProperty(replacement: Replacement, property: string, facts: Map<string, unknown>): void {
  const { old, map, fold, own } = replacement;
  const { winner } = old.standing(property);
  // A value that seems removed may have been overwritten by something that is held up; whoever wrote that carries it.
  if (!winner && map.doc?.store.pendingStructs) return;
  const add = (type: Fact['type'], stamp: Stamp, value: unknown): void => {
    const key = encodeFact({ type, stamp, property });
    if (winner?.stamp.client === own || !map.has(key)) facts.set(key, value);
  };
  const isNews = winner !== undefined && !isSame(winner.stamp, fold.at.get(property)) && !covers(fold.seen, winner.carrier);
  if (isNews && !(winner.value instanceof Y.AbstractType)) add('late', winner.stamp, winner.value);
  for (const stamp of listDropped(replacement, property, !winner || isNews)) add(winner ? 'over' : 'gone', stamp, true);
}

/** Which writes no longer count. Where the folding knew what stood and chose otherwise (`mayDrop` is false), its choice holds. */
function listDropped({ old, fold }: Replacement, property: string, mayDrop: boolean): readonly Stamp[] {
  const folded = fold.at.get(property);
  const { beaten } = old.standing(property);
  const dropped = newestOf(beaten).filter((write) => !covers(fold.seen, write.carrier) || (mayDrop && isSame(write.stamp, folded)));
  const stamps = dropped.map(({ stamp }) => stamp);
  // Known here and no longer standing, without a trace left: an older folding already dropped it.
  return mayDrop && folded && old.fold && covers(old.seen(), folded) ? [...stamps, folded] : stamps;
}

/** Of each session only its newest write, and what may be the folded one: what came before is overwritten with it. */
function newestOf(writes: readonly Written[]): readonly Written[] {
  const newest = new Map<string, Written>();
  for (const write of writes) {
    const key = `${write.stamp.client}/${write.carrier.client}`;
    const known = newest.get(key);
    if (!known || known.stamp.clock < write.stamp.clock) newest.set(key, write);
  }
  return [...newest.values()];
}

/** The maps of an entity that this transaction removed, as they were before it. */
function surveyReplaced(event: Y.YMapEvent<unknown>, head: Y.Item): readonly Survey[] {
  const surveys: Survey[] = [];
  const stands = (item: Y.Item): boolean => !item.deleted || event.deletes(item);
  for (let item: Y.Item | null = head; item; item = item.left) {
    const { content } = item;
    if (event.deletes(item) && content instanceof Y.ContentType && content.type instanceof Y.Map)
      surveys.push(new Survey(content.type as Y.Map<unknown>, stands));
  }
  return surveys;
}

/** Maps that were removed while what replaces them has not arrived: it may be held up by something lost on the way. */
type Orphans = Map<string, readonly Survey[]>;

/** More of them are not kept; each is an entity that is gone for the moment. */
const MAX_ORPHANS = 1000;

function planEvent(event: Y.YMapEvent<unknown>, root: Y.Map<unknown>, orphans: Orphans): readonly Carry[] {
  const carries: Carry[] = [];
  for (const id of event.keysChanged) {
    const head = root._map.get(id);
    if (!head || (!head.left && !head.deleted)) continue; // made just now, the usual case
    const surveys = [...(orphans.get(id) ?? []), ...surveyReplaced(event, head)];
    const map = root.get(id);
    if (map instanceof Y.Map) {
      orphans.delete(id);
      carries.push(planCarry(surveys, map as Y.Map<unknown>, root.doc?.clientID ?? 0));
    } else keepOrphans(orphans, id, surveys);
  }
  return carries.filter(({ facts }) => facts.size > 0);
}

function keepOrphans(orphans: Orphans, id: string, surveys: readonly Survey[]): void {
  if (surveys.length === 0 || orphans.size >= MAX_ORPHANS) return;
  for (const survey of surveys) survey.capture();
  orphans.set(id, surveys);
}

function planCarry(surveys: readonly Survey[], map: Y.Map<unknown>, own: number): Carry {
  const facts = new Map<string, unknown>();
  const { fold } = new Survey(map);
  // Without a fold two peers made one id: one of both stands.
  for (const old of fold ? surveys : []) {
    for (const property of new Set([...old.properties(), ...(fold?.at.keys() ?? [])])) {
      // What came back from another region is here again, whatever the map it replaces says.
      if (fold && !(property === MOVED && map.has(FROM))) planProperty({ old, map, fold, own }, property, facts);
    }
  }
  return { map, facts };
}

/** Facts that a copy in another document lacks of the map it was made from. */
export const planLate = (old: Y.Map<unknown>, copy: Y.Map<unknown>): ReadonlyMap<string, unknown> =>
  planCarry([new Survey(old)], copy, -1).facts;

/**
 * Watches for entities whose map was replaced by a folded one and carries over what the folding had not seen: what this session wrote,
 * and what it had received. Several peers carrying the same write carry it once. `write` runs a function as one transaction, or not at
 * all where this session may not write. Returns what ends it.
 */
export function carryLateEdits(root: Y.Map<unknown>, write: (work: () => void) => void): () => void {
  let waiting: Carry[] = [];
  const orphans: Orphans = new Map();
  // Planned while the replaced map can still be read, written when the transaction is over.
  const onEntities = (event: Y.YMapEvent<unknown>): void => void waiting.push(...planEvent(event, root, orphans));
  const onDone = (): void => {
    if (waiting.length === 0) return;
    const carries = waiting;
    waiting = [];
    write(() => {
      for (const { map, facts } of carries) {
        if (map._item?.deleted) continue;
        for (const [key, value] of facts) if (isInner(key)) map.set(key, value);
      }
    });
  };
  root.observe(onEntities);
  root.doc?.on('afterTransaction', onDone);
  return () => {
    root.unobserve(onEntities);
    root.doc?.off('afterTransaction', onDone);
  };
}
