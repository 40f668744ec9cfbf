import { getConsoleFunction, setConsoleFunction } from 'three';

/**
 * React Three Fiber makes a `Clock` for each canvas, which three has deprecated; nobody who uses the world can mend that, and it would be
 * the first line of every console. To be taken away with the fiber that uses `Timer`.
 */
const CLOCK_NOTICE = 'THREE.Clock: This module has been deprecated. Please use THREE.Timer instead.';

/** Says everything three has to say but the one notice about `Clock`; a listener that is there already keeps hearing the rest. */
export function quietClock(): void {
  const before = getConsoleFunction();
  setConsoleFunction((type: 'log' | 'warn' | 'error', message: string, ...rest: unknown[]) => {
    if (message === CLOCK_NOTICE) return;
    if (before) before(type, message, ...rest);
    else console[type](message, ...rest);
  });
}
