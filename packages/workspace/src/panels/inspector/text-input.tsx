import type { Json } from '@space/doc-schema';
import { type ReactNode, useState } from 'react';

/** One line of text, written once: on Enter or on leaving. Esc leaves it as it was. */
export function TextInput({
  label,
  value,
  bare,
  onCommit,
  onBad,
}: {
  label: string;
  value: Json | undefined;
  bare?: boolean;
  onCommit: (text: string) => string | undefined;
  onBad: (message: string | undefined) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | undefined>();
  const shown = draft ?? (typeof value === 'string' ? value : '');
  const leave = (): void => {
    if (draft === undefined) return;
    const message = onCommit(draft);
    onBad(message);
    if (message === undefined) setDraft(undefined);
  };
  return (
    <span className={bare ? 'title-field grow' : 'field sunken small grow'}>
      <input
        aria-label={label}
        value={shown}
        placeholder={value === undefined ? 'mixed' : ''}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') event.currentTarget.blur();
          else if (event.key === 'Escape') {
            setDraft(undefined);
            onBad(undefined);
            event.currentTarget.blur();
          }
        }}
      />
    </span>
  );
}
