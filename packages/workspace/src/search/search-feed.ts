import { type EntityId, entityIdOf, entityKey, type GraphDoc } from '@space/doc-schema';
import { fingerprint, readVector, type SearchDocument } from '@space/doc-schema/search';
import { readSearchDocument } from './read-document.ts';
import type { FromWorker, ToWorker } from './search-messages.ts';

/** How the feed spends the page's time; a test gives its own. */
export interface FeedOptions {
  readonly graph: GraphDoc;
  post(message: ToWorker): void;
  /** Calls back when the page has a moment; the returned function calls it off. */
  whenIdle(work: () => void): () => void;
  now?(): number;
  onProgress(): void;
}

/** Milliseconds of the page's time at once: with what a single thing costs on top it stays under 4. */
const SLICE_MS = 2;
const LATE_MS = 4;
/** Things in a message, and letters: copying a message is part of the slice. */
const BATCH = 48;
const BATCH_LETTERS = 24_000;
/** Messages under way: more would only wait in the worker. */
const IN_FLIGHT = 4;
/** Fingerprints in a message. */
const COMPARED = 128;

/** How the feed has spent the page's time. */
export interface FeedCost {
  slices: number;
  /** Slices of more than 4 ms. */
  late: number;
  longestMs: number;
  totalMs: number;
}

/** Tells the worker of everything in the document, then of every change, in slices so short that no frame is late. */
export class SearchFeed {
  readonly cost: FeedCost = { slices: 0, late: 0, longestMs: 0, totalMs: 0 };
  readonly #options: FeedOptions;
  readonly #now: () => number;
  readonly #stop: () => void;
  /** Fingerprints of what the worker was told; undefined was told to be gone. */
  readonly #told = new Map<EntityId, number | undefined>();
  readonly #changed = new Set<EntityId>();
  readonly #asked = new Map<number, readonly EntityId[]>();
  #ids: readonly EntityId[] = [];
  #at = 0;
  #compares: boolean;
  #completed = false;
  #n = 0;
  #callOff: (() => void) | undefined;
  #tellVector = true;

  /** `known`: how many things the worker has from before; then only fingerprints are sent until it asks. */
  constructor(options: FeedOptions, known: number) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#compares = known > 0;
    this.#ids = options.graph.list();
    this.#stop = options.graph.subscribe((change) => {
      for (const id of change.entities) this.#changed.add(id);
      if (change.entities.size > 0) this.#tellVector = true;
      this.#plan();
    });
    this.#plan();
  }

  /** Things the worker knows as they are, and all there are. */
  get progress(): { readonly done: number; readonly total: number } {
    const waiting = [...this.#asked.values()].reduce((sum, ids) => sum + ids.length, 0);
    const total = this.#ids.length;
    return { done: Math.max(0, Math.min(total, this.#at - waiting - (this.#completed ? 0 : this.#changed.size))), total };
  }

  /** Whether the worker knows everything. */
  get whole(): boolean {
    return this.#completed && this.#changed.size === 0 && this.#asked.size === 0;
  }

  /** Takes what the worker answered to this feed's messages. */
  answered(message: Extract<FromWorker, { type: 'compared' | 'done' }>): void {
    const ids = this.#asked.get(message.n) ?? [];
    this.#asked.delete(message.n);
    if (message.type === 'compared') {
      for (const at of message.wanted) {
        const id = ids[at];
        if (!id) continue;
        this.#told.delete(id);
        this.#changed.add(id);
      }
    }
    this.#options.onProgress();
    this.#plan();
  }

  dispose(): void {
    this.#stop();
    this.#callOff?.();
  }

  #plan(): void {
    if (this.#callOff || this.#asked.size >= IN_FLIGHT) return;
    const things = this.#at < this.#ids.length || this.#changed.size > 0;
    // The end is told when all answers are in: the last of them plans it.
    if (!things && (this.#asked.size > 0 || (this.#completed && !this.#tellVector))) return;
    this.#callOff = this.#options.whenIdle(() => {
      this.#callOff = undefined;
      this.#slice();
      this.#plan();
    });
  }

  #slice(): void {
    const started = this.#now();
    const until = started + SLICE_MS;
    if (this.#at < this.#ids.length) {
      if (this.#compares) this.#compareSome(until);
      else this.#tellSome(until, () => this.#ids[this.#at++]);
    } else if (this.#changed.size > 0) this.#tellSome(until, () => this.#takeChanged());
    else if (!this.#completed && this.#asked.size === 0) this.#complete();
    else if (this.#completed && this.#asked.size === 0) this.#tellCaughtUp();
    const spent = this.#now() - started;
    this.cost.slices += 1;
    if (spent > LATE_MS) this.cost.late += 1;
    this.cost.totalMs += spent;
    this.cost.longestMs = Math.max(this.cost.longestMs, spent);
  }

  #takeChanged(): EntityId | undefined {
    const [id] = this.#changed;
    if (id) this.#changed.delete(id);
    return id;
  }

  /** Sends fingerprints of what is still to be looked at. */
  #compareSome(until: number): void {
    const ids: EntityId[] = [];
    const prints: number[] = [];
    do {
      const id = this.#ids[this.#at++];
      const document = id && readSearchDocument(this.#options.graph, id);
      if (!id || !document) continue;
      const print = fingerprint(document);
      this.#told.set(id, print);
      ids.push(id);
      prints.push(print);
    } while (this.#at < this.#ids.length && ids.length < COMPARED && this.#now() < until);
    if (ids.length > 0) this.#ask(ids, (n) => ({ type: 'compare', n, keys: ids.map((id) => entityKey(id)), prints }));
  }

  /** Sends documents of what `next` gives, as far as they are not known. */
  #tellSome(until: number, next: () => EntityId | undefined): void {
    const put: SearchDocument[] = [];
    const remove: string[] = [];
    let letters = 0;
    for (let id = next(); id; id = this.#goesOn(put.length, letters, until) ? next() : undefined) {
      const document = readSearchDocument(this.#options.graph, id);
      const print = document && fingerprint(document);
      if (this.#told.has(id) && this.#told.get(id) === print) continue;
      this.#told.set(id, print);
      if (document) put.push(document);
      else remove.push(entityKey(id));
      letters += document?.text.length ?? 0;
    }
    if (put.length + remove.length === 0) return;
    const ids = [...put.map(({ key }) => key), ...remove].map((key) => entityIdOf(key) as EntityId);
    this.#ask(ids, (n) => ({ type: 'change', n, put, remove }));
  }

  #goesOn(count: number, letters: number, until: number): boolean {
    return count < BATCH && letters < BATCH_LETTERS && this.#now() < until;
  }

  #complete(): void {
    this.#completed = true;
    this.#ask([], (n) => ({ type: 'complete', n }));
  }

  #tellCaughtUp(): void {
    this.#tellVector = false;
    this.#options.post({ type: 'caught-up', vector: readVector(this.#options.graph.doc) });
    this.#options.onProgress();
  }

  #ask(ids: readonly EntityId[], message: (n: number) => ToWorker): void {
    this.#n += 1;
    this.#asked.set(this.#n, ids);
    this.#options.post(message(this.#n));
  }
}
