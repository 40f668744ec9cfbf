import type { Key } from '@space/doc-schema';
import type { Vec3 } from '@space/scene';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { runCommand } from '../commands/run.ts';
import { FILE_KEY_TYPE } from '../panels/files/file-drag.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { showToast } from '../ui/toast.ts';
import { gatherDrop, isImport } from '../panels/interchange/gather-files.ts';
import { bringFiles } from './bring-files.ts';

/** Folders, tables, exports and several notes at once are an import with its review; single texts become notes where they were dropped. */
async function takeFiles(session: Session, transfer: DataTransfer, files: readonly File[], ground: Vec3): Promise<void> {
  const { gathered, rest } = await gatherDrop(transfer);
  if (!isImport(gathered)) return await bringFiles(session, files, ground);
  const { bringIn } = await import('../panels/interchange/bring-in.ts');
  await bringIn(session, gathered);
  if (rest.length > 0) await bringFiles(session, rest, ground);
}

/** Takes what is dropped on the window: text files become notes, folders and data are brought in, rows of the folder become stands in the world; the rest is told. */
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
    if (files.length > 0) return void takeFiles(session, event.dataTransfer, files, ground);
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
