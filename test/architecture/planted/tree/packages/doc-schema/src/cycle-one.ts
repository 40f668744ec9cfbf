// breaks: import(no-cycle)
import type { Two } from './cycle-two.ts';

/** A planted violation. */
export interface One {
  two: Two;
}
