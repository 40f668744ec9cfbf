import type * as Y from 'yjs';
import { planTextEdits, type TextEdit } from '../document/text-edits.ts';

/** The newest letter of each session in a text. */
export function readTyped(text: Y.Text): Record<string, number> {
  const clocks: Record<string, number> = {};
  for (let item = text._start; item; item = item.right) {
    const { client, clock } = item.id;
    clocks[client] = Math.max(clocks[client] ?? -1, clock + item.length - 1);
  }
  return clocks;
}

interface LateTyping {
  /** The text without what is late. */
  readonly base: string;
  /** What is late, at its place in the base. */
  readonly edits: readonly TextEdit[];
}

function readLate(text: Y.Text, seen: Readonly<Record<string, unknown>>): LateTyping {
  let base = '';
  const edits: TextEdit[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const letters = item.content.getContent().join('');
    // A run of typing grows one item: part of it may have been there already.
    const known = Math.max(0, Math.min(letters.length, Number(seen[item.id.client] ?? -1) - item.id.clock + 1));
    base += letters.slice(0, known);
    if (known < letters.length) edits.push({ at: base.length, removed: 0, added: letters.slice(known) });
  }
  return { base, edits };
}

/** Where a place of the text before is in the text after these edits. */
function shift(at: number, edits: readonly TextEdit[]): number {
  let moved = at;
  for (const edit of edits) {
    if (edit.at >= at && !(edit.at === at && edit.removed > 0)) break;
    const removed = Math.min(edit.removed, at - edit.at);
    moved += edit.added.length - removed;
  }
  return Math.max(0, moved);
}

/**
 * Types into `target` what was typed into `source` since `seen`, each run where it belongs by the letters around it; what was removed
 * there meanwhile stays here. True where something was late. Within a transaction.
 */
export function carryText(source: Y.Text, target: Y.Text, seen: Readonly<Record<string, unknown>>): boolean {
  const { base, edits } = readLate(source, seen);
  if (edits.length === 0) return false;
  const changes = planTextEdits(base, target.toJSON());
  for (const edit of edits.toReversed()) target.insert(Math.min(target.length, shift(edit.at, changes)), edit.added);
  return true;
}
