import { isRecord } from '../json.ts';
import type { JournalEntry, JournalStep } from './journal-step.ts';

/** One step as storage keeps it. */
export interface JournalRow {
  /** Counted up; rows are in the order of their keys. */
  readonly key: number;
  readonly text: string;
}

/** Where a journal survives a reload: rows, so that a new step costs its own size and not that of all. */
export interface JournalStorage {
  /** Every row, in any order. May reject: then undo starts empty and what is written meets the same storage. */
  load(): Promise<readonly JournalRow[]>;
  /** Adds rows and removes others, all or nothing; rejects where it cannot. Called again only once it has answered. */
  write(rows: readonly JournalRow[], removed: readonly number[]): Promise<void>;
}

/** The two stacks, newest last. */
export interface JournalStacks {
  readonly done: JournalStep[];
  readonly undone: JournalStep[];
}

type Stack = keyof JournalStacks;

/** Keeps storage in step with the stacks of a journal: only what changed is written, in one go at a time. */
export class JournalKeeper {
  readonly #storage: JournalStorage;
  readonly #onRefusal: () => void;
  /** What storage holds, with its key. A step that changes stacks is a new step. */
  readonly #stored = new Map<JournalStep, number>();
  readonly #refused = new Set<JournalStep>();
  #wanted: JournalStacks = { done: [], undone: [] };
  #orphans: number[] = [];
  #nextKey = 1;
  #writing: Promise<void> | undefined;

  constructor(storage: JournalStorage, onRefusal: () => void) {
    this.#storage = storage;
    this.#onRefusal = onRefusal;
  }

  /** Reads what was saved; rows that are none are removed with the next write. */
  async load(): Promise<JournalStacks> {
    const stacks: JournalStacks = { done: [], undone: [] };
    for (const { key, text } of await this.#loadRows()) {
      this.#nextKey = Math.max(this.#nextKey, key + 1);
      const row = decodeStep(text);
      if (!row) {
        this.#orphans.push(key);
        continue;
      }
      stacks[row.stack].push(row.step);
      this.#stored.set(row.step, key);
    }
    return stacks;
  }

  /** Whether storage would not take a step. */
  refused(step: JournalStep): boolean {
    return this.#refused.has(step);
  }

  /** Makes storage hold these stacks, soon. */
  keep(done: readonly JournalStep[], undone: readonly JournalStep[]): void {
    this.#wanted = { done: [...done], undone: [...undone] };
    this.#writing ??= this.#writeAll();
  }

  /** Resolves once storage has answered for what it was last asked to hold. */
  async whenSaved(): Promise<void> {
    await this.#writing;
  }

  async #loadRows(): Promise<readonly JournalRow[]> {
    try {
      return (await this.#storage.load()).toSorted((a, b) => a.key - b.key);
    } catch {
      return []; // the edits stand, only their undo is gone
    }
  }

  async #writeAll(): Promise<void> {
    await Promise.resolve(); // a step that is taken off one stack and put on the other is written once
    for (let changed = this.#plan(); changed; changed = this.#plan()) await this.#write(changed);
    this.#writing = undefined;
  }

  #plan(): Difference | undefined {
    const { done, undone } = this.#wanted;
    const wanted = new Map<JournalStep, Stack>();
    for (const step of done) wanted.set(step, 'done');
    for (const step of undone) wanted.set(step, 'undone');
    for (const step of this.#refused) if (!wanted.has(step)) this.#refused.delete(step);
    const added = [...wanted].filter(([step]) => !this.#stored.has(step) && !this.#refused.has(step));
    const removed = [...this.#stored].filter(([step]) => !wanted.has(step));
    return added.length + removed.length > 0 ? { added, removed } : undefined;
  }

  async #write({ added, removed }: Difference): Promise<void> {
    const rows = added.map(([step, stack]): JournalRow => ({ key: this.#nextKey++, text: encodeStep(stack, step) }));
    for (const [step, key] of removed) {
      this.#stored.delete(step);
      this.#orphans.push(key);
    }
    if (await this.#try(rows, this.#orphans)) {
      this.#orphans = [];
      added.forEach(([step], at) => this.#stored.set(step, rows[at]?.key ?? 0));
      return;
    }
    // What is gone from the stacks must not come back with a reload; where that fails too, it is tried with the next write.
    if (this.#orphans.length > 0 && rows.length > 0 && (await this.#try([], this.#orphans))) this.#orphans = [];
    await this.#writeSingly(added, rows);
  }

  /** One step too large must not take the others with it. */
  async #writeSingly(added: Difference['added'], rows: readonly JournalRow[]): Promise<void> {
    for (const [at, [step]] of added.entries()) {
      const row = rows[at];
      if (row && rows.length > 1 && (await this.#try([row], []))) this.#stored.set(step, row.key);
      else this.#refused.add(step);
    }
    if (added.length > 0) this.#onRefusal();
  }

  async #try(rows: readonly JournalRow[], removed: readonly number[]): Promise<boolean> {
    try {
      await this.#storage.write(rows, removed);
      return true;
    } catch {
      return false; // full, or taken away: the title of what is lost by that says so
    }
  }
}

/** What storage lacks, and what it holds that is wanted no more, with its key. */
interface Difference {
  readonly added: readonly (readonly [JournalStep, Stack])[];
  readonly removed: readonly (readonly [JournalStep, number])[];
}

/** A step as text. An absent value is an absent key, since JSON has no `undefined`. */
export function encodeStep(stack: Stack, step: JournalStep): string {
  return JSON.stringify({ stack, ...step });
}

/** The step a text holds, or undefined where it holds none. Never throws. */
export function decodeStep(text: unknown): { readonly stack: Stack; readonly step: JournalStep } | undefined {
  try {
    const raw: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    if (!isRecord(raw) || typeof raw['title'] !== 'string' || !Array.isArray(raw['entries'])) return undefined;
    if (raw['stack'] !== 'done' && raw['stack'] !== 'undone') return undefined;
    if (!raw['entries'].every(isEntry)) return undefined;
    // What was absent reads as undefined, as it was when it was kept.
    const entries = raw['entries'].map(({ region, id, property, before, after }) => ({ region, id, property, before, after }));
    return { stack: raw['stack'], step: { title: raw['title'], entries } };
  } catch {
    return undefined; // cut short by a crash
  }
}

function isEntry(raw: unknown): raw is JournalEntry {
  return isRecord(raw) && typeof raw['region'] === 'string' && typeof raw['id'] === 'string' && typeof raw['property'] === 'string';
}
