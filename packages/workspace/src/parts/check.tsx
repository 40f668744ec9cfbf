import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A check box, square, or round for a task's state. */
export function Check({
  label,
  on,
  round,
  onChange,
}: {
  label: string;
  on: boolean;
  round?: boolean;
  onChange: (on: boolean) => void;
}): ReactNode {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={on}
      aria-label={label}
      className={`check ${round ? 'round' : ''}`}
      onClick={() => onChange(!on)}
    >
      {on ? <Icon name="check" size={12} /> : null}
    </button>
  );
}
