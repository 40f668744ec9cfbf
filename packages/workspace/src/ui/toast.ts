import { readUi, setUi } from './ui-state.ts';
import type { Toast } from './ui-types.ts';

let count = 0;

/** Shows one sentence at the bottom; the one before goes. */
export function showToast(text: string, rest: Omit<Toast, 'id' | 'text'> = {}): void {
  count += 1;
  setUi({ toast: { id: count, text, ...rest } });
}

/** Takes a toast away, when it is still the one shown. */
export function dropToast(id: number): void {
  if (readUi().toast?.id === id) setUi({ toast: undefined });
}
