import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { Inspector } from '../panels/inspector/inspector.tsx';
import { IconButton } from '../parts/button.tsx';
import { useSession } from '../session/session-context.ts';
import { useUi } from '../ui/ui-state.ts';

/** The right side: what is selected. Gone while nothing is, so that the world has the room. */
export function RightDock(): ReactNode {
  const session = useSession();
  const shown = useUi((ui) => ui.selection.length > 0 || ui.inspected !== undefined);
  // The share card hangs where this stands; two islands in one corner would hide each other.
  const sharing = useUi((ui) => ui.share);
  if (!shown || sharing) return null;
  return (
    <aside className="island dock at-right" aria-label="Inspector">
      <div className="tabs">
        <span className="tab" aria-selected="true">
          Inspect
        </span>
        <span className="grow" />
        <IconButton
          small
          icon="panel-right-close"
          label="Hide this side"
          keys={keysOf(session, 'dock.right')}
          onClick={() => void runCommand(session, 'dock.right')}
        />
      </div>
      <Inspector />
    </aside>
  );
}
