import { nameVersion } from '@space/doc-schema/history';
import type { CommandContext } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';
import { setUi } from '../ui/ui-state.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** Asks for a name and keeps this moment under it. */
function askVersion({ session }: CommandContext): void {
  setUi({
    palette: true,
    ask: {
      title: 'Name this moment',
      hint: 'A name to come back to, such as “Before the flood”',
      undoable: true,
      options: [],
      free: (text) => ({ id: text, label: `Name it “${text}”`, icon: 'bookmark-check' }),
      choose: ({ id }) => {
        nameVersion(session.graph, id, Date.now());
        showToast(`This moment is kept as “${id}”`);
      },
    },
  });
}

/** Commands about the past: looking at it, naming it, going back to it. */
export function historyCommands(): readonly Registered[] {
  return [
    {
      id: 'history.open',
      title: 'History',
      icon: 'rotate-ccw-clock',
      keys: ['H'],
      group: 'Look at',
      undoable: false,
      words: 'past versions restore time blame changes',
      run: (context) => {
        setUi({ right: true, bare: false, rightTab: 'history', phonePlace: 'inspect' });
        void context.session.history.open(context.targets.length > 0 ? context.targets : undefined);
      },
    },
    {
      id: 'version.name',
      title: 'Name this moment',
      icon: 'bookmark-check',
      group: 'Make',
      undoable: true,
      words: 'version snapshot tag keep history',
      run: askVersion,
    },
    {
      id: 'history.close',
      title: 'Back to now',
      icon: 'x',
      group: 'Look at',
      undoable: false,
      when: (context) => context.session.history.view.getState().phase !== 'closed' || 'History is not open.',
      run: (context) => context.session.history.close(),
    },
  ];
}
