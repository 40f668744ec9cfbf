import type { GraphDoc } from '@space/doc-schema';
import { readVector, type SearchAnswer, type SearchOptions } from '@space/doc-schema/search';
import { type FeedCost, SearchFeed } from './search-feed.ts';
import type { FromWorker, ToWorker } from './search-messages.ts';

/** The part of a Worker that is used; a test gives its own. */
export interface SearchWorker {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

/** What a search client stands on. */
export interface SearchClientOptions {
  readonly graph: GraphDoc;
  createWorker(): SearchWorker;
  whenIdle(work: () => void): () => void;
  /** Hears a sentence that a person should read. */
  tell(sentence: string): void;
}

/** Where the index stands. The same object until it changes. */
export interface SearchStatus {
  /** `waiting`: not begun · `reading`: finds part of the world · `ready`: finds all of it · `stopped`: finds nothing, says why. */
  readonly phase: 'waiting' | 'reading' | 'ready' | 'stopped';
  /** Things that were looked at, of all there are. */
  readonly done: number;
  readonly total: number;
  /** Why it stopped, or why the index is not kept; undefined while all is well. */
  readonly problem: string | undefined;
}

interface Question {
  readonly text: string;
  readonly options: SearchOptions;
  resolve(answer: SearchAnswer | undefined): void;
}

/** A question unanswered for so long has a dead worker: the slowest takes a second. */
const DEAD_AFTER_MS = 20_000;
const STOPPED = 'Search stopped working in this window.';

/** The page's side of search: feeds the worker what the document holds, asks it, and starts it again once when it dies. */
export class SearchClient {
  readonly #options: SearchClientOptions;
  readonly #listeners = new Set<() => void>();
  readonly #questions = new Map<number, Question>();
  #worker: SearchWorker | undefined;
  #feed: SearchFeed | undefined;
  #n = 0;
  #deaths = 0;
  #covered = false;
  #disposed = false;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #status: SearchStatus = { phase: 'waiting', done: 0, total: 0, problem: undefined };

  constructor(options: SearchClientOptions) {
    this.#options = options;
  }

  get status(): SearchStatus {
    return this.#status;
  }

  /** How much of the page's time feeding has taken. */
  get cost(): FeedCost | undefined {
    return this.#feed?.cost;
  }

  /** Calls `listener` when the status changes, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Begins, once the document has been read; later calls do nothing. */
  start(): void {
    if (!this.#worker && !this.#disposed && this.#status.phase === 'waiting') this.#open(false);
  }

  /** Begins again after it stopped. */
  retry(): void {
    if (this.#status.phase !== 'stopped' || this.#disposed) return;
    this.#deaths = 0;
    this.#open(true);
  }

  /** What a typed text finds, in what is indexed so far; undefined where search has stopped. Waits where it has not begun. */
  search(text: string, options: SearchOptions = {}): Promise<SearchAnswer | undefined> {
    if (this.#disposed || this.#status.phase === 'stopped') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#n += 1;
      this.#questions.set(this.#n, { text, options, resolve });
      this.#send(this.#n, { text, options });
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#close();
    this.#giveUp();
    this.#listeners.clear();
  }

  #open(fresh: boolean): void {
    const { graph } = this.#options;
    this.#covered = false;
    try {
      const worker = this.#options.createWorker();
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#take(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#died();
      };
    } catch {
      this.#died(); // a browser without module workers, or a policy that forbids them
      return;
    }
    const total = graph.list().length;
    this.#set({ phase: 'reading', done: 0, total, problem: undefined });
    this.#worker.postMessage({ type: 'open', region: graph.region, expected: total, fresh });
    for (const [n, question] of this.#questions) this.#send(n, question);
  }

  #close(): void {
    clearTimeout(this.#watch);
    this.#feed?.dispose();
    this.#feed = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #send(n: number, { text, options }: Pick<Question, 'text' | 'options'>): void {
    this.#worker?.postMessage({ type: 'search', n, text, options });
    if (this.#worker) this.#watchOver();
  }

  /** While something is asked an answer is due. */
  #watchOver(): void {
    clearTimeout(this.#watch);
    if (this.#questions.size > 0) this.#watch = setTimeout(() => this.#died(), DEAD_AFTER_MS);
  }

  #take(message: FromWorker): void {
    if (message.type === 'opened') this.#opened(message);
    else if (message.type === 'found') {
      this.#questions.get(message.n)?.resolve(message.answer);
      this.#questions.delete(message.n);
    } else if (message.type === 'saved') this.#set({ ...this.#status, problem: message.problem });
    else this.#feed?.answered(message);
    this.#watchOver();
  }

  #opened({ count, vector }: Extract<FromWorker, { type: 'opened' }>): void {
    const { graph, whenIdle } = this.#options;
    this.#covered = count > 0 && vector === readVector(graph.doc);
    const post = (message: ToWorker): void => this.#worker?.postMessage(message);
    this.#feed = new SearchFeed({ graph, post, whenIdle, onProgress: () => this.#progressed() }, count);
    this.#progressed();
  }

  #progressed(): void {
    const feed = this.#feed;
    if (!feed) return;
    const { done, total } = feed.progress;
    const ready = feed.whole || this.#covered || this.#status.phase === 'ready';
    this.#set(ready ? { ...this.#status, phase: 'ready', done: total, total } : { ...this.#status, phase: 'reading', done, total });
  }

  #died(): void {
    if (this.#disposed) return;
    this.#close();
    this.#deaths += 1;
    if (this.#deaths > 1) {
      this.#giveUp();
      this.#set({ phase: 'stopped', done: 0, total: 0, problem: STOPPED });
      return;
    }
    this.#options.tell('Search stopped and was started again. It reads the world once more.');
    this.#open(true);
  }

  #giveUp(): void {
    for (const { resolve } of this.#questions.values()) resolve(undefined);
    this.#questions.clear();
  }

  #set(status: SearchStatus): void {
    const now = this.#status;
    if (status.phase === now.phase && status.done === now.done && status.total === now.total && status.problem === now.problem) return;
    this.#status = status;
    for (const listener of [...this.#listeners]) listener();
  }
}
