import type { CommitQueue } from '../store/commit-queue.ts';
import type { Report, Store } from '../store/store.ts';
import { Room } from './room.ts';

/** What all rooms stand on. */
export interface RoomsOptions {
  readonly store: Store;
  readonly queue: CommitQueue;
  readonly report: Report;
  /** How long a room without people stays in memory, and how often rooms with people are looked at for folding, in milliseconds. */
  readonly idleMs: number;
  /** Runs before a room is read, for a store that has to fetch first; messages wait meanwhile. */
  readonly beforeLoad?: (region: string) => Promise<void>;
}

/** The rooms in memory: opens one when someone comes, lets it go when nobody is left and everything is on disk. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #opening = new Map<string, Promise<Room>>();
  readonly #idle = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #foldTimer: ReturnType<typeof setInterval>;

  constructor(options: RoomsOptions) {
    this.#options = options;
    options.store.onReplaced(() => {
      for (const room of this.#rooms.values()) room.writeWhole();
    });
    this.#foldTimer = setInterval(() => this.#foldAll(), options.idleMs);
    this.#foldTimer.unref();
  }

  /** How many are in memory. */
  get size(): number {
    return this.#rooms.size;
  }

  /** How many people are in them, one per socket. */
  get people(): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.size, 0);
  }

  /** Calls `listener` when a room was opened or let go, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The room of a region, loaded. Two who ask at once get one room. Rejects when the store cannot be read. */
  open(region: string): Promise<Room> {
    clearTimeout(this.#idle.get(region));
    this.#idle.delete(region);
    const room = this.#rooms.get(region);
    if (room) return Promise.resolve(room);
    const opening = this.#opening.get(region) ?? this.#load(region).finally(() => this.#opening.delete(region));
    this.#opening.set(region, opening);
    return opening;
  }

  /** What a region's world is called. Opens the room, as whoever asks is about to. */
  async readTitle(region: string): Promise<string> {
    const room = await this.open(region);
    this.left(room);
    return room.readTitle();
  }

  /** Someone left: the room goes after a while, unless someone comes. */
  left(room: Room): void {
    if (room.size > 0 || this.#idle.has(room.region)) return;
    const timer = setTimeout(() => this.#letGo(room), this.#options.idleMs);
    timer.unref();
    this.#idle.set(room.region, timer);
  }

  dispose(): void {
    clearInterval(this.#foldTimer);
    for (const timer of this.#idle.values()) clearTimeout(timer);
    for (const room of this.#rooms.values()) {
      room.fold(true);
      room.dispose();
    }
    this.#rooms.clear();
  }

  async #load(region: string): Promise<Room> {
    await this.#options.beforeLoad?.(region);
    const { store, queue, report } = this.#options;
    const stored = store.readRegion(region);
    const room = new Room({ region, store, queue, report }, stored);
    this.#rooms.set(region, room);
    if (stored.damaged > 0) room.writeWhole();
    this.#tell();
    return room;
  }

  #letGo(room: Room): void {
    this.#idle.delete(room.region);
    if (room.size > 0) return;
    if (!room.settled) return this.left(room);
    room.fold(true);
    this.#rooms.delete(room.region);
    room.dispose();
    this.#tell();
  }

  #foldAll(): void {
    for (const room of this.#rooms.values()) room.fold(false);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
