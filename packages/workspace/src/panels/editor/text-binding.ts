import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { editorLook } from './editor-look.ts';

/** Text that people type in at once. */
export type SharedText = Y.Text;

/** What an editor on shared text is made with. */
export interface TextBindingOptions {
  readonly parent: HTMLElement;
  readonly text: SharedText;
  readonly awareness: Awareness;
  readonly label: string;
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

/**
 * Puts an editor on a shared text: every letter goes to the others as it is typed, their cursors show with their names, and
 * undo takes back only what was typed in this editor.
 */
export function openTextBinding({ parent, text, awareness, label }: TextBindingOptions): TextBinding {
  const undoManager = new Y.UndoManager(text);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text.toJSON(),
      extensions: [
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        drawSelection(),
        EditorView.lineWrapping,
        labelled.of(EditorView.contentAttributes.of({ 'aria-label': label })),
        placeholder('Write here…'),
        editorLook,
        yCollab(text, awareness, { undoManager }),
      ],
    }),
  });
  return {
    view,
    dispose: () => {
      view.destroy();
      undoManager.destroy();
    },
  };
}
