import { diffStates, type StateChange } from './state-change.ts';
import { nameTarget } from './state-step.ts';
import type { HistoryChange, Timeline } from './timeline.ts';

/** One difference of two times, and the last change that made it so. */
export interface Difference {
  readonly change: StateChange;
  /** Who, when and with what; undefined for what only looks otherwise because its entity came or went. */
  readonly made: HistoryChange | undefined;
}

/** What became otherwise between two points of a time line, property by property, each with who made it so last. Costs a look at every change. */
export function readDifference(timeline: Timeline, from: number, until: number): readonly Difference[] {
  const last = new Map<string, HistoryChange>();
  for (const change of timeline.changes()) {
    if (change.index >= from && change.index < until) last.set(nameTarget(change.step), change);
  }
  const changes = diffStates(timeline.stateAt(from), timeline.stateAt(until));
  return changes.map((change) => ({ change, made: last.get(nameTarget(change)) }));
}
