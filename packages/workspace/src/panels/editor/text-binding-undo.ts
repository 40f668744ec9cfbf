import * as Y from 'yjs';

/** A pause this long ends what one undo takes back, in milliseconds: longer than between letters, shorter than between thoughts. */
const PAUSE_MS = 1000;

/** One for each text that was ever open here. Each ends with its document, which it hears of by itself. */
const managers = new WeakMap<Y.Text, Y.UndoManager>();

/**
 * What undo takes back of a text: only what was typed in this window's editors, whichever of them it was. The same for as long as the
 * document is open, so that an editor that is made anew finds it as it was left.
 */
export function readTextUndo(text: Y.Text): Y.UndoManager {
  const known = managers.get(text);
  if (known) return known;
  const made = new Y.UndoManager(text, { captureTimeout: PAUSE_MS, trackedOrigins: new Set() });
  managers.set(text, made);
  return made;
}

/** Whether a word ends with what was just typed: white space after what is none. `before` is the letter that stands before it. */
export const endsWord = (before: string, typed: string): boolean => /\S\s+$/.test(before + typed);
