import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { useUi } from '../ui/ui-state.ts';
import './progress.css';

/** How far something long is, above the sentences at the bottom, with a way to stop it. */
export function ProgressBar(): ReactNode {
  const progress = useUi((ui) => ui.progress);
  if (!progress) return null;
  const { title, done, total, cancel } = progress;
  const part = Math.min(1, done / total);
  return (
    <div className="toasts writing">
      <div className="toast">
        <p className="grow column">
          <span>{title}</span>
          <span className="line small-text faint num">
            <span
              className="progress grow"
              role="progressbar"
              aria-label={title}
              aria-valuenow={done}
              aria-valuemin={0}
              aria-valuemax={total}
            >
              <span style={{ width: `${part * 100}%` }} />
            </span>
            {Math.min(done, total).toLocaleString('en')} of {total.toLocaleString('en')}
          </span>
        </p>
        {cancel ? (
          <Button small look="quiet" onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <span style={{ width: 6 }} />
        )}
      </div>
    </div>
  );
}
