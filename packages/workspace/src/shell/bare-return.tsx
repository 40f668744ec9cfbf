import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { setUi } from '../ui/ui-state.ts';

/** The way back from a bare screen for whoever uses no keys: unseen until pointed at or focused. */
export function BareReturn(): ReactNode {
  return (
    <Button className="bare-return" small icon="eye" keys="Esc" onClick={() => setUi({ bare: false })}>
      Show everything
    </Button>
  );
}
