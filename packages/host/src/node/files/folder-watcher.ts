import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { type AsyncSubscription, type Event, subscribe } from '@parcel/watcher';
import type { Folder } from './folder.ts';

/** Told the real paths that may have changed, gathered over one window. */
export type ChangeListener = (reals: ReadonlySet<string>) => void;

/** An editor's save is several events (write, rename, chmod): they become one. */
const WINDOW_MS = 50;
const IGNORED = ['.git', 'node_modules', '**/.git/**', '**/node_modules/**'];

/**
 * Watches one folder with one recursive watcher, started by the first path somebody asks for. Where that fails (too many
 * directories, a disk without events) each path is watched by itself, and `watch` says so.
 */
export class FolderWatcher {
  readonly #folder: Folder;
  readonly #listener: ChangeListener;
  readonly #report: (problem: string) => void;
  readonly #single = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #whole: Promise<AsyncSubscription | undefined> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(folder: Folder, listener: ChangeListener, report: (problem: string) => void) {
    this.#folder = folder;
    this.#listener = listener;
    this.#report = report;
  }

  #add(real: string): void {
    if (this.#disposed) return;
    this.#changed.add(real);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const reals = new Set(this.#changed);
      this.#changed.clear();
      this.#listener(reals);
    }, WINDOW_MS);
  }

  readonly #take = (error: Error | null, events: readonly Event[]): void => {
    if (error !== null) this.#report(`Watching the folder stopped: ${error.message}. Open files show changes again after a reload.`);
    for (const event of events) {
      this.#add(event.path);
      if (event.type !== 'update') this.#add(dirname(event.path));
    }
  };

  async #startWhole(): Promise<AsyncSubscription | undefined> {
    try {
      return await subscribe(this.#folder.root, this.#take, { ignore: IGNORED });
    } catch (error) {
      this.#report(`The folder cannot be watched as a whole (${String(error)}): each open file is watched by itself.`);
      return undefined;
    }
  }

  #startSingle(real: string): void {
    if (this.#single.has(real)) return;
    // The directory, not the file: a save by renaming would leave the watch on the old, unlinked file.
    const watcher = watch(dirname(real), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(real)) this.#add(real);
    });
    watcher.on('error', (error) => this.#report(`Watching ${real} stopped: ${error.message}.`));
    this.#single.set(real, watcher);
  }

  /** Starts telling of a real path inside the folder; `'path'` means that only this path is watched. */
  async watch(real: string): Promise<'folder' | 'path'> {
    const parts = real.slice(this.#folder.root.length).split(sep);
    const hidden = parts.includes('node_modules') || parts.includes('.git');
    if (!hidden) {
      this.#whole ??= this.#startWhole();
      if ((await this.#whole) !== undefined) return 'folder';
    }
    if (!this.#disposed) this.#startSingle(real);
    return 'path';
  }

  /** Stops a path that is watched by itself; the whole folder stays watched until dispose. */
  unwatch(real: string): void {
    this.#single.get(real)?.close();
    this.#single.delete(real);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#single.values()) watcher.close();
    this.#single.clear();
    const whole = await this.#whole;
    await whole?.unsubscribe();
  }
}
