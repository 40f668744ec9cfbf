import type { ReactNode } from 'react';
import { capsOf } from '../parts/key-caps.tsx';
import { useUi } from '../ui/ui-state.ts';
import { readHints } from './read-hints.ts';

/** The keys that matter now, under the launcher. */
export function Hints(): ReactNode {
  const mode = useUi((ui) => ui.mode);
  const linking = useUi((ui) => ui.linking !== undefined);
  const count = useUi((ui) => ui.selection.length);
  const typing = useUi((ui) => ui.typing);
  const within = useUi((ui) => ui.within);
  return (
    <footer className="hints" aria-label="Key hints">
      {readHints({ mode, linking, count, typing, within }).map(([keys, what]) => (
        <span key={what}>
          {capsOf(keys).map((cap) => (
            <kbd key={cap} className="key">
              {cap}
            </kbd>
          ))}
          {what}
        </span>
      ))}
    </footer>
  );
}
