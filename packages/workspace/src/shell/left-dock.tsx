import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { FilesPanel } from '../panels/files/files-panel.tsx';
import { OutlineFoot, OutlinePanel } from '../panels/outline/outline-panel.tsx';
import { SystemPanel } from '../panels/sources/system-panel.tsx';
import { IconButton } from '../parts/button.tsx';
import { useNothingYet } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { setUi, type UiState, useUi } from '../ui/ui-state.ts';

/** The left side: everything in the world, the folder's files, and what runs. */
export function LeftDock(): ReactNode {
  const session = useSession();
  const tab = useUi((ui) => ui.leftTab);
  const trash = useUi((ui) => ui.trashShown);
  const short = useNothingYet() && tab === 'outline' && !trash;
  return (
    <nav className={`island dock at-left ${short ? 'short' : ''}`} aria-label="Outline, files and system">
      <Tabs.Root
        value={tab}
        onValueChange={(next) => setUi({ leftTab: next as UiState['leftTab'] })}
        render={<div className="column" style={{ flex: 1, minHeight: 0 }} />}
      >
        <div className="tabs">
          <Tabs.List className="line grow" style={{ gap: 2 }}>
            <Tabs.Tab className="tab" value="outline">
              Outline
            </Tabs.Tab>
            <Tabs.Tab className="tab" value="files">
              Files
            </Tabs.Tab>
            <Tabs.Tab className="tab" value="system">
              System
            </Tabs.Tab>
          </Tabs.List>
          <IconButton
            small
            icon="panel-left-close"
            label="Hide this side"
            keys={keysOf(session, 'dock.left')}
            onClick={() => void runCommand(session, 'dock.left')}
          />
        </div>
        <Tabs.Panel value="outline" className="dock-body" tabIndex={-1}>
          <OutlinePanel />
        </Tabs.Panel>
        <Tabs.Panel value="files" className="dock-body" tabIndex={-1}>
          <FilesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="system" className="dock-body" tabIndex={-1}>
          <SystemPanel />
        </Tabs.Panel>
      </Tabs.Root>
      {tab === 'outline' && !short ? <OutlineFoot /> : null}
    </nav>
  );
}
