import type { EntityId } from '@space/doc-schema';
import type { HistoryChange } from '@space/doc-schema/history';

/** One gesture as history shows it: what somebody did at once. */
export interface Moment {
  readonly key: string;
  /** The first record of it: `stateAt(index)` is the region just before. */
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly person: string | undefined;
  readonly name: string;
  readonly title: string | undefined;
  readonly tool: string | undefined;
  readonly changes: readonly HistoryChange[];
}

/** Groups changes by the gesture they were part of, oldest first. */
export function groupMoments(changes: readonly HistoryChange[]): readonly Moment[] {
  const groups = new Map<string, HistoryChange[]>();
  for (const change of changes) {
    const { flush, index } = change;
    const key = flush ? `${flush.client}:${flush.n}` : `record ${index}`;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups].map(([key, group]) => {
    const [first] = group;
    const flush = first?.flush;
    return {
      key,
      index: first?.index ?? 0,
      time: first?.time ?? 0,
      person: flush?.person,
      name: flush?.name ?? 'Someone',
      title: flush?.title,
      tool: flush?.tool,
      changes: group,
    };
  });
}

/** The entities a moment touched. */
export function entitiesOf(moment: Moment): ReadonlySet<EntityId> {
  return new Set(moment.changes.flatMap(({ step }) => (step.type === 'link' ? [] : [step.id])));
}

/** One person's row of marks. */
export interface Lane {
  readonly person: string;
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** One or more moments that lie too close to be told apart, as a share of the shown time, 0 to 1. */
export interface Mark {
  readonly from: number;
  readonly until: number;
  readonly count: number;
  /** The first moment in it. */
  readonly index: number;
}

/** Marks nearer than this share one. */
const JOIN = 0.006;

/** A lane a person, those who did most first, with marks over the time from `from` to `until`. */
export function layOutLanes(moments: readonly Moment[], from: number, until: number, most = 5): readonly Lane[] {
  const lanes = new Map<string, { name: string; marks: { from: number; until: number; count: number; index: number }[]; count: number }>();
  const length = Math.max(1, until - from);
  for (const moment of moments) {
    if (moment.time < from || moment.time > until) continue;
    const person = moment.person ?? moment.name;
    const lane = lanes.get(person) ?? { name: moment.name, marks: [], count: 0 };
    lanes.set(person, lane);
    lane.name = moment.name;
    lane.count++;
    const at = (moment.time - from) / length;
    const last = lane.marks.at(-1);
    if (last && at - last.until < JOIN) {
      last.until = Math.max(last.until, at);
      last.count++;
    } else lane.marks.push({ from: at, until: at, count: 1, index: moment.index });
  }
  return [...lanes]
    .toSorted((a, b) => b[1].count - a[1].count)
    .slice(0, most)
    .map(([person, { name, marks }]) => ({ person, name, marks }));
}
