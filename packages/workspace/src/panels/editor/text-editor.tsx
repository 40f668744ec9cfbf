import { defaultKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { Key } from '@space/doc-schema';
import { type ReactNode, useEffect, useRef } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import { useSession } from '../../session/session-context.ts';
import { editorLook } from './editor-look.ts';

interface TextEditorProps {
  readonly text: Y.Text;
  /** What the text belongs to: told to others while it has the keyboard. */
  readonly about: Key;
  readonly label: string;
  readonly dense?: boolean;
  readonly autoFocus?: boolean;
}

/**
 * Shared text: every letter goes to the others as it is typed, their cursors show with names, and undo here takes back
 * only what was typed here.
 */
export function TextEditor({ text, about, label, dense, autoFocus }: TextEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { relay, presence } = useSession();
  useEffect(() => {
    const parent = place.current;
    if (!parent) return undefined;
    const undoManager = new Y.UndoManager(text);
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
          drawSelection(),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          placeholder('Write here…'),
          editorLook,
          yCollab(text, relay.awareness, { undoManager }),
        ],
      }),
    });
    if (autoFocus) view.focus();
    const focus = (): void => presence.setEditing(about);
    const blur = (): void => presence.setEditing(undefined);
    view.dom.addEventListener('focusin', focus);
    view.dom.addEventListener('focusout', blur);
    return () => {
      blur();
      view.destroy();
      undoManager.destroy();
    };
  }, [text, about, label, autoFocus, relay, presence]);
  return <div ref={place} className={`text-editor ${dense ? 'dense' : ''}`} />;
}
