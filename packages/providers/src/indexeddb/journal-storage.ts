import type { JournalRow, JournalStorage } from '@space/doc-schema';
import { browserIndexedDb } from './browser.ts';
import { committed, requested } from './database.ts';

/** What a journal's storage is made of; the browser's own where a part is absent. */
export interface JournalStorageOptions {
  readonly region: string;
  readonly indexedDB?: IDBFactory | undefined;
  /** What survives a reload of this tab and no other: it names the tab, and keeps the rows where there are no databases. */
  readonly session?: Storage | undefined;
  /** Held while a tab is open, so that its double, which the browser gives the same name, takes another. */
  readonly locks?: Pick<LockManager, 'request'> | null;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const DATABASE = 'space:undo';
const STEPS = 'steps';
const TABS = 'tabs';
const TAB_KEY = 'space:tab';
/** Rows of a tab that was not seen for so long are removed: its session is gone. */
const KEPT_MS = 7 * 86_400_000;
/** A page that reloads lets go of its name within this time. */
const WAIT_MS = 1000;

/**
 * Where a tab's undo survives its reload: a row a step in IndexedDB, under the name of the tab, so that a step of ten thousand entities costs one
 * write and the next one only its own. Another tab has its own undo. Without a database the rows go to session storage, which is small: what it
 * refuses is told by the journal.
 */
export class TabJournalStorage implements JournalStorage {
  readonly #options: JournalStorageOptions;
  readonly #rows: Promise<JournalStorage>;
  #letGo: () => void = () => undefined;

  constructor(options: JournalStorageOptions) {
    this.#options = options;
    this.#rows = this.#open();
  }

  async load(): Promise<readonly JournalRow[]> {
    return (await this.#rows).load();
  }

  async write(rows: readonly JournalRow[], removed: readonly number[]): Promise<void> {
    await (await this.#rows).write(rows, removed);
  }

  /** Lets go of the tab's name and its database. */
  async dispose(): Promise<void> {
    const rows = await this.#rows;
    this.#letGo();
    if (rows instanceof DatabaseRows) rows.close();
  }

  async #open(): Promise<JournalStorage> {
    const session = this.#options.session ?? browserSession();
    const factory = this.#options.indexedDB ?? browserIndexedDb();
    if (!session) return new NoRows();
    session.removeItem(`space:journal:${this.#options.region}`); // as it was kept before rows
    if (!factory) return new SessionRows(session, this.#options.region);
    try {
      const database = await openJournals(factory);
      const tab = await this.#claimTab(session);
      await forgetTabs(database, tab, (this.#options.now ?? Date.now)());
      return new DatabaseRows(database, tab, this.#options.region);
    } catch {
      return new SessionRows(session, this.#options.region); // no databases in this mode
    }
  }

  /** This tab's name, held until it closes; a new one where another tab holds it. */
  async #claimTab(session: Storage): Promise<string> {
    const known = session.getItem(TAB_KEY);
    if (known !== null && (await this.#hold(known))) return known;
    const tab = crypto.randomUUID();
    session.setItem(TAB_KEY, tab);
    await this.#hold(tab);
    return tab;
  }

  async #hold(tab: string): Promise<boolean> {
    const locks = this.#options.locks === null ? undefined : (this.#options.locks ?? browserLockManager());
    if (!locks) return true; // a double of this tab then shares its rows: undo still keeps what the other changed
    const name = `${DATABASE}:${tab}:${this.#options.region}`;
    return new Promise((resolve) => {
      const held = (): Promise<void> => {
        resolve(true);
        return new Promise((letGo) => (this.#letGo = letGo));
      };
      locks.request(name, { signal: AbortSignal.timeout(WAIT_MS) }, held).catch(() => resolve(false));
    });
  }
}

/** Rows in a database that all tabs share. */
class DatabaseRows implements JournalStorage {
  readonly #database: IDBDatabase;
  readonly #tab: string;
  readonly #region: string;

  constructor(database: IDBDatabase, tab: string, region: string) {
    this.#database = database;
    this.#tab = tab;
    this.#region = region;
  }

  async load(): Promise<readonly JournalRow[]> {
    const store = this.#database.transaction(STEPS).objectStore(STEPS);
    const range = IDBKeyRange.bound([this.#tab, this.#region, 0], [this.#tab, this.#region, Number.POSITIVE_INFINITY]);
    const [keys, texts] = await Promise.all([requested(store.getAllKeys(range)), requested(store.getAll(range) as IDBRequest<unknown[]>)]);
    return keys.map((key, at): JournalRow => ({ key: Number((key as readonly IDBValidKey[])[2]), text: String(texts[at]) }));
  }

  async write(rows: readonly JournalRow[], removed: readonly number[]): Promise<void> {
    const transaction = this.#database.transaction(STEPS, 'readwrite');
    const store = transaction.objectStore(STEPS);
    const done = committed(transaction);
    for (const key of removed) store.delete([this.#tab, this.#region, key]);
    for (const { key, text } of rows) store.put(text, [this.#tab, this.#region, key]);
    await done;
  }

  close(): void {
    this.#database.close();
  }
}

/** Rows in session storage. */
class SessionRows implements JournalStorage {
  readonly #session: Storage;
  readonly #prefix: string;

  constructor(session: Storage, region: string) {
    this.#session = session;
    this.#prefix = `space:step:${region}:`;
  }

  load(): Promise<readonly JournalRow[]> {
    const names = Array.from({ length: this.#session.length }, (_, at) => this.#session.key(at) ?? '').filter((name) =>
      name.startsWith(this.#prefix),
    );
    return Promise.resolve(
      names.map((name) => ({ key: Number(name.slice(this.#prefix.length)), text: this.#session.getItem(name) ?? '' })),
    );
  }

  write(rows: readonly JournalRow[], removed: readonly number[]): Promise<void> {
    for (const key of removed) this.#session.removeItem(this.#prefix + key);
    try {
      for (const { key, text } of rows) this.#session.setItem(this.#prefix + key, text);
      return Promise.resolve();
    } catch (error) {
      for (const { key } of rows) this.#session.removeItem(this.#prefix + key);
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Nothing is kept here, and every step says so. */
class NoRows implements JournalStorage {
  load(): Promise<readonly JournalRow[]> {
    return Promise.resolve([]);
  }

  write(rows: readonly JournalRow[]): Promise<void> {
    return rows.length === 0 ? Promise.resolve() : Promise.reject(new Error('This browser keeps nothing for this page.'));
  }
}

async function openJournals(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STEPS);
    opening.result.createObjectStore(TABS);
  };
  const database = await requested(opening);
  // Whoever clears this site's data is not to wait for us; undo then works until the page closes and says so.
  database.onversionchange = () => database.close();
  return database;
}

/** Notes that this tab was seen and removes what tabs left that were not for long. */
async function forgetTabs(database: IDBDatabase, tab: string, nowMs: number): Promise<void> {
  const transaction = database.transaction([STEPS, TABS], 'readwrite');
  const done = committed(transaction);
  const tabs = transaction.objectStore(TABS);
  tabs.put(nowMs, tab);
  const [names, times] = await Promise.all([requested(tabs.getAllKeys()), requested(tabs.getAll() as IDBRequest<unknown[]>)]);
  names.forEach((name, at) => {
    if (name === tab || nowMs - Number(times[at]) < KEPT_MS) return;
    tabs.delete(name);
    // Arrays sort after every other key: this is all that begins with the tab's name.
    transaction.objectStore(STEPS).delete(IDBKeyRange.bound([name], [name, []]));
  });
  await done;
}

function browserSession(): Storage | undefined {
  try {
    return globalThis.sessionStorage as Storage | undefined;
  } catch {
    return undefined; // no storage in this browser: undo works until the page closes and says so
  }
}

function browserLockManager(): LockManager | undefined {
  return (globalThis.navigator as Navigator | undefined)?.locks;
}
