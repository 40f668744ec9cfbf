import type { EntityId } from '@space/doc-schema';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../session/session-context.ts';
import { showToast } from '../../ui/toast.ts';
import { setUi } from '../../ui/ui-state.ts';

/** A row's name while it is typed: Enter or leaving writes it once, Esc leaves it as it was. Then `onLeft` has the keyboard, or the outline. */
export function InlineName({ id, title, onLeft }: { id: EntityId; title: string; onLeft?: () => void }): ReactNode {
  const { graph } = useSession();
  const [name, setName] = useState(title);
  const [left, setLeft] = useState(false);
  const leave = (write: boolean): void => {
    if (left) return;
    setLeft(true);
    const clean = name.trim();
    if (write && clean !== '' && clean !== title) {
      try {
        graph.edit({ title: `Rename ${title}` }, (edit) => edit.set(id, 'title', clean));
      } catch (error) {
        showToast(error instanceof Error ? error.message : String(error), { icon: 'circle-alert' });
      }
    }
    if (onLeft) return onLeft();
    setUi({ renaming: undefined });
    document.querySelector<HTMLElement>('[role="tree"]')?.focus();
  };
  return (
    <span className="field small grow">
      <input
        aria-label={`Name of ${title}`}
        value={name}
        autoFocus
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.target.value)}
        onClick={(event) => event.stopPropagation()}
        onBlur={() => leave(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // The keyboard goes elsewhere within this press: what it would type must not follow it there.
          event.preventDefault();
          leave(event.key === 'Enter');
        }}
      />
    </span>
  );
}
