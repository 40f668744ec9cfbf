import { chooseEngine, createSearchIndex, IndexSaver, loadSearchIndex, type SearchIndex } from '@space/doc-schema/search';
import type { FromWorker, ToWorker } from './search-messages.ts';
import type { SearchStore } from './search-store.ts';

/** What a desk works with; a test gives its own. */
export interface DeskOptions {
  post(message: FromWorker): void;
  openStore(region: string): Promise<SearchStore>;
  /** So long nothing was asked before it tidies, milliseconds. */
  readonly restMs?: number;
  /** Between two saves, milliseconds: a save reads the whole index. */
  readonly saveMs?: number;
}

type Asked<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

const REST_MS = 400;
const SAVE_MS = 5_000;

/** What the worker does: keeps the index of one region, answers, tidies when nothing is asked, and saves. */
export class SearchDesk {
  readonly #options: DeskOptions;
  readonly #nonce = Math.random().toString(36).slice(2, 10);
  #index: SearchIndex = createSearchIndex('lunr', this.#nonce);
  #saver = new IndexSaver(this.#nonce);
  #store: SearchStore | undefined;
  #region = '';
  /** Keys told since `open`, until everything was told. */
  #told: Set<string> | undefined = new Set();
  #vector: string | undefined;
  #changed = false;
  #savedAt = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Takes a message; they are worked off one after the other. What goes wrong rejects. */
  take(message: ToWorker): Promise<void> {
    this.#turn = this.#turn.then(() => this.#work(message));
    return this.#turn;
  }

  /** Lets go of its timer and its store. */
  dispose(): void {
    clearTimeout(this.#rest);
    this.#store?.close();
  }

  async #work(message: ToWorker): Promise<void> {
    clearTimeout(this.#rest);
    if (message.type === 'open') await this.#open(message);
    else if (message.type === 'compare') this.#compare(message);
    else if (message.type === 'change') this.#change(message);
    else if (message.type === 'complete') this.#complete(message);
    else if (message.type === 'caught-up') this.#vector = message.vector;
    else this.#search(message);
    this.#rest = setTimeout(() => this.#tidy(), this.#options.restMs ?? REST_MS);
  }

  async #open({ region, expected, fresh }: Asked<'open'>): Promise<void> {
    this.#region = region;
    let vector = '';
    try {
      this.#store = await this.#options.openStore(region);
      const stored = fresh ? undefined : await this.#store.load();
      const loaded = stored && loadSearchIndex(stored.head, (name) => stored.parts.get(name), this.#nonce);
      if (loaded?.covers.region === region) {
        this.#index = loaded.index;
        this.#saver = loaded.saver;
        vector = loaded.covers.vector;
      }
    } catch (error) {
      this.#options.post({ type: 'saved', problem: whyUnsaved(error) });
    }
    if (this.#index.count === 0) this.#index = createSearchIndex(chooseEngine(expected), this.#nonce);
    this.#options.post({ type: 'opened', count: this.#index.count, vector });
  }

  #compare({ n, keys, prints }: Asked<'compare'>): void {
    for (const key of keys) this.#told?.add(key);
    const wanted = keys.flatMap((key, i) => (this.#index.printOf(key) === prints[i] ? [] : [i]));
    this.#options.post({ type: 'compared', n, wanted });
  }

  #change({ n, put, remove }: Asked<'change'>): void {
    for (const { key } of put) this.#told?.add(key);
    this.#index.remove(remove);
    this.#index.put(put);
    this.#changed = true;
    this.#chooseAnew();
    this.#options.post({ type: 'done', n });
  }

  #complete({ n }: Asked<'complete'>): void {
    const told = this.#told;
    this.#told = undefined;
    const gone = told ? [...this.#index.keys()].filter((key) => !told.has(key)) : [];
    this.#index.remove(gone);
    this.#changed ||= gone.length > 0;
    this.#options.post({ type: 'done', n });
  }

  #search({ n, text, options }: Asked<'search'>): void {
    this.#options.post({ type: 'found', n, answer: this.#index.search(text, options) });
  }

  /** Moves everything to the engine that the count asks for. */
  #chooseAnew(): void {
    const wanted = chooseEngine(this.#index.count, this.#index.engine);
    if (wanted === this.#index.engine) return;
    const next = createSearchIndex(wanted, this.#nonce);
    next.put([...this.#index.documents()]);
    this.#index = next;
  }

  /** In a pause: one piece of tidying after the other, then a save. */
  #tidy(): void {
    this.#turn = this.#turn.then(async () => {
      const again = await this.#index.tend();
      const wait = this.#savedAt + (this.#options.saveMs ?? SAVE_MS) - Date.now();
      if (again) this.#rest = setTimeout(() => this.#tidy(), 0);
      else if (this.#changed && this.#vector !== undefined && this.#store) {
        if (wait > 0) this.#rest = setTimeout(() => this.#tidy(), wait);
        else await this.#save(this.#vector, this.#store);
      }
    });
  }

  async #save(vector: string, store: SearchStore): Promise<void> {
    this.#changed = false;
    this.#savedAt = Date.now();
    try {
      await store.save(this.#saver.save(this.#index, { region: this.#region, vector }));
      this.#options.post({ type: 'saved', problem: undefined });
    } catch (error) {
      this.#options.post({ type: 'saved', problem: whyUnsaved(error) });
    }
  }
}

const whyUnsaved = (error: unknown): string =>
  `The search index is not kept in this browser (${error instanceof Error ? error.message : String(error)}); it is built again at each start.`;
