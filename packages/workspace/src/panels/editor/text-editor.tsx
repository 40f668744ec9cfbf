import type { Key } from '@space/doc-schema';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSession } from '../../session/session-context.ts';
import { openTextBinding, type SharedText } from './text-binding.ts';

interface TextEditorProps {
  readonly text: SharedText;
  /** What the text belongs to: told to others while it has the keyboard. */
  readonly about: Key;
  readonly label: string;
  readonly dense?: boolean;
  readonly autoFocus?: boolean;
}

/** Shared text in an editor; who else types in it is seen by their cursor and name. */
export function TextEditor({ text, about, label, dense, autoFocus }: TextEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { relay, presence } = useSession();
  useEffect(() => {
    const parent = place.current;
    if (!parent) return undefined;
    const { view, dispose } = openTextBinding({ parent, text, awareness: relay.awareness, label });
    if (autoFocus) view.focus();
    const focus = (): void => presence.setEditing(about);
    const blur = (): void => presence.setEditing(undefined);
    view.dom.addEventListener('focusin', focus);
    view.dom.addEventListener('focusout', blur);
    return () => {
      blur();
      dispose();
    };
  }, [text, about, label, autoFocus, relay, presence]);
  return <div ref={place} className={`text-editor ${dense ? 'dense' : ''}`} />;
}
