import type { JournalEntry } from '../history/journal-step.ts';
import { equalJson } from '../json.ts';
import type { Edit } from './edit.ts';

/** What a bulk edit asks of its document. */
export interface BulkTarget {
  /** Runs one transaction and tells what it changed. Where `write` throws, nothing of it stays. */
  run<T>(write: (edit: Edit) => T): { readonly result: T; readonly entries: readonly JournalEntry[] };
  record(entries: readonly JournalEntry[]): void;
}

/**
 * One gesture too large for one transaction: an import, a change of a thousand things. It is written in pieces, so that nobody's
 * frame waits for all of it, and is one undo step. Two people at once: as with any edit, property by property.
 */
export class BulkEdit {
  readonly #target: BulkTarget;
  readonly #entries = new Map<string, JournalEntry>();
  #over = false;

  constructor(target: BulkTarget) {
    this.#target = target;
  }

  /** Writes one piece, at most about 500 values, as one transaction. Nothing is written once it is over. */
  write<T>(write: (edit: Edit) => T): T | undefined {
    if (this.#over) return undefined;
    const { result, entries } = this.#target.run(write);
    for (const entry of entries) {
      const name = `${entry.id}/${entry.property}`;
      const known = this.#entries.get(name);
      this.#entries.set(name, known ? { ...entry, before: known.before } : entry);
    }
    return result;
  }

  /** Ends it: everything written becomes one undo step. */
  finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#target.record([...this.#entries.values()].filter((entry) => !equalJson(entry.before, entry.after)));
  }

  /** Ends it and takes back what was written, where nobody changed it since; no undo step is left. */
  cancel(): void {
    if (this.#over) return;
    this.#over = true;
    const entries = [...this.#entries.values()].toReversed();
    this.#target.run((edit) => {
      for (const entry of entries) edit.putBack(entry);
    });
  }
}
