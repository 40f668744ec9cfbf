// breaks: react-hooks(rules-of-hooks)
import { useEffect } from 'react';

/** A planted violation. */
export function Sometimes({ on }: { on: boolean }): null {
  if (on) useEffect(() => undefined, []);
  return null;
}
