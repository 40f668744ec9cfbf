import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/button.tsx';
import { KeyCaps } from '../parts/key-caps.tsx';
import { useSession } from '../session/session-context.ts';
import { setUi, useUi } from '../ui/ui-state.ts';

const POINTER: readonly (readonly [string, string])[] = [
  ['Drag', 'Look around'],
  ['Wheel', 'Nearer, farther'],
  ['Right drag', 'Move along'],
  ['Shift+Click', 'Select several'],
  ['Right click', 'What can be done with it'],
  ['Esc', 'One step out'],
];

/** Every key there is, read from the commands themselves. */
export function KeySheet(): ReactNode {
  const session = useSession();
  const open = useUi((ui) => ui.keySheet);
  const withKeys = session.commands.list().filter((command) => (command.keys?.length ?? 0) > 0);
  const groups = [...new Set(withKeys.map((command) => command.group))];
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setUi({ keySheet: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog key-sheet">
          <div className="head">
            <Dialog.Title className="title grow">All keys</Dialog.Title>
            <Dialog.Close render={<IconButton icon="x" label="Close" tip={false} />} />
          </div>
          <div className="dialog-body key-groups">
            {groups.map((group) => (
              <section key={group}>
                <h3 className="group-head">{group}</h3>
                {withKeys
                  .filter((command) => command.group === group)
                  .map((command) => (
                    <div key={command.id} className="row dense">
                      <span className="cut">{command.title}</span>
                      <span className="tail">
                        {command.keys?.map((keys) => (
                          <KeyCaps key={keys} keys={keys} />
                        ))}
                      </span>
                    </div>
                  ))}
              </section>
            ))}
            <section>
              <h3 className="group-head">Pointer</h3>
              {POINTER.map(([keys, what]) => (
                <div key={keys} className="row dense">
                  <span className="cut">{what}</span>
                  <span className="tail">
                    <KeyCaps keys={keys} />
                  </span>
                </div>
              ))}
            </section>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
