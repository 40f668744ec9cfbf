import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuButton, type MenuEntry } from '../parts/menu.tsx';
import { useJournal, useWorldTitle } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { useUi } from '../ui/ui-state.ts';
import { SyncChip } from './sync-chip.tsx';

/** What the menu under the world's name holds. */
export function useWorldMenu(): readonly MenuEntry[] {
  const session = useSession();
  const theme = useUi((ui) => ui.theme);
  const ui = useUi();
  const journal = useJournal();
  const entry = (id: string, label: string, rest: Partial<MenuEntry> = {}): MenuEntry => {
    const command = session.commands.get(id);
    return { id, label, icon: command?.icon, keys: keysOf(session, id), run: () => void runCommand(session, id), ...rest };
  };
  return [
    entry('world.rename', 'Rename this world…'),
    entry('person.rename', 'Change my name…'),
    entry('share.open', 'Share…'),
    entry('edit.undo', journal.undo ? `Undo: ${journal.undo}` : 'Undo', {
      line: true,
      off: journal.undo ? undefined : 'There is nothing of yours to undo.',
    }),
    entry('edit.redo', journal.redo ? `Redo: ${journal.redo}` : 'Redo', { off: journal.redo ? undefined : 'There is nothing to redo.' }),
    entry('theme.dark', 'Dusk', { line: true, checked: theme === 'dark' }),
    entry('theme.light', 'Morning', { checked: theme === 'light' }),
    entry('theme.system', 'As this machine', { checked: theme === 'system' }),
    entry('dock.left', ui.left ? 'Hide the left side' : 'Show the left side', { line: true }),
    entry('dock.right', ui.right ? 'Hide the right side' : 'Show the right side'),
    entry('launcher.toggle', ui.launcher ? 'Hide the launcher' : 'Show the launcher'),
    entry('hints.toggle', ui.hints ? 'Hide the key hints' : 'Show the key hints'),
    entry('bare.toggle', 'Hide everything'),
    entry('history.open', 'History', { line: true, run: () => void session.commands.run('history.open', { session, targets: [] }) }),
    entry('version.name', 'Name this moment…'),
    entry('trash.show', 'Show the trash', { line: true }),
    entry('keys.show', 'All keys'),
  ];
}

/** World and sync: where you are, and the truth about your edits. */
export function TopLeft(): ReactNode {
  const title = useWorldTitle();
  const entries = useWorldMenu();
  return (
    <header className="island bar-top at-left">
      <MenuButton
        label="World"
        align="start"
        wide
        entries={entries}
        trigger={
          <button type="button" className="world-name" aria-label={`World menu: ${title}`}>
            <span className="mark" />
            <span className="cut">{title}</span>
            <Icon name="chevron-down" size={14} />
          </button>
        }
      />
      <span className="upright" />
      <SyncChip />
    </header>
  );
}
