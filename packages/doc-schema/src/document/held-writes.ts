import { SpaceError } from '../errors.ts';
import type { EntityId } from '../ids.ts';
import type { Json } from '../json-value.ts';
import { later } from '../timers.ts';
import { WriteGuard } from './write-guard.ts';

/** What happens to the fifth write a second of one property: refused loudly, or held and written once when the second is over. */
export type GuardMode = 'throw' | 'coalesce';

interface HeldWrite {
  readonly id: EntityId;
  readonly property: string;
  value: Json | undefined;
  readonly cancel: () => void;
}

/** Stands before each write of a property: lets it through, refuses it, or holds its last value until it may be written. */
export class HeldWrites {
  readonly #guard: WriteGuard;
  readonly #mode: GuardMode;
  readonly #write: (id: EntityId, property: string, value: Json | undefined) => void;
  readonly #held = new Map<string, HeldWrite>();

  /** `write` is called for each held value when its time has come. */
  constructor(now: () => number, mode: GuardMode, write: (id: EntityId, property: string, value: Json | undefined) => void) {
    this.#guard = new WriteGuard(now);
    this.#mode = mode;
    this.#write = write;
  }

  /**
   * Whether a value may be written now; where not, it is held.
   * @throws SpaceError `write-rate` in mode `throw`.
   */
  readonly admit = (id: EntityId, property: string, value: Json | undefined): boolean => {
    const name = `${id}/${property}`;
    const held = this.#held.get(name);
    if (!held && this.#guard.admit(id, property)) return true;
    if (this.#mode === 'throw') {
      throw new SpaceError('write-rate', `"${property}" of ${id} is written more than four times a second: stream motion, write once.`);
    }
    if (held) held.value = value;
    else this.#hold(name, id, property, value);
    return false;
  };

  /** Writes everything held, at once. */
  release(): void {
    for (const name of [...this.#held.keys()]) this.#release(name);
  }

  #hold(name: string, id: EntityId, property: string, value: Json | undefined): void {
    const cancel = later(() => this.#release(name), this.#guard.waitMs(id, property) + 1);
    this.#held.set(name, { id, property, value, cancel });
  }

  #release(name: string): void {
    const held = this.#held.get(name);
    if (!held) return;
    held.cancel();
    this.#held.delete(name);
    this.#write(held.id, held.property, held.value);
  }
}
