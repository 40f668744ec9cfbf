import { DELETED } from '../document/read-entity.ts';
import type { EntityId } from '../ids.ts';
import { equalJson, isRecord } from '../json.ts';
import { mergeText } from './merge-text.ts';
import type { RegionState } from './region-state.ts';
import { type StateChange, textOf } from './state-change.ts';
import { applySpans, nameTarget, type StateStep } from './state-step.ts';
import type { ChangeFilter, HistoryChange, Timeline } from './timeline.ts';

/** Something of what was to be taken back that somebody changed since: it stays. */
export interface KeptStep {
  readonly step: StateStep;
  /** Who changed it since; undefined where nobody told. */
  readonly by: string | undefined;
}

/** What takes some changes back, and what stays because others went on from it. */
export interface RevertPlan {
  readonly changes: readonly StateChange[];
  readonly kept: readonly KeptStep[];
}

/**
 * What takes back the changes a filter lets through: one author's edits in a time span, say. Each value goes back to what it was before them, unless
 * somebody changed it since; texts lose what they brought and get back what they removed, around what others typed; an entity they made goes to the
 * trash unless others changed it. What they removed from the document comes back.
 */
export function planRevert(timeline: Timeline, current: RegionState, filter: ChangeFilter): RevertPlan {
  const wanted = new Set(timeline.changes(filter).map(({ step }) => step));
  const byTarget = groupByTarget(timeline.changes(), wanted);
  const changes: StateChange[] = [];
  const kept: KeptStep[] = [];
  const atEnd = timeline.stateAt(timeline.length);
  const trashed = planEntities(timeline, current, wanted, changes, kept);
  for (const history of byTarget.values()) {
    const first = history[0]?.step;
    if (!first || first.type === 'entity' || (first.type !== 'link' && trashed.has(first.id))) continue;
    const revert = { history, wanted, current, kept };
    const change = first.type === 'spans' ? revertText(revert, first, atEnd) : revertValue(revert, first);
    if (change) changes.push(change);
  }
  return { changes, kept };
}

interface Revert {
  /** Every change of one value or text, oldest first. */
  readonly history: readonly HistoryChange[];
  readonly wanted: ReadonlySet<StateStep>;
  readonly current: RegionState;
  readonly kept: KeptStep[];
}

function groupByTarget(all: readonly HistoryChange[], wanted: ReadonlySet<StateStep>): ReadonlyMap<string, readonly HistoryChange[]> {
  const targets = new Map<string, HistoryChange[]>();
  for (const { step } of all) if (wanted.has(step)) targets.set(nameTarget(step), []);
  for (const change of all) targets.get(nameTarget(change.step))?.push(change);
  return targets;
}

/** Entities that were made go to the trash, those removed come back; returns the ones nothing else is to be done for. */
function planEntities(
  timeline: Timeline,
  current: RegionState,
  wanted: ReadonlySet<StateStep>,
  changes: StateChange[],
  kept: KeptStep[],
): ReadonlySet<EntityId> {
  const done = new Set<EntityId>();
  const made = [...wanted].filter((step) => step.type === 'entity');
  const others = readOthers(timeline, wanted, new Set(made.map((step) => step.id)));
  for (const step of made) {
    const now = current.entities.get(step.id);
    if (step.after && now) {
      const by = others.get(step.id);
      if (by) kept.push({ step, by: by.flush?.name });
      else {
        done.add(step.id);
        if (!isRecord(now.properties[DELETED])) changes.push({ type: 'entity', id: step.id, before: now, after: undefined });
      }
    } else if (step.before && !now) changes.push({ type: 'entity', id: step.id, before: undefined, after: step.before });
  }
  return done;
}

/** The last change to each of these entities that is not to be taken back. */
function readOthers(timeline: Timeline, wanted: ReadonlySet<StateStep>, ids: ReadonlySet<EntityId>): ReadonlyMap<EntityId, HistoryChange> {
  const others = new Map<EntityId, HistoryChange>();
  if (ids.size === 0) return others;
  for (const change of timeline.changes({ ids })) {
    if (change.step.type !== 'link' && !wanted.has(change.step)) others.set(change.step.id, change);
  }
  return others;
}

function revertValue(
  { history, wanted, current, kept }: Revert,
  target: Extract<StateStep, { type: 'value' | 'link' }>,
): StateChange | undefined {
  const now = target.type === 'link' ? current.links.get(target.name) : current.entities.get(target.id)?.properties[target.property];
  if (target.type === 'value' && !current.entities.has(target.id)) return undefined;
  let value = now;
  for (const { step, flush } of history.toReversed()) {
    if (step.type !== target.type) continue;
    if (!wanted.has(step) || !equalJson(value, step.after)) {
      // Only where nothing could be taken back at all: what lies below another's change was overwritten, not kept.
      if (equalJson(value, now)) kept.push({ step, by: flush?.name });
      break;
    }
    value = step.before;
  }
  return equalJson(value, now) ? undefined : { ...target, before: now, after: value };
}

function revertText(
  { history, wanted, current, kept }: Revert,
  target: Extract<StateStep, { type: 'spans' }>,
  atEnd: RegionState,
): StateChange | undefined {
  const { id, property } = target;
  if (!current.entities.has(id)) return undefined;
  const now = textOf(current.entities.get(id), property);
  let wantedText = now;
  let after = textOf(atEnd.entities.get(id), property);
  for (const { step, flush } of history.toReversed()) {
    if (step.type !== 'spans') continue;
    const before = applySpans(after, step, 'back');
    if (wanted.has(step)) {
      const merged = mergeText(after, before, wantedText);
      wantedText = merged.text;
      if (merged.conflict) kept.push({ step, by: flush?.name });
    }
    after = before;
  }
  return wantedText === now ? undefined : { type: 'text', id, property, before: now, after: wantedText };
}
