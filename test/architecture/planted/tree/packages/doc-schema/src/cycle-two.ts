// breaks: import(no-cycle)
import type { One } from './cycle-one.ts';

/** A planted violation. */
export interface Two {
  one: One;
}
