import type { ReactNode } from 'react';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useSession } from '../../session/session-context.ts';
import { agoOf, timeOfDay } from '../../ui/time.ts';
import { useHere, useHistory, useMoments, usePlan } from './use-history.ts';
import { applyPlan } from './apply-plan.ts';

/** Which time is looked at, and the two ways on: restoring, or back to now. */
export function HistoryBar(): ReactNode {
  const session = useSession();
  const phase = useHistory((view) => view.phase);
  const moments = useMoments();
  const here = useHere(moments);
  const index = useHistory((view) => view.index);
  const plan = usePlan(here);
  if (phase === 'closed') return null;
  const time = here?.time ?? session.history.timeline?.span.until;
  const count = plan?.changes.length ?? 0;
  const off = count === 0 ? 'Nothing differs from now.' : undefined;
  return (
    <section className="island history-bar" aria-label="History">
      <Icon name="rotate-ccw-clock" size={16} />
      {index === undefined || time === undefined ? (
        <span className="quiet-text">Now. Choose a moment to look at it.</span>
      ) : (
        <span>
          <b className="strong num">{timeOfDay(time)}</b> <span className="quiet-text">{agoOf(time)}</span>
        </span>
      )}
      <span className="upright" />
      {plan ? (
        <Button look="primary" icon="undo-2" off={off} onClick={() => applyPlan(session, plan, time)}>
          {plan.title} {count > 0 ? <span className="num">({count})</span> : null}
        </Button>
      ) : null}
      <Button keys="Esc" onClick={() => void runCommand(session, 'history.close')}>
        Back to now
      </Button>
    </section>
  );
}
