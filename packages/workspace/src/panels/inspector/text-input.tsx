import type { Json } from '@space/doc-schema';
import { type ReactNode, useRef, useState } from 'react';
import { createDraft } from './draft.ts';

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
  const [typed, setTyped] = useState<string | undefined>();
  const draft = createDraft(useRef<string | undefined>(undefined), { show: setTyped, tell: onBad, write: onCommit });
  const shown = typed ?? (typeof value === 'string' ? value : '');
  return (
    <span className={bare ? 'title-field grow' : 'field sunken small grow'}>
      <input
        aria-label={label}
        value={shown}
        placeholder={value === undefined ? 'mixed' : ''}
        spellCheck={false}
        onChange={(event) => draft.set(event.target.value)}
        onBlur={draft.leave}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') event.currentTarget.blur();
          else if (event.key === 'Escape') {
            draft.drop();
            event.currentTarget.blur();
          }
        }}
      />
    </span>
  );
}
