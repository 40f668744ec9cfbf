import type { EntityId, RegionId } from '../ids.ts';
import { isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';

/** One value a gesture changed. `undefined` means that nothing was written there. Links are named by `link`. */
export interface JournalEntry {
  readonly region: RegionId;
  /** The entity, or '' for a link. */
  readonly id: EntityId | '';
  /** The property, or the link's name. */
  readonly property: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One gesture as the journal keeps it: undone and redone as a whole. */
export interface JournalStep {
  readonly title: string;
  readonly entries: readonly JournalEntry[];
}

/** Where a journal survives a reload; a browser hands in its session storage. */
export interface JournalStorage {
  load(): string | null;
  save(text: string): void;
}

/** Steps kept. Older ones fall off: history, not undo, answers for last week. */
const MAX_STEPS = 500;

/** What one person did with one tool in one region, newest last: the two stacks of undo and redo. */
export class Journal {
  #done: JournalStep[] = [];
  #undone: JournalStep[] = [];
  #storage: JournalStorage | undefined;
  readonly #listeners = new Set<() => void>();

  /** The title of what undo would take back, or undefined. */
  get undoTitle(): string | undefined {
    return this.#done.at(-1)?.title;
  }

  /** The title of what redo would do again, or undefined. */
  get redoTitle(): string | undefined {
    return this.#undone.at(-1)?.title;
  }

  /** Takes up what an earlier visit saved and saves from now on. What cannot be read is left out. */
  persist(storage: JournalStorage): void {
    const saved = decodeJournal(storage.load());
    this.#storage = storage;
    this.#done = [...saved.done, ...this.#done];
    this.#undone = this.#undone.length > 0 ? this.#undone : saved.undone;
    this.#changed();
  }

  /** Records a new gesture; what had been undone can no longer be redone. */
  record(step: JournalStep): void {
    if (step.entries.length === 0) return;
    this.#done.push(step);
    if (this.#done.length > MAX_STEPS) this.#done.shift();
    this.#undone = [];
    this.#changed();
  }

  /** Takes the newest step off one stack. The caller writes it and calls `moved` with what it could write. */
  take(direction: 'undo' | 'redo'): JournalStep | undefined {
    const step = direction === 'undo' ? this.#done.pop() : this.#undone.pop();
    if (step) this.#changed();
    return step;
  }

  /** Puts a step that was undone or redone on the other stack. */
  moved(direction: 'undo' | 'redo', step: JournalStep): void {
    if (step.entries.length > 0) (direction === 'undo' ? this.#undone : this.#done).push(step);
    this.#changed();
  }

  /** Calls `listener` when either stack changes until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#storage?.save(encodeJournal({ done: this.#done, undone: this.#undone }));
    for (const listener of [...this.#listeners]) listener();
  }
}

interface Stacks {
  readonly done: JournalStep[];
  readonly undone: JournalStep[];
}

/** The stacks as text. An absent value is an absent key, since JSON has no `undefined`. */
export function encodeJournal(stacks: Stacks): string {
  return JSON.stringify(stacks);
}

/** The stacks a text holds; empty where it holds none. Never throws. */
export function decodeJournal(text: string | null): Stacks {
  try {
    const raw: unknown = text === null ? null : JSON.parse(text);
    if (!isRecord(raw)) return { done: [], undone: [] };
    return { done: readSteps(raw['done']), undone: readSteps(raw['undone']) };
  } catch {
    return { done: [], undone: [] }; // cut short by a crash: the edits stand, only their undo is gone
  }
}

function readSteps(raw: unknown): JournalStep[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((step: unknown) => {
    if (!isRecord(step) || typeof step['title'] !== 'string' || !Array.isArray(step['entries'])) return [];
    const entries = step['entries'].filter(isEntry).map((entry) => ({ ...entry, before: entry.before, after: entry.after }));
    return entries.length === step['entries'].length ? [{ title: step['title'], entries }] : [];
  });
}

function isEntry(raw: unknown): raw is JournalEntry {
  return isRecord(raw) && typeof raw['region'] === 'string' && typeof raw['id'] === 'string' && typeof raw['property'] === 'string';
}
