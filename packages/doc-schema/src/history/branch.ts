import * as Y from 'yjs';
import { equalJson } from '../json.ts';
import { mergeText } from './merge-text.ts';
import type { HistoryRange } from './history-record.ts';
import type { EntityState, RegionState } from './region-state.ts';
import { diffEntity, diffStates, type StateChange, textOf } from './state-change.ts';

/** Records applied in one transaction, so that what a transaction costs besides is paid once. Merging their bytes first costs more than it saves. */
const RECORDS_A_BLOCK = 100;

/**
 * A new document as the region was after `count` records of a log (all of them where it says nothing). It has a client id of its own, so
 * what is written there never meets the region by itself. Damaged records are left out. Not listened to by anyone: the caller's to use and drop.
 */
export function branchRegion(range: HistoryRange, count: number = range.records.length): Y.Doc {
  const doc = new Y.Doc();
  if (range.base) tryApply(() => Y.applyUpdateV2(doc, range.base?.state as Uint8Array));
  for (let from = 0; from < count; from += RECORDS_A_BLOCK) {
    const records = range.records.slice(from, Math.min(count, from + RECORDS_A_BLOCK));
    tryApply(() => doc.transact(() => records.forEach(({ update }) => tryApply(() => Y.applyUpdate(doc, update)))));
  }
  return doc;
}

/** Runs what hostile bytes may make throw. */
export function tryApply(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false; // the record is none; what is built on it stays pending in Yjs and shows nowhere
  }
}

/** One difference that a branch would bring. */
export interface MergeItem {
  /** From what the region holds now to what it would hold. */
  readonly change: StateChange;
  /** Both sides changed it since the branch began. Applying takes the branch's; of a text, only what touches no change of the region. */
  readonly conflict: boolean;
}

/**
 * What a branch changed since it began, against the region as it is now: a list for a person to review, applied with `applyChanges`.
 * What both changed alike, and what only the region changed, is not in it.
 */
export function planMerge(base: RegionState, branch: RegionState, current: RegionState): readonly MergeItem[] {
  return diffStates(base, branch).flatMap((change) => mergeChange(change, current));
}

function mergeChange(change: StateChange, current: RegionState): readonly MergeItem[] {
  if (change.type === 'link') return mergeValue(change, current.links.get(change.name));
  const now = current.entities.get(change.id);
  if (change.type === 'entity') return mergeEntity(change.id, change.after, now);
  // It is not in the region any more: there is nothing to write it to.
  if (!now) return [];
  if (change.type === 'value') return mergeValue(change, now.properties[change.property]);
  const before = textOf(now, change.property);
  const merged = mergeText(change.before, change.after, before);
  if (merged.text === before && !merged.conflict) return [];
  return [{ change: { ...change, before, after: merged.text }, conflict: merged.conflict }];
}

function mergeValue(change: Extract<StateChange, { type: 'value' | 'link' }>, now: typeof change.before): readonly MergeItem[] {
  if (equalJson(now, change.after)) return [];
  return [{ change: { ...change, before: now }, conflict: !equalJson(now, change.before) }];
}

/** Made in the branch; where the region has it too by now (it was merged before), only what differs. */
function mergeEntity(id: EntityChangeId, after: EntityState | undefined, now: EntityState | undefined): readonly MergeItem[] {
  if (!after) return [];
  if (!now) return [{ change: { type: 'entity', id, before: undefined, after }, conflict: false }];
  const changes: StateChange[] = [];
  diffEntity(id, now, after, changes);
  return changes.map((change) => ({ change, conflict: true }));
}

type EntityChangeId = Extract<StateChange, { type: 'entity' }>['id'];
