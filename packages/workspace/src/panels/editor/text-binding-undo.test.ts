import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { endsWord, readTextUndo } from './text-binding-undo.ts';

/** Types letter by letter as an editor does: its own origin, and the end of a word ends what one undo takes. */
function type(text: Y.Text, origin: object, typed: string): void {
  const undo = readTextUndo(text);
  undo.addTrackedOrigin(origin);
  for (const letter of typed) {
    const before = text.toJSON().slice(-1);
    text.doc?.transact(() => text.insert(text.length, letter), origin);
    if (endsWord(before, letter)) undo.stopCapturing();
  }
}

test('a word ends with the white space after it, and only once', () => {
  expect(endsWord('o', ' ')).toBe(true);
  expect(endsWord('o', '\n')).toBe(true);
  expect(endsWord('', 'pasted words ')).toBe(true);
  expect(endsWord(' ', ' ')).toBe(false);
  expect(endsWord('', '\n')).toBe(false);
  expect(endsWord('o', 'n')).toBe(false);
});

test('undo takes back word by word, whichever editor they were typed in, and redo brings them again', () => {
  const text = new Y.Doc().getText('body');
  text.insert(0, 'Theirs: ');
  type(text, {}, 'one two ');
  type(text, {}, 'three');
  const undo = readTextUndo(text);
  undo.undo();
  expect(text.toJSON()).toBe('Theirs: one two ');
  undo.undo();
  expect(text.toJSON()).toBe('Theirs: one ');
  undo.undo();
  undo.undo();
  expect(text.toJSON()).toBe('Theirs: ');
  undo.redo();
  expect(text.toJSON()).toBe('Theirs: one ');
  text.doc?.destroy();
});
