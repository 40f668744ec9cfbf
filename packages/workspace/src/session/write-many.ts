import type { BulkEdit, Edit, GraphDoc } from '@space/doc-schema';
import type { Progress } from '../ui/ui-types.ts';

/** Items written in one transaction: each writes a few values, and a transaction has at most about 500. */
const PIECE = 100;
/** Longer than this and people want to see how far it is. */
const SHOWN_AFTER_MS = 200;
/** Longer than this and they may want to stop it. */
const CANCELLED_AFTER_MS = 2000;
/** How long is written before the window draws again. */
const FRAME_MS = 8;

/** What writing many things asks of the window. */
export interface WritingWindow {
  readonly now: () => number;
  /** Resolves when the window has drawn. */
  readonly drawn: () => Promise<void>;
  show(progress: Progress | undefined): void;
}

/**
 * Writes each of `items` as one gesture and one undo step. A few are written at once; thousands in pieces, so that the window goes
 * on drawing: it shows how far it is after 200 ms and can be stopped after 2 s, which takes back what was written. Two people at once:
 * as with any edit, property by property. Resolves to false when it was stopped.
 */
export function writeMany<T>(
  graph: GraphDoc,
  title: string,
  items: readonly T[],
  write: (edit: Edit, item: T) => void,
  window: WritingWindow,
): Promise<boolean> {
  if (items.length <= PIECE) {
    graph.edit({ title }, (edit) => {
      for (const item of items) write(edit, item);
    });
    return Promise.resolve(true);
  }
  return writePieces(graph.bulk({ title }), title, items, write, window);
}

async function writePieces<T>(
  bulk: BulkEdit,
  title: string,
  items: readonly T[],
  write: (edit: Edit, item: T) => void,
  window: WritingWindow,
): Promise<boolean> {
  const since = window.now();
  let stopped = false;
  const cancel = (): void => {
    stopped = true;
  };
  try {
    let frame = since;
    for (let done = 0; done < items.length && !stopped; done += PIECE) {
      bulk.write((edit) => {
        for (const item of items.slice(done, done + PIECE)) write(edit, item);
      });
      const now = window.now();
      if (now - frame < FRAME_MS) continue;
      if (now - since > SHOWN_AFTER_MS)
        window.show({ title, done: done + PIECE, total: items.length, cancel: now - since > CANCELLED_AFTER_MS ? cancel : undefined });
      await window.drawn();
      frame = window.now();
    }
  } catch (error) {
    stopped = true;
    throw error;
  } finally {
    window.show(undefined);
    if (stopped) bulk.cancel();
    else bulk.finish();
  }
  return !stopped;
}
