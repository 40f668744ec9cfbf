import type { Key } from '@space/doc-schema';
import type { Vec3 } from '@space/scene';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { runCommand } from '../commands/run.ts';
import { FILE_KEY_TYPE } from '../panels/files/file-drag.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { showToast } from '../ui/toast.ts';
import { setUi } from '../ui/ui-state.ts';
import { readDroppedText } from './read-dropped-text.ts';

/** Where dropped things stand, one beside the other, metres. */
const APART_M = 1.25;

async function bringFiles(session: Session, files: readonly File[], ground: Vec3): Promise<void> {
  const read = await Promise.all(files.map(readDroppedText));
  const notes = read.flatMap((each) => (each.ok ? [each] : []));
  const refused = read.flatMap((each) => (each.ok ? [] : [each.reason]));
  if (notes.length > 0) {
    const made = session.graph.edit(
      { title: notes.length === 1 ? `Bring in ${notes[0]?.name}` : `Bring in ${notes.length} files` },
      (edit) =>
        notes.map((note, i) =>
          edit.create(
            'note',
            { title: note.name.slice(0, 200), position: [ground[0] + i * APART_M, ground[1], ground[2]] },
            { text: { body: note.text } },
          ),
        ),
    );
    setUi({ selection: made });
    session.steps.did('place');
  }
  const said = notes.length === 0 ? '' : notes.length === 1 ? `Made a note of ${notes[0]?.name}. ` : `Made ${notes.length} notes. `;
  showToast(`${said}${refused.join(' ')}`.trim(), {
    ...(refused.length > 0 ? { icon: 'circle-alert' } : {}),
    ...(notes.length > 0 ? { action: { label: 'Undo', keys: 'Mod+Z', run: () => void runCommand(session, 'edit.undo') } } : {}),
  });
}

/** Takes what is dropped on the window: text files become notes, rows of the folder become stands in the world; the rest is told. */
export function DropZone({ children }: { children: ReactNode }): ReactNode {
  const session = useSession();
  const [over, setOver] = useState(false);
  // Words dragged out of a panel of this page are a slip of the hand, not something brought in.
  const fromHere = useRef(false);
  const groundAt = (event: DragEvent): Vec3 =>
    session.world.current?.pick([event.clientX, event.clientY]).point ?? session.world.current?.groundAhead() ?? [0, 0, 0];
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const key = event.dataTransfer.getData(FILE_KEY_TYPE);
    const ground = groundAt(event);
    if (key) return void runCommand(session, 'thing.stand', { key: key as Key, targets: [], ground });
    const files = [...event.dataTransfer.files];
    const text = event.dataTransfer.getData('text/plain');
    if (files.length > 0) return void bringFiles(session, files, ground);
    if (text.trim() !== '')
      return void bringFiles(
        session,
        [new File([text], text.trim().split('\n')[0]?.slice(0, 60) ?? 'Text', { type: 'text/plain' })],
        ground,
      );
    showToast('What you dropped holds neither text nor a file. Drop a text file, or a row of the folder.', { icon: 'circle-alert' });
  };
  const takes = (event: DragEvent): boolean =>
    [...event.dataTransfer.types].some(
      (type) => type === 'Files' || type === FILE_KEY_TYPE || (type === 'text/plain' && !fromHere.current),
    );
  return (
    <div
      className={`drop-zone ${over ? 'over' : ''}`}
      onDragStart={() => (fromHere.current = true)}
      onDragEnd={() => (fromHere.current = false)}
      onDragOver={(event) => {
        if (!takes(event) || (event.target instanceof Element && event.target.closest('.cm-editor, input'))) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.relatedTarget === null && setOver(false)}
      onDrop={(event) => {
        if (event.target instanceof Element && event.target.closest('.cm-editor, input')) return setOver(false);
        dropped(event);
      }}
    >
      {children}
    </div>
  );
}
