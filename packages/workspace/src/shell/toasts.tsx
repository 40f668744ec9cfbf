import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { dropToast } from '../ui/toast.ts';
import { useUi } from '../ui/ui-state.ts';

const SHOWN_MS = 6000;

/** One sentence at the bottom for six seconds; it stays while pointed at or focused. */
export function Toasts(): ReactNode {
  const toast = useUi((ui) => ui.toast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || toast.stays || held) return undefined;
    const timer = setTimeout(() => dropToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast ? (
        <div
          key={toast.id}
          className={`toast ${toast.icon ? 'told' : ''}`}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          {toast.icon ? <Icon name={toast.icon} /> : null}
          <p>{toast.text}</p>
          {toast.action ? (
            <Button
              small
              look="quiet"
              keys={toast.action.keys}
              onClick={() => {
                setHeld(false);
                dropToast(toast.id);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </Button>
          ) : (
            <span style={{ width: 6 }} />
          )}
        </div>
      ) : null}
    </div>
  );
}
