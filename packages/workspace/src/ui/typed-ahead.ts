import { readUi, useUi } from './ui-state.ts';

/**
 * What is typed between the key that opens a field and the field being there. The field's code may still be on its way; nobody's first
 * letters are lost for that.
 */
let waiting = '';
let take: ((letters: string) => void) | undefined;
const listeners = new Set<() => void>();

function change(next: string): void {
  waiting = next;
  for (const listener of listeners) listener();
}

const opening = (): boolean => readUi().palette || readUi().searching !== undefined;
/** A field of the palette or the search that has the keyboard needs no help. */
const hasField = (): boolean => document.activeElement instanceof HTMLInputElement && document.activeElement.closest('.palette') !== null;

/** Buttons and the list below a field have keys of their own. */
const hasOwnKeys = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.palette-list, .palette button') !== null;

/** Whether a press is a letter, or takes one back. The key that opened the field may still be held down: it repeats. */
const isMissed = (event: KeyboardEvent): boolean =>
  (event.key.length === 1 || event.key === 'Backspace') &&
  ![event.isComposing, event.ctrlKey, event.metaKey, event.altKey, event.repeat].includes(true);

function pressed(event: KeyboardEvent): void {
  if (!opening() || hasField() || hasOwnKeys(event.target) || !isMissed(event)) return;
  if (event.key === 'Backspace') change(waiting.slice(0, -1));
  else if (take) take(event.key);
  else change(waiting + event.key);
  event.preventDefault();
  event.stopPropagation();
}

/** Keeps letters for the field that is being opened, until the returned function is called. */
export function keepTypedAhead(): () => void {
  const stop = useUi.subscribe(() => {
    if (!opening() && waiting !== '') change('');
  });
  window.addEventListener('keydown', pressed, true);
  return () => {
    stop();
    window.removeEventListener('keydown', pressed, true);
  };
}

/** Gives a field what was typed before it was there, and what is typed until it has the keyboard. */
export function takeTypedAhead(field: (letters: string) => void): () => void {
  take = field;
  if (waiting !== '') field(waiting);
  change('');
  return () => {
    if (take === field) take = undefined;
  };
}

/** What is typed so far, to show while the field is on its way. */
export const readTypedAhead = (): string => waiting;

/** Calls `listener` when that changes. */
export function subscribeTypedAhead(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
