import type { EditorView } from '@codemirror/view';
import type { Key } from '@space/doc-schema';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSession } from '../../session/session-context.ts';
import { createMentionHost } from '../mentions/mention-host.ts';
import { mentionView } from '../mentions/mention-view.ts';
import { TitleIndex } from '../mentions/title-index.ts';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { showPlace } from './show-place.ts';
import { openTextBinding, relabel, type SharedText } from './text-binding.ts';

interface TextEditorProps {
  readonly text: SharedText;
  /** What the text belongs to: told to others while it has the keyboard. */
  readonly about: Key;
  readonly label: string;
  readonly dense?: boolean;
  readonly autoFocus?: boolean;
  /** It shows the place of its text that a search hit opens. */
  readonly seeks?: boolean;
}

/** Shared text in an editor; who else types in it is seen by their cursor and name. */
export function TextEditor({ text, about, label, dense, autoFocus, seeks }: TextEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const bound = useRef<EditorView | undefined>(undefined);
  const labelNow = useRef(label);
  const focusFirst = useRef(autoFocus === true);
  const session = useSession();
  const { relay, presence } = session;
  useEffect(() => {
    const parent = place.current;
    if (!parent) return undefined;
    const titles = new TitleIndex(session.graph);
    const extras = mentionView(createMentionHost(session, titles));
    const { view, dispose } = openTextBinding({ parent, text, awareness: relay.awareness, label: labelNow.current, extras });
    bound.current = view;
    if (focusFirst.current) view.focus();
    focusFirst.current = false;
    const focus = (): void => presence.setEditing(about);
    const blur = (): void => presence.setEditing(undefined);
    view.dom.addEventListener('focusin', focus);
    view.dom.addEventListener('focusout', blur);
    return () => {
      blur();
      bound.current = undefined;
      dispose();
      titles.dispose();
    };
  }, [text, about, session, relay, presence]);
  const sought = useUi((ui) => (seeks && ui.seeking?.key === about ? ui.seeking : undefined));
  useEffect(() => {
    if (!sought || !bound.current) return;
    showPlace(bound.current, sought);
    setUi({ seeking: undefined });
  }, [sought]);
  // A new name renames the editor that stands: whoever types in it keeps the keyboard, the caret and the undo.
  useEffect(() => {
    labelNow.current = label;
    if (bound.current) relabel(bound.current, label);
  }, [label]);
  return <div ref={place} className={`text-editor ${dense ? 'dense' : ''}`} />;
}
