import { accept, type HostEvents, type Outcome, refuse, type Result } from '../../contract/index.ts';
import { type Folder, type Place, resolvePlace } from './folder.ts';
import { FolderWatcher } from './folder-watcher.ts';
import { readVersion } from './read-file.ts';

/** Told that a watched path has another version now. One per client. */
export type VersionListener = (change: HostEvents['files.changed']) => void;

interface WatchedPath {
  readonly place: Place;
  readonly listeners: Set<VersionListener>;
  version: string | null;
}

/** Who watches which path, and the version each was last told. Several clients share one entry. */
export class WatchedPaths {
  readonly #folder: Folder;
  readonly #paths = new Map<string, WatchedPath>();
  readonly #report: (problem: string) => void;
  readonly #watcher: FolderWatcher;
  #checking: Promise<void> = Promise.resolve();

  constructor(folder: Folder, report: (problem: string) => void) {
    this.#folder = folder;
    this.#report = report;
    this.#watcher = new FolderWatcher(folder, (reals) => this.#queueCheck(reals), report);
  }

  #queueCheck(reals: ReadonlySet<string>): void {
    const touched = [...this.#paths.values()].filter((watched) => reals.has(watched.place.real));
    if (touched.length === 0) return;
    // One after the other: two checks of one path at once could tell its versions in the wrong order.
    this.#checking = this.#checking
      .then(() => this.#check(touched))
      .catch((error: unknown) => this.#report(`A changed file could not be checked: ${String(error)}.`));
  }

  async #check(touched: readonly WatchedPath[]): Promise<void> {
    for (const watched of touched) {
      const now = await readVersion(watched.place);
      // Unreadable for now (half-way through a change of permissions, say): the next event tells.
      if (!now.ok || now.value === watched.version) continue;
      watched.version = now.value;
      for (const listener of watched.listeners) listener({ path: watched.place.path, version: now.value });
    }
  }

  /** Tells `listener` of every later change of the path's version. Watching twice is watching once. */
  async watch(path: string, listener: VersionListener): Promise<Outcome<Result<'files.watch'>>> {
    const place = await resolvePlace(this.#folder, path);
    if (!place.ok) return place;
    const known = this.#paths.get(place.value.path);
    const watched: WatchedPath = known ?? { place: place.value, listeners: new Set(), version: null };
    this.#paths.set(place.value.path, watched);
    watched.listeners.add(listener);
    const watching = await this.#watcher.watch(place.value.real);
    // Read after the watch stands, so that no change falls between the two.
    const version = await readVersion(place.value);
    if (!version.ok || version.value === null) {
      this.unwatch(path, listener);
      return version.ok ? refuse('not-found', `"${path}" was deleted just now.`, { path }) : version;
    }
    watched.version ??= version.value;
    return accept({ version: version.value, watching });
  }

  unwatch(path: string, listener: VersionListener): void {
    const watched = this.#paths.get(path);
    if (watched === undefined) return;
    watched.listeners.delete(listener);
    if (watched.listeners.size > 0) return;
    this.#paths.delete(path);
    this.#watcher.unwatch(watched.place.real);
  }

  async dispose(): Promise<void> {
    this.#paths.clear();
    await this.#watcher.dispose();
    await this.#checking;
  }
}
