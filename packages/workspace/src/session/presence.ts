import type { EntityId, Key } from '@space/doc-schema';
import type { DragPreview, PeerSource, Pose, Vec3 } from '@space/scene';
import type { Awareness } from 'y-protocols/awareness';
import { checkPeer, type PresentPeer } from './check-peer.ts';

/** Poses travel at most this often, drags twice as often: what a person can follow, and no more. */
const POSE_MS = 100;
const DRAG_MS = 50;

/** Sends the newest value at most once per interval; the last one is always sent. */
class Throttle<T> {
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #value: T | undefined;
  readonly #intervalMs: number;
  readonly #send: (value: T) => void;

  constructor(intervalMs: number, send: (value: T) => void) {
    this.#intervalMs = intervalMs;
    this.#send = send;
  }

  push(value: T): void {
    this.#value = value;
    if (this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#last + this.#intervalMs - performance.now());
    if (waitMs === 0) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), waitMs);
  }

  /** Sends at once and forgets what waited. */
  now(value: T): void {
    clearTimeout(this.#timer);
    this.#value = value;
    this.#flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#last = performance.now();
    this.#send(this.#value as T);
  }
}

/** Who else is here and what they hold; and what this window tells about itself. Nothing of it is ever written to the document. */
export class Presence implements PeerSource {
  readonly #awareness: Awareness;
  readonly #listeners = new Set<() => void>();
  readonly #pose: Throttle<Pose>;
  readonly #drag: Throttle<DragPreview | undefined>;
  readonly #pointer: Throttle<Vec3 | undefined>;
  #peers: readonly PresentPeer[] = [];

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    this.#pose = new Throttle(POSE_MS, (pose) => awareness.setLocalStateField('pose', pose));
    this.#drag = new Throttle(DRAG_MS, (drag) => awareness.setLocalStateField('drag', drag ?? null));
    this.#pointer = new Throttle(POSE_MS, (point) => awareness.setLocalStateField('pointer', point ?? null));
    awareness.on('change', this.#changed);
    this.#changed();
  }

  /** The other sessions in order of their ids; the same array until something changes. */
  list(): readonly PresentPeer[] {
    return this.#peers;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  setPerson(person: { readonly id: string; readonly name: string; readonly colour: number }): void {
    this.#awareness.setLocalStateField('person', person);
    // y-codemirror.next reads this field for the name and colours of a cursor in text.
    this.#awareness.setLocalStateField('user', {
      name: person.name,
      color: `var(--person-${person.colour})`,
      colorLight: `color-mix(in srgb, var(--person-${person.colour}) 25%, transparent)`,
    });
  }

  setPose(pose: Pose): void {
    this.#pose.push(pose);
  }

  setDrag(drag: DragPreview | undefined): void {
    if (drag) this.#drag.push(drag);
    else this.#drag.now(undefined);
  }

  setPointer(point: Vec3 | undefined): void {
    this.#pointer.push(point);
  }

  setSelection(selection: readonly EntityId[]): void {
    this.#awareness.setLocalStateField('selection', selection);
  }

  setEditing(key: Key | undefined): void {
    this.#awareness.setLocalStateField('editing', key ?? null);
  }

  dispose(): void {
    this.#pose.dispose();
    this.#drag.dispose();
    this.#pointer.dispose();
    this.#awareness.off('change', this.#changed);
    this.#listeners.clear();
  }

  readonly #changed = (): void => {
    const peers: PresentPeer[] = [];
    for (const [session, state] of this.#awareness.getStates()) {
      const peer = session === this.#awareness.clientID ? undefined : checkPeer(session, state);
      if (peer) peers.push(peer);
    }
    this.#peers = peers.sort((a, b) => a.session - b.session);
    for (const listener of [...this.#listeners]) listener();
  };
}
