import { LINEAR_VIEW } from '../panels/panel-sorts.ts';
import type { CommandContext } from '../session/session.ts';
import { openPanel } from './open.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** Commands of the linear view. What is said inside it is its own small language: see `@space/doc-schema/walk`. */
export function linearCommands(): readonly Registered[] {
  return [
    {
      id: 'linear.open',
      title: 'Walk by words',
      icon: 'audio-lines',
      group: 'View',
      undoable: false,
      keys: ['Shift+W'],
      words: 'linear spoken view voice speech audio screen reader',
      run: ({ session }) => openPanel(session, LINEAR_VIEW),
    },
  ];
}
