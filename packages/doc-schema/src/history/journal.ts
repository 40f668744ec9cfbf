import { JournalKeeper, type JournalStorage } from './journal-keeper.ts';
import type { JournalStep } from './journal-step.ts';

/** Steps kept. Older ones fall off: history, not undo, answers for last week. */
const MAX_STEPS = 500;
/** Values kept by all steps together; the newest step stays, however large it is. */
const MAX_ENTRIES = 500_000;

/** What one person did with one tool in one region, newest last: the two stacks of undo and redo. */
export class Journal {
  #done: JournalStep[] = [];
  #undone: JournalStep[] = [];
  #keeper: JournalKeeper | undefined;
  /** Counts gestures, so that what was saved does not bring back a redo that a new gesture ended. */
  #recorded = 0;
  readonly #listeners = new Set<() => void>();

  /** The title of what undo would take back, or undefined. It says so where a reload will lose it. */
  get undoTitle(): string | undefined {
    return this.#titleOf(this.#done.at(-1));
  }

  /** The title of what redo would do again, or undefined. It says so where a reload will lose it. */
  get redoTitle(): string | undefined {
    return this.#titleOf(this.#undone.at(-1));
  }

  /**
   * Takes up what an earlier visit saved and saves from now on, a step a record. What cannot be read is left out. Never rejects: what storage
   * refuses stays undoable until the page goes, and its title says so.
   */
  async persist(storage: JournalStorage): Promise<void> {
    const keeper = new JournalKeeper(storage, () => this.#tell());
    const recorded = this.#recorded;
    const saved = await keeper.load();
    this.#done = [...saved.done, ...this.#done];
    if (this.#recorded === recorded) this.#undone = [...saved.undone, ...this.#undone];
    this.#keeper = keeper;
    this.#changed();
  }

  /** Resolves once storage has answered for everything that happened so far. */
  async whenSaved(): Promise<void> {
    await this.#keeper?.whenSaved();
  }

  /** Records a new gesture; what had been undone can no longer be redone. */
  record(step: JournalStep): void {
    if (step.entries.length === 0) return;
    this.#recorded++;
    this.#done.push(step);
    this.#undone = [];
    this.#changed();
  }

  /** Takes the newest step off one stack. The caller writes it and calls `moved` with what it could write. */
  take(direction: 'undo' | 'redo'): JournalStep | undefined {
    const step = direction === 'undo' ? this.#done.pop() : this.#undone.pop();
    if (step) this.#changed();
    return step;
  }

  /**
   * Puts a step that was undone or redone on the other stack. One of which nothing could be undone stands there too, so that as many
   * redos answer as many undos and reach no further back.
   */
  moved(direction: 'undo' | 'redo', step: JournalStep): void {
    if (direction === 'undo') this.#undone.push(step);
    else if (step.entries.length > 0) this.#done.push(step);
    this.#changed();
  }

  /** Calls `listener` when either stack changes until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #titleOf(step: JournalStep | undefined): string | undefined {
    return step && (this.#keeper?.refused(step) ? `${step.title} (until this page closes)` : step.title);
  }

  #changed(): void {
    this.#done = this.#done.slice(firstKept(this.#done));
    this.#keeper?.keep(this.#done, this.#undone);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The first step that is kept, counting from the newest. */
function firstKept(steps: readonly JournalStep[]): number {
  let entries = 0;
  for (let at = steps.length - 1; at >= 0; at--) {
    entries += steps[at]?.entries.length ?? 0;
    if (steps.length - at > MAX_STEPS || (entries > MAX_ENTRIES && at < steps.length - 1)) return at + 1;
  }
  return 0;
}
