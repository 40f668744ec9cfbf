import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { renameMe } from '../session/follow-session.ts';
import { useVisit, useWorldTitle } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { readUi, setUi, useUi } from '../ui/ui-state.ts';
import { usePhone } from '../ui/use-media.ts';

const MAX_NAME = 60;

function NameForm({
  title,
  hint,
  start,
  save,
  close,
}: {
  title: string;
  hint: string;
  start: string;
  save: (name: string) => void;
  close: () => void;
}): ReactNode {
  const [name, setName] = useState(start);
  const [bad, setBad] = useState<string | undefined>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const clean = name.trim();
        if (clean === '') return setBad('Give at least one letter.');
        if (clean.length > MAX_NAME) return setBad(`At most ${MAX_NAME} letters; saw ${clean.length}.`);
        save(clean);
        close();
      }}
    >
      <div className="head">
        <Dialog.Title className="title grow">{title}</Dialog.Title>
      </div>
      <div className="dialog-body column" style={{ gap: 8 }}>
        <Dialog.Description className="quiet-text">{hint}</Dialog.Description>
        <TextField
          label="Name"
          value={name}
          bad={bad}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="dialog-foot">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary">
          Rename
        </Button>
      </div>
    </form>
  );
}

/** Names you, the world, or a thing where no list is shown to rename it in. */
export function NamingDialog(): ReactNode {
  const session = useSession();
  const { graph } = session;
  const naming = useUi((ui) => ui.naming);
  const renaming = useUi((ui) => ui.renaming);
  const inOutline = useUi((ui) => ui.left && !ui.bare && ui.leftTab === 'outline');
  const phone = usePhone();
  const me = useVisit((visit) => visit.identity.name);
  const world = useWorldTitle();
  const thing = renaming && (phone || !inOutline) ? graph.read(renaming) : undefined;
  const close = (): void => setUi({ naming: undefined, renaming: undefined });
  const nameWorld = (title: string): void => {
    const id = graph.worldId;
    if (id) graph.edit({ title: 'Rename the world' }, (edit) => edit.set(id, 'title', title));
  };
  return (
    <Dialog.Root
      open={naming !== undefined || thing !== undefined}
      onOpenChange={(open) => !open && (readUi().naming || readUi().renaming) && close()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          {naming === 'me' ? (
            <NameForm
              title="Your name"
              hint="Others see it beside your colour and on what you write."
              start={me}
              save={(name) => renameMe(session, name)}
              close={close}
            />
          ) : null}
          {naming === 'world' ? (
            <NameForm title="Rename this world" hint="Everyone here sees the new name." start={world} save={nameWorld} close={close} />
          ) : null}
          {naming === undefined && thing ? (
            <NameForm
              title={`Rename ${thing.title}`}
              hint="One name for it everywhere."
              start={thing.title}
              save={(title) => graph.edit({ title: `Rename ${thing.title}` }, (edit) => edit.set(thing.id, 'title', title))}
              close={close}
            />
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
