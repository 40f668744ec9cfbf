import type { Vec3 } from '@space/scene';
import { runCommand } from '../commands/run.ts';
import type { Session } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';
import { setUi } from '../ui/ui-state.ts';
import { readDroppedText } from './read-dropped-text.ts';

/** Where dropped things stand, one beside the other, metres. */
const APART_M = 1.25;

/** Makes a note of each text file, one beside the other from `ground` on, as one gesture; says what was made and what was refused. */
export async function bringFiles(session: Session, files: readonly File[], ground: Vec3): Promise<void> {
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
