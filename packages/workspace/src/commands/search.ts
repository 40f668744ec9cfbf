import type { CommandContext } from '../session/session.ts';
import { setUi } from '../ui/ui-state.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** Commands that find things by their words. */
export function searchCommands(): readonly Registered[] {
  return [
    {
      id: 'search.open',
      title: 'Search everything',
      icon: 'search',
      group: 'View',
      keys: ['Mod+Shift+F'],
      undoable: false,
      words: 'find text words notes full',
      run: () => setUi({ searching: '', palette: false, ask: undefined }),
    },
  ];
}
