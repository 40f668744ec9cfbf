// The index as it was before `many.ts` came.
import { lamp } from './built-in/lamp.ts';
import { KindRegistry } from './kind.ts';

export const kinds: KindRegistry = new KindRegistry([lamp]);
