import type { ReactNode } from 'react';
import { useUi } from '../ui/ui-state.ts';
import { BareReturn } from './bare-return.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Hints } from './hints.tsx';
import { Launcher } from './launcher.tsx';
import { LeftDock } from './left-dock.tsx';
import { HistoryBar } from '../panels/history/history-bar.tsx';
import { HistoryLanes } from '../panels/history/history-lanes.tsx';
import { useHistory } from '../panels/history/use-history.ts';
import { Peek } from '../panels/peek/peek.tsx';
import { RightDock } from './right-dock.tsx';
import { TopLeft } from './top-left.tsx';
import { TopRight } from './top-right.tsx';

/** The islands of a wide window. Each can go; with all gone only the world is left. */
export function Shell(): ReactNode {
  const bare = useUi((ui) => ui.bare);
  const left = useUi((ui) => ui.left);
  const right = useUi((ui) => ui.right);
  const launcher = useUi((ui) => ui.launcher);
  const hints = useUi((ui) => ui.hints);
  const past = useHistory((view) => view.phase !== 'closed');
  if (bare) {
    return (
      <div className="shell">
        <BareReturn />
      </div>
    );
  }
  return (
    <div className="shell">
      <TopLeft />
      <TopRight />
      {past ? <HistoryBar /> : null}
      {left && !past ? <LeftDock /> : null}
      {right ? <RightDock /> : null}
      <Peek />
      <FirstSteps />
      {past ? <HistoryLanes /> : null}
      {launcher && !past ? <Launcher /> : null}
      {hints && !past ? <Hints /> : null}
    </div>
  );
}
