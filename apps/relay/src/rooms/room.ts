import type { Flush } from '@space/doc-schema';
import {
  encodeAcks,
  encodeAwareness,
  encodeFlushChunks,
  encodeFlushes,
  encodeProblem,
  encodeSync,
  MESSAGE,
} from '@space/providers/protocol';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type { CommitQueue } from '../store/commit-queue.ts';
import type { Report, Store, StoredRegion } from '../store/store.ts';
import { FanOut, type Receiver } from './fan-out.ts';
import { FlushDesk, type FlushOutcome } from './flush-desk.ts';
import { readWorldTitle } from './found-world.ts';
import { RoomState } from './room-state.ts';

/** What a room stands on. */
export interface RoomGround {
  readonly region: string;
  readonly store: Store;
  readonly queue: CommitQueue;
  readonly report: Report;
}

/** A log longer than this is folded as soon as the room rests; when it closes, a tenth of it is enough. */
const FOLD_ROWS = 500;
const FOLD_BYTES = 4 * 2 ** 20;

/** One region while someone is in it: takes updates and flushes, stores them, answers and forwards. Knows no socket. */
export class Room {
  readonly region: string;
  readonly #ground: RoomGround;
  readonly #people = new FanOut<Receiver>();
  readonly #desk: FlushDesk<Receiver>;
  readonly #sessions = new Map<Receiver, Set<number>>();
  readonly #stopTrouble: () => void;
  #state = new RoomState();
  #awareness = this.#makeAwareness();
  #tailRows: number;
  #tailBytes: number;
  #uncommitted = 0;
  #acks = new Map<Receiver, Flush[]>();
  #news: { readonly flush: Flush; readonly from: ReadonlySet<Receiver> }[] = [];
  #delivering = false;

  constructor(ground: RoomGround, stored: StoredRegion) {
    this.region = ground.region;
    this.#ground = ground;
    this.#desk = new FlushDesk(ground.region, ground.store, ground.queue, (outcome) => this.#durable(outcome));
    this.#load(stored);
    this.#tailRows = stored.tailRows;
    this.#tailBytes = stored.tailBytes;
    this.#stopTrouble = ground.queue.onTrouble((trouble) => this.#people.toSpeakers(trouble ? encodeProblem(trouble) : encodeAcks([])));
  }

  get size(): number {
    return this.#people.size;
  }

  /** Whether everything it took is on disk. */
  get settled(): boolean {
    return this.#uncommitted === 0 && this.#desk.idle;
  }

  /** Lets someone in: asks for what they have, and shows them who is here. */
  join(person: Receiver): void {
    this.#people.add(person);
    this.#sessions.set(person, new Set());
    this.ask(person);
    const states = [...this.#awareness.getStates().keys()];
    if (states.length > 0) person.send(encodeAwareness(encodeAwarenessUpdate(this.#awareness, states)));
  }

  /** What the world of this region is called. */
  readTitle(): string {
    return readWorldTitle(this.#state.doc, this.region);
  }

  /** Asks someone for what is missing here. Any Yjs client answers, whenever it is asked. */
  ask(person: Receiver): void {
    person.send(encodeSync(0, this.#state.stateVector()));
  }

  /** Answers a first sync. */
  answer(person: Receiver, stateVector: Uint8Array): void {
    person.send(encodeSync(1, this.#state.missingFrom(stateVector)));
  }

  /** Someone said that they speak flushes: tells them every flush of the region, and whether saving fails just now. */
  greet(person: Receiver): void {
    for (const flushes of this.#ground.store.readFlushes(this.region)) {
      for (const message of encodeFlushChunks(flushes, MESSAGE.history)) person.send(message);
    }
    if (this.#ground.queue.trouble) person.send(encodeProblem(this.#ground.queue.trouble));
  }

  /** Takes an update. False when it is malformed; the room is then as it was. */
  update(bytes: Uint8Array, from: Receiver): boolean {
    const applied = this.#state.apply(bytes);
    if (!applied.ok) {
      if (applied.broken) this.#rebuild();
      return false;
    }
    if (applied.update) {
      this.#append(applied.update);
      this.#people.toOthers(encodeSync(2, applied.update), from);
    }
    this.#desk.retake((flush) => this.#state.covers(flush));
    return true;
  }

  /** Takes a flush; see `FlushDesk.take`. */
  flush(flush: Flush, from: Receiver): 'taken' | 'waits' | 'full' {
    return this.#desk.take(flush, from, (one) => this.#state.covers(one));
  }

  /** Takes an awareness update. Throws when it is malformed. */
  aware(update: Uint8Array, from: Receiver): void {
    applyAwarenessUpdate(this.#awareness, update, from);
  }

  /** Tells someone who is here. */
  tellAwareness(person: Receiver): void {
    person.send(encodeAwareness(encodeAwarenessUpdate(this.#awareness, [...this.#awareness.getStates().keys()])));
  }

  /** Someone left. */
  leave(person: Receiver): void {
    this.#people.delete(person);
    this.#desk.forget(person);
    this.#acks.delete(person);
    removeAwarenessStates(this.#awareness, [...(this.#sessions.get(person) ?? [])], person);
    this.#sessions.delete(person);
  }

  /** Writes a snapshot when the log is long, so that opening stays quick. Only when everything is on disk. */
  fold(closing: boolean): void {
    const share = closing ? 0.1 : 1;
    if (!this.settled || (this.#tailRows < FOLD_ROWS * share && this.#tailBytes < FOLD_BYTES * share)) return;
    this.writeWhole();
  }

  /** Writes a snapshot of everything, whatever the log holds. */
  writeWhole(): void {
    try {
      this.#ground.store.fold(this.region, this.#state.encode());
      this.#tailRows = 0;
      this.#tailBytes = 0;
    } catch (error) {
      this.#ground.report(
        `Region ${this.region} could not be folded; its log only stays long. ${error instanceof Error ? error.message : ''}`,
      );
    }
  }

  dispose(): void {
    this.#stopTrouble();
    this.#awareness.destroy();
    this.#state.dispose();
  }

  #load(stored: StoredRegion): void {
    for (const part of stored.parts) {
      if (!this.#state.load(part)) this.#ground.store.quarantine(this.region, part.table, part.id);
    }
  }

  /** An update broke the document in memory: takes it anew from what was stored and what waits to be. */
  #rebuild(): void {
    const before = this.#state;
    const awareness = this.#awareness;
    const known = encodeAwarenessUpdate(awareness, [...awareness.getStates().keys()]);
    this.#state = new RoomState();
    this.#awareness = this.#makeAwareness();
    this.#load(this.#ground.store.readRegion(this.region));
    for (const bytes of this.#ground.queue.updatesOf(this.region)) this.#state.load({ format: 'v1', bytes, table: 'updates', id: 0 });
    applyAwarenessUpdate(this.#awareness, known, 'rebuild');
    awareness.destroy();
    before.dispose();
  }

  #append(update: Uint8Array): void {
    this.#uncommitted++;
    this.#tailRows++;
    this.#tailBytes += update.length;
    this.#ground.queue.add({ region: this.region, update }, () => this.#uncommitted--);
  }

  /** Flushes that became durable in one commit are told in one message each way. */
  #durable({ flush, from, isNew }: FlushOutcome<Receiver>): void {
    for (const person of from) {
      const flushes = this.#acks.get(person) ?? [];
      flushes.push(flush);
      this.#acks.set(person, flushes);
    }
    if (isNew) this.#news.push({ flush, from });
    if (this.#delivering) return;
    this.#delivering = true;
    queueMicrotask(() => this.#deliver());
  }

  #deliver(): void {
    this.#delivering = false;
    const [acks, news] = [this.#acks, this.#news];
    this.#acks = new Map();
    this.#news = [];
    for (const [person, flushes] of acks) person.send(encodeAcks(flushes));
    for (const person of this.#people.list()) {
      const flushes = person.speaksFlushes ? news.filter(({ from }) => !from.has(person)).map(({ flush }) => flush) : [];
      if (flushes.length > 0) person.send(encodeFlushes(flushes));
    }
  }

  #makeAwareness(): Awareness {
    const awareness = new Awareness(this.#state.doc);
    awareness.setLocalState(null);
    awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
      const sessions = this.#sessions.get(origin as Receiver);
      for (const session of added) sessions?.add(session);
      for (const session of removed) sessions?.delete(session);
      const message = encodeAwareness(encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]));
      this.#people.toOthers(message, origin as Receiver);
    });
    return awareness;
  }
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}
