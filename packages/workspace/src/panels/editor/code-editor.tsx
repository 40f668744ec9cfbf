import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { type ReactNode, useEffect, useRef } from 'react';
import { editorLook } from './editor-look.ts';
import type { FileBuffer } from './file-buffer.ts';

/** Marks what came from the buffer, so that it is not taken for typing. */
const fromBuffer = Annotation.define<boolean>();

/** Replaces only the part that differs, so that the cursor and the view stay where they are. */
function follow(view: EditorView, text: string): void {
  const now = view.state.doc.toString();
  if (now === text) return;
  let from = 0;
  while (from < now.length && from < text.length && now[from] === text[from]) from++;
  let tail = 0;
  while (tail < now.length - from && tail < text.length - from && now[now.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  view.dispatch({
    changes: { from, to: now.length - tail, insert: text.slice(from, text.length - tail) },
    annotations: fromBuffer.of(true),
  });
}

interface CodeEditorProps {
  readonly buffer: FileBuffer;
  readonly name: string;
  readonly autoFocus?: boolean;
  /** The line to go to, counted from 1; a new object goes there again. */
  readonly place?: { readonly line: number } | undefined;
}

/** Puts the cursor at the start of a line and the line into the middle. A line that is gone leaves it at the end. */
function goToLine(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.max(1, Math.min(view.state.doc.lines, line)));
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}

/** An editor on a file's buffer: what is typed goes to the buffer, what the buffer tells is not taken for typing. */
function openCodeView(parent: HTMLElement, buffer: FileBuffer, name: string, language: Compartment): EditorView {
  const save = (): boolean => {
    // The two texts wait for a choice: the keyboard goes to where it is made.
    if (buffer.state.conflict) parent.parentElement?.querySelector<HTMLElement>('[data-settle] button')?.focus();
    else void buffer.save();
    return true;
  };
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: buffer.state.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        highlightSelectionMatches(),
        keymap.of([
          { key: 'Mod-s', run: save, preventDefault: true },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...searchKeymap,
          ...historyKeymap,
          indentWithTab,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': `Text of ${name}` }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((each) => each.annotation(fromBuffer)))
            buffer.write(update.state.doc.toString());
        }),
        editorLook,
        language.of([]),
      ],
    }),
  });
}

/** A file's text with line numbers, search and the language its name tells. Mod+S saves. */
export function CodeEditor({ buffer, name, autoFocus, place }: CodeEditorProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | undefined>(undefined);
  useEffect(() => {
    const parent = box.current;
    if (!parent) return undefined;
    const language = new Compartment();
    const view = openCodeView(parent, buffer, name, language);
    editor.current = view;
    if (autoFocus) view.focus();
    let live = true;
    const description = LanguageDescription.matchFilename(languages, name);
    void description?.load().then(
      (support) => live && view.dispatch({ effects: language.reconfigure(support) }),
      (error: unknown) => console.warn(`The colours for ${name} could not be loaded; its text is shown plain.`, error),
    );
    const stop = buffer.subscribe(() => follow(view, buffer.state.text));
    return () => {
      live = false;
      stop();
      editor.current = undefined;
      view.destroy();
    };
  }, [buffer, name, autoFocus]);
  useEffect(() => {
    if (place && editor.current) goToLine(editor.current, place.line);
  }, [place, buffer, name, autoFocus]);
  return <div ref={box} className="code-editor" />;
}
