import type { CommandContext } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

function compact({ session }: CommandContext): void {
  const { overwrites } = session.compactor.plan();
  const count = session.compactor.compactNow();
  if (count === 0) return showToast('Nothing here is worth compacting.', { icon: 'info' });
  const things = count === 1 ? '1 thing' : `${count} things`;
  showToast(`Compacted ${things}: ${overwrites.toLocaleString('en')} overwritten values are gone.`, { icon: 'shrink' });
}

const writable = ({ session }: CommandContext): true | string => session.graph.refusal ?? true;

/** What acts on the size of this world. */
export function worldSizeCommands(): readonly Registered[] {
  return [
    {
      id: 'world.compact',
      title: 'Compact this world',
      icon: 'shrink',
      group: 'View',
      undoable: false,
      words: 'size memory smaller faster tidy',
      when: writable,
      run: compact,
    },
  ];
}
