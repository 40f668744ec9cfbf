import type { Entity } from '../document/entity.ts';
import { type EntityId, entityIdOf, type Key } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import type { Candidates, EntityTest } from './entity-test.ts';
import type { Facts, Touch } from './facts.ts';

/** Which links are followed. */
export interface LinkPattern {
  readonly direction: 'out' | 'in' | 'both';
  readonly relation: string | undefined;
  /** What stands at the other end; anything where both are absent. */
  readonly to: EntityTest | undefined;
  readonly key: ((key: string) => boolean) | undefined;
}

/** The ids at the other ends of an entity's links. */
function* neighbours(facts: Facts, id: EntityId, out: boolean, relation: string | undefined): Generator<EntityId> {
  const key = facts.keyOf(id);
  for (const link of out ? facts.graph.linksFrom(key) : facts.graph.linksTo(key)) {
    if (relation !== undefined && link.relation !== relation) continue;
    const other = entityIdOf(out ? link.to : link.from);
    if (other !== undefined) yield other;
  }
}

/**
 * Whether some link of an entity leads to what passes another test. What was asked of the far ends is remembered, so that a change
 * there reaches only those linked with an end whose answer turned.
 */
export class LinkTest implements EntityTest {
  readonly moves: boolean;
  readonly #facts: Facts;
  readonly #pattern: LinkPattern;
  readonly #answers = new Map<EntityId, boolean>();

  constructor(facts: Facts, pattern: LinkPattern) {
    this.#facts = facts;
    this.#pattern = pattern;
    this.moves = pattern.to?.moves ?? false;
  }

  test(entity: Entity): boolean {
    const { direction, relation } = this.#pattern;
    const { graph } = this.#facts;
    const key = this.#facts.keyOf(entity.id);
    if (direction !== 'in') {
      for (const link of graph.linksFrom(key))
        if ((relation === undefined || link.relation === relation) && this.#end(link.to)) return true;
    }
    if (direction !== 'out') {
      for (const link of graph.linksTo(key))
        if ((relation === undefined || link.relation === relation) && this.#end(link.from)) return true;
    }
    return false;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.links) into.add(id);
    const { to } = this.#pattern;
    if (!to) return false;
    const below = new Set<EntityId>(touch.entities);
    if (to.touched(touch, below)) {
      this.#answers.clear();
      return true;
    }
    for (const id of below) this.#askAgain(id, into);
    return false;
  }

  candidates(patient: boolean): Candidates | undefined {
    const { direction, relation } = this.#pattern;
    if (direction === 'both' || !patient) return undefined;
    const ids = (): Iterable<EntityId> => {
      const found = new Set<EntityId>();
      for (const link of this.#facts.graph.links()) {
        if (relation !== undefined && link.relation !== relation) continue;
        const id = entityIdOf(direction === 'out' ? link.from : link.to);
        if (id !== undefined) found.add(id);
      }
      return found;
    };
    // Walking all links costs about as much as asking a third as many entities.
    return { size: this.#facts.graph.linkCount / 3, ids };
  }

  #end(key: Key): boolean {
    if (this.#pattern.key) return this.#pattern.key(key);
    if (!this.#pattern.to) return true;
    const id = entityIdOf(key);
    if (id === undefined) return false;
    let answer = this.#answers.get(id);
    if (answer === undefined) this.#answers.set(id, (answer = this.#ask(id)));
    return answer;
  }

  #ask(id: EntityId): boolean {
    const entity = this.#facts.graph.read(id);
    return entity !== undefined && this.#pattern.to?.test(entity) === true;
  }

  #askAgain(id: EntityId, into: Set<EntityId>): void {
    const before = this.#answers.get(id);
    if (before === undefined) return; // never asked: nothing was answered by it
    const after = this.#ask(id);
    if (after === before) return;
    this.#answers.set(id, after);
    const { direction, relation } = this.#pattern;
    if (direction !== 'in') for (const other of neighbours(this.#facts, id, false, relation)) into.add(other);
    if (direction !== 'out') for (const other of neighbours(this.#facts, id, true, relation)) into.add(other);
  }
}

/** Whether an entity has links, any way round. */
export class LinkedTest implements EntityTest {
  readonly moves = false;
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  test(entity: Entity): boolean {
    const key = this.#facts.keyOf(entity.id);
    return this.#facts.graph.linksFrom(key).length > 0 || this.#facts.graph.linksTo(key).length > 0;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.links) into.add(id);
    return false;
  }

  candidates(): undefined {
    return undefined;
  }
}

/** After so many look-ups of titles, all are looked at once: that is cheaper than remembering each answer. */
const MANY_TITLES = 2000;

/** Which entities have words in their title: asked one by one at first, known of all once many were asked. */
class Titled {
  readonly #facts: Facts;
  readonly #text: string;
  /** The answers so far; once `#all` is there, only of those that have the words. */
  readonly #known = new Map<EntityId, boolean>();
  #all: Set<EntityId> | undefined;

  constructor(facts: Facts, text: string) {
    this.#facts = facts;
    this.#text = text;
  }

  has(id: EntityId): boolean {
    if (this.#all) return this.#all.has(id);
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#known.size >= MANY_TITLES) return this.#readAll().has(id);
    const titled = this.#read(this.#facts.graph.read(id));
    this.#known.set(id, titled);
    return titled;
  }

  /** Takes what an entity is called now; true when an answer that was given turned. */
  turned(id: EntityId): boolean {
    const before = this.#all ? this.#all.has(id) : this.#known.get(id);
    const after = this.#read(this.#facts.graph.read(id));
    if (before === undefined || before === after) return false;
    if (!this.#all) this.#known.set(id, after);
    else if (after) this.#all.add(id);
    else this.#all.delete(id);
    return true;
  }

  #readAll(): Set<EntityId> {
    this.#all = new Set();
    this.#known.clear();
    for (const entity of this.#facts.entities()) if (this.#read(entity)) this.#all.add(entity.id);
    return this.#all;
  }

  #read(entity: Entity | undefined): boolean {
    return entity !== undefined && !entity.trashed && entity.title.toLowerCase().includes(this.#text);
  }
}

/** Whether words stand in an entity, or in the title of something it is linked with. */
export class WordsTest implements EntityTest {
  readonly moves = false;
  readonly #facts: Facts;
  readonly #text: string;
  readonly #titled: Titled;

  constructor(facts: Facts, text: string) {
    this.#facts = facts;
    this.#text = text;
    this.#titled = new Titled(facts, text);
  }

  test(entity: Entity): boolean {
    if (this.#facts.wordsOf(entity).includes(this.#text)) return true;
    const { graph } = this.#facts;
    const key = this.#facts.keyOf(entity.id);
    for (const link of graph.linksFrom(key)) if (this.#named(link.to)) return true;
    for (const link of graph.linksTo(key)) if (this.#named(link.from)) return true;
    return false;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.entities) {
      into.add(id);
      if (!this.#titled.turned(id)) continue;
      for (const out of [true, false]) for (const other of neighbours(this.#facts, id, out, undefined)) into.add(other);
    }
    for (const id of touch.links) into.add(id);
    return false;
  }

  candidates(): undefined {
    return undefined;
  }

  #named(key: Key): boolean {
    const id = entityIdOf(key);
    return id === undefined ? key.toLowerCase().includes(this.#text) : this.#titled.has(id);
  }
}

/** Going up or down containers stops after so many: a damaged document may contain itself a million times over. */
const MAX_VISITS = 100_000;

/** Whether something called that contains an entity, however deep. */
export class WithinTest implements EntityTest {
  readonly moves = false;
  readonly #facts: Facts;
  readonly #container: string;
  readonly #boxes = new Map<EntityId, boolean>();
  readonly #inside = new Map<EntityId, boolean>();

  constructor(facts: Facts, container: string) {
    this.#facts = facts;
    this.#container = container;
  }

  test(entity: Entity): boolean {
    let inside = this.#inside.get(entity.id);
    if (inside === undefined) this.#inside.set(entity.id, (inside = this.#isInside(entity.id)));
    return inside;
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    const queue: EntityId[] = [];
    const contents = (id: EntityId): void => {
      for (const other of neighbours(this.#facts, id, true, CONTAINS)) queue.push(other);
    };
    for (const id of touch.entities) {
      const before = this.#boxes.get(id);
      if (before === undefined || this.#readBox(id) === before) continue;
      this.#boxes.set(id, !before);
      contents(id);
    }
    queue.push(...touch.links);
    const seen = new Set<EntityId>();
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const before = this.#inside.get(id);
      const after = this.#isInside(id);
      if (after === before) continue;
      this.#inside.set(id, after);
      into.add(id);
      contents(id);
    }
    return false;
  }

  candidates(): undefined {
    return undefined;
  }

  #isInside(id: EntityId): boolean {
    const seen = new Set<EntityId>([id]);
    const queue: EntityId[] = [id];
    for (let here = queue.pop(); here !== undefined && seen.size < MAX_VISITS; here = queue.pop()) {
      for (const holder of neighbours(this.#facts, here, false, CONTAINS)) {
        if (this.#isBox(holder)) return true;
        if (!seen.has(holder)) queue.push(holder);
        seen.add(holder);
      }
    }
    return false;
  }

  #isBox(id: EntityId): boolean {
    let box = this.#boxes.get(id);
    if (box === undefined) this.#boxes.set(id, (box = this.#readBox(id)));
    return box;
  }

  #readBox(id: EntityId): boolean {
    const entity = this.#facts.graph.read(id);
    if (!entity || entity.trashed) return false;
    return entity.title.toLowerCase() === this.#container || this.#facts.keyOf(id).toLowerCase() === this.#container;
  }
}
