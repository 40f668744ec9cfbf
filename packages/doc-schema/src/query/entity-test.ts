import type { Entity } from '../document/entity.ts';
import type { EntityId } from '../ids.ts';
import type { Touch } from './facts.ts';

/** Entities among which all that pass must be. `size` is a guess. */
export interface Candidates {
  readonly size: number;
  ids(): Iterable<EntityId>;
}

/** A condition made ready to be asked of one entity after the other. */
export interface EntityTest {
  test(entity: Entity): boolean;
  /**
   * Puts into `into` the entities whose answer may differ after a change, and forgets what it remembered of them. True when any
   * answer may differ. Called once for each change, before anything is asked again.
   */
  touched(touch: Touch, into: Set<EntityId>): boolean;
  /**
   * Fewer entities to ask than all; undefined where it cannot tell. `patient` allows for a walk over the whole document, which pays
   * when every result is wanted and not when the first few are.
   */
  candidates(patient: boolean): Candidates | undefined;
  /** Whether its answers change with the clock or the selection, without any change to the document. */
  readonly moves: boolean;
}

/** Asks only the entity itself. */
export class OwnTest implements EntityTest {
  readonly moves: boolean;
  readonly #ask: (entity: Entity) => boolean;
  readonly #candidates: ((patient: boolean) => Candidates | undefined) | undefined;

  constructor(ask: (entity: Entity) => boolean, moves = false, candidates?: (patient: boolean) => Candidates | undefined) {
    this.#ask = ask;
    this.moves = moves;
    this.#candidates = candidates;
  }

  test(entity: Entity): boolean {
    return this.#ask(entity);
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.entities) into.add(id);
    return false;
  }

  candidates(patient: boolean): Candidates | undefined {
    return this.#candidates?.(patient);
  }
}

/** All of several, the cheap ones asked first by whoever orders them. */
export class AllTest implements EntityTest {
  readonly moves: boolean;
  readonly #tests: readonly EntityTest[];

  constructor(tests: readonly EntityTest[]) {
    this.#tests = tests;
    this.moves = tests.some((test) => test.moves);
  }

  test(entity: Entity): boolean {
    for (const test of this.#tests) if (!test.test(entity)) return false;
    return true;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    let all = false;
    for (const test of this.#tests) all = test.touched(touch, into) || all;
    return all;
  }

  candidates(patient: boolean): Candidates | undefined {
    let best: Candidates | undefined;
    for (const test of this.#tests) {
      const some = test.candidates(patient);
      if (some && (!best || some.size < best.size)) best = some;
    }
    return best;
  }
}

/** One of several. */
export class AnyTest implements EntityTest {
  readonly moves: boolean;
  readonly #tests: readonly EntityTest[];

  constructor(tests: readonly EntityTest[]) {
    this.#tests = tests;
    this.moves = tests.some((test) => test.moves);
  }

  test(entity: Entity): boolean {
    for (const test of this.#tests) if (test.test(entity)) return true;
    return false;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    let all = false;
    for (const test of this.#tests) all = test.touched(touch, into) || all;
    return all;
  }

  candidates(patient: boolean): Candidates | undefined {
    const some = this.#tests.map((test) => test.candidates(patient));
    if (!some.every((each) => each !== undefined)) return undefined;
    return {
      size: some.reduce((sum, each) => sum + each.size, 0),
      ids: () => new Set(some.flatMap((each) => [...each.ids()])),
    };
  }
}

/** What another does not pass. */
export class NotTest implements EntityTest {
  readonly moves: boolean;
  readonly #other: EntityTest;

  constructor(other: EntityTest) {
    this.#other = other;
    this.moves = other.moves;
  }

  test(entity: Entity): boolean {
    return !this.#other.test(entity);
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    return this.#other.touched(touch, into);
  }

  candidates(): undefined {
    return undefined;
  }
}
