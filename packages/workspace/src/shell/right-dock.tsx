import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { HistoryDock } from '../panels/history/history-dock.tsx';
import { useHistory } from '../panels/history/use-history.ts';
import { Inspector } from '../panels/inspector/inspector.tsx';
import { IconButton } from '../parts/button.tsx';
import { useSession } from '../session/session-context.ts';
import { setUi, type UiState, useUi } from '../ui/ui-state.ts';

/** The right side: what is selected. Gone while nothing is, so that the world has the room. */
export function RightDock(): ReactNode {
  const session = useSession();
  const shown = useUi((ui) => ui.selection.length > 0 || ui.inspected !== undefined);
  const past = useHistory((view) => view.phase !== 'closed');
  const tab = useUi((ui) => (past ? ui.rightTab : 'inspect'));
  // The share card hangs where this stands; two islands in one corner would hide each other.
  const sharing = useUi((ui) => ui.share);
  if ((!shown && !past) || sharing) return null;
  return (
    <aside className={`island dock at-right ${past ? 'over-lanes' : ''}`} aria-label={tab === 'history' ? 'History' : 'Inspector'}>
      <Tabs.Root
        value={tab}
        onValueChange={(next) => setUi({ rightTab: next as UiState['rightTab'] })}
        render={<div className="column" style={{ flex: 1, minHeight: 0 }} />}
      >
        <div className="tabs">
          <Tabs.List className="line grow" style={{ gap: 2 }}>
            <Tabs.Tab className="tab" value="inspect">
              Inspect
            </Tabs.Tab>
            {past ? (
              <Tabs.Tab className="tab" value="history">
                History
              </Tabs.Tab>
            ) : null}
          </Tabs.List>
          <IconButton
            small
            icon="panel-right-close"
            label="Hide this side"
            keys={keysOf(session, 'dock.right')}
            onClick={() => void runCommand(session, 'dock.right')}
          />
        </div>
        {tab === 'history' ? <HistoryDock /> : shown ? <Inspector /> : <p className="panel-bars quiet-text">Nothing is selected.</p>}
      </Tabs.Root>
    </aside>
  );
}
