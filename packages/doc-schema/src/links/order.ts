import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import type { Key } from '../ids.ts';
import { randomName } from '../ids.ts';
import { CONTAINS } from './relations.ts';
import { orderOf, readRows, type Row } from './rows.ts';

export { readRows, type Row } from './rows.ts';

/** Order keys to write, by the row they belong to. Rows that are not named keep theirs. */
export type OrderPlan = ReadonlyMap<Key, string>;

/** A longer order key is replaced, together with its neighbours': it would grow by a letter with every insertion at one place. */
const MAX_ORDER_LENGTH = 24;
/** Random letters behind an order key: two people inserting at one place mint the same in one of 62³ cases, and then the key decides. */
const JITTER = 3;
/** How many rows on each side are given new keys first, where that is needed; doubled until the new keys are short. */
const FIRST_WINDOW = 4;

/** A key between two, or undefined where there is none: the bounds are alike, in the wrong order, or no order keys. */
function between(low: string | null, high: string | null): string | undefined {
  try {
    return generateKeyBetween(low, high);
  } catch {
    return undefined; // what stands there was written by hand or by another program: its neighbourhood gets new keys
  }
}

/** A key between two with random letters in it. */
function mint(low: string | null, high: string | null, random: () => number): string | undefined {
  const base = between(low, high);
  if (base === undefined) return undefined;
  // No key may end in 0: the last letter is drawn from the others.
  const tail = `${randomName(JITTER - 1, random)}${randomName(1, () => (1 + random() * 61) / 62)}`;
  if (high === null || !high.startsWith(base)) return base + tail;
  let [bottom, top] = [low, base];
  for (let i = 0; i < JITTER * 6; i++) {
    const middle = between(bottom, top);
    if (middle === undefined) return undefined;
    if (random() < 0.5) bottom = middle;
    else top = middle;
  }
  return between(bottom, top);
}

/** `count` keys between two, each with random letters; undefined where there is no room or one grew too long. */
function mintSeveral(low: string | null, high: string | null, count: number, random: () => number): readonly string[] | undefined {
  if (count === 0) return [];
  if (low !== null && high !== null && low >= high) return undefined;
  try {
    const even = count === 1 ? [low] : generateNKeysBetween(low, high, count);
    const keys = even.flatMap((key, i) => mint(key, even[i + 1] ?? high, random) ?? []);
    // Checked, because bounds with foreign letters can pass for order keys and give keys that sort elsewhere.
    const ascends = [...keys, ...(high === null ? [] : [high])].every((key, i) => key > ((i === 0 ? low : keys[i - 1]) ?? ''));
    return keys.length === count && ascends && keys.every((key) => key.length <= MAX_ORDER_LENGTH) ? keys : undefined;
  } catch {
    return undefined; // the bounds are no order keys
  }
}

const boundOf = (row: Row | undefined): string | null => (row ? orderOf(row.link) : null);

/**
 * Plans order keys that put `keys` before the row that stands at `at` now (the number of rows: at the end), in the order given.
 * Keys that are rows already are moved, others inserted. Two people moving one row at once: it stands where one of both put it,
 * once. Where neighbours leave no room or keys grew longer than 24 letters, those around get new ones too.
 */
export function planOrder(rows: readonly Row[], keys: readonly Key[], at: number, random: () => number = Math.random): OrderPlan {
  const moved = new Set(keys);
  const place = Math.max(0, Math.min(rows.length, at));
  const before = rows.slice(0, place).filter((row) => !moved.has(row.key));
  const after = rows.slice(place).filter((row) => !moved.has(row.key));
  // It ends: with all rows in reach both bounds are open, and between those there is always room.
  for (let reach = 0; ; reach = reach === 0 ? FIRST_WINDOW : reach * 2) {
    const left = before.slice(Math.max(0, before.length - reach));
    const right = after.slice(0, reach);
    const low = boundOf(before[before.length - left.length - 1]);
    const high = boundOf(after[right.length]);
    const named = [...left.map((row) => row.key), ...moved, ...right.map((row) => row.key)];
    const minted = mintSeveral(low, high, named.length, random);
    if (minted) return new Map(named.map((key, i) => [key, minted[i] ?? '']));
  }
}

/** Writes planned order keys on the placement links of `container`; what else the links carry stays. */
export function writeOrder(edit: Edit, graph: Pick<GraphDoc, 'linksFrom'>, container: Key, plan: OrderPlan): void {
  const known = new Map(readRows(graph, container).map((row) => [row.key, row.link.data]));
  for (const [key, order] of plan) edit.link(container, CONTAINS, key, { ...known.get(key), order });
}
