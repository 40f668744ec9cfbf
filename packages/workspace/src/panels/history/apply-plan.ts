import { applyChanges } from '@space/doc-schema/history';
import type { Session } from '../../session/session.ts';
import { timeOfDay } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.ts';
import { runCommand } from '../../commands/run.ts';
import type { Planned } from './plan.ts';

/** Writes a plan as one gesture of this person's, says what was done and what was left, and goes back to now. */
export function applyPlan(session: Session, plan: Planned, timeMs: number | undefined): void {
  const { graph, history } = session;
  const { written, kept } = applyChanges(graph, plan.changes, {
    title: `${plan.gesture} ${timeMs === undefined ? 'before' : timeOfDay(timeMs)}`,
  });
  history.set({ index: undefined });
  const left = plan.kept + kept.length;
  const by = kept[0]?.by;
  const stays = left === 0 ? '' : `; ${left} kept${by ? `, ${by} went on from there` : ', others went on from there'}`;
  showToast(`Restored ${written} ${written === 1 ? 'value' : 'values'}${stays}`, {
    action: { label: 'Undo', keys: 'Mod+Z', run: () => void runCommand(session, 'edit.undo') },
  });
}
