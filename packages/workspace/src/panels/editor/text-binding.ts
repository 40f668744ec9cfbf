import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder, type ViewUpdate } from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { editorLook } from './editor-look.ts';
import { endsWord, readTextUndo } from './text-binding-undo.ts';

/** Text that people type in at once. */
export type SharedText = Y.Text;

/** What an editor on shared text is made with. */
export interface TextBindingOptions {
  readonly parent: HTMLElement;
  readonly text: SharedText;
  readonly awareness: Awareness;
  readonly label: string;
  /** What else the editor does: mentions. */
  readonly extras?: Extension;
}

/** An editor bound to a shared text until it is disposed. */
export interface TextBinding {
  readonly view: EditorView;
  dispose(): void;
}

const labelled = new Compartment();

/** Names a standing editor anew; its caret, its keyboard and its undo stay. */
export function relabel(view: EditorView, label: string): void {
  view.dispatch({ effects: labelled.reconfigure(EditorView.contentAttributes.of({ 'aria-label': label })) });
}

/** Whether one undo ends here: a word was finished, or the caret was put elsewhere by hand. */
function isSeam(update: ViewUpdate): boolean {
  if (!update.docChanged) return update.transactions.some((each) => each.isUserEvent('select.pointer'));
  if (!update.transactions.some((each) => each.isUserEvent('input'))) return false;
  let seam = false;
  update.changes.iterChanges((from, _to, _fromNow, _toNow, inserted) => {
    seam ||= endsWord(update.startState.sliceDoc(Math.max(0, from - 1), from), inserted.toString());
  });
  return seam;
}

/**
 * Puts an editor on a shared text: every letter goes to the others as it is typed, their cursors show with their names, and
 * undo takes back only what was typed in this window, word by word.
 */
export function openTextBinding({ parent, text, awareness, label, extras = [] }: TextBindingOptions): TextBinding {
  const undoManager = readTextUndo(text);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text.toJSON(),
      extensions: [
        // Before the plain keys, so that Enter takes an offered mention instead of breaking the line.
        extras,
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        drawSelection(),
        EditorView.lineWrapping,
        labelled.of(EditorView.contentAttributes.of({ 'aria-label': label })),
        placeholder('Write here…'),
        editorLook,
        EditorView.updateListener.of((update) => isSeam(update) && undoManager.stopCapturing()),
        yCollab(text, awareness, { undoManager }),
      ],
    }),
  });
  return { view, dispose: () => view.destroy() };
}
