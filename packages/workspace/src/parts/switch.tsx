import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

/** A switch acts at once. */
export function Switch({
  label,
  on,
  onChange,
  off,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  off?: boolean;
}): ReactNode {
  return (
    <Base.Root className="switch" aria-label={label} checked={on} disabled={off ?? false} onCheckedChange={(next) => onChange(next)}>
      <Base.Thumb render={<span />} />
    </Base.Root>
  );
}
