import type { Entity } from '../document/entity.ts';
import { type EntityId, type PersonId, personKey } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Writer } from './authorship.ts';
import { AllTest, AnyTest, type Candidates, type EntityTest, NotTest, OwnTest } from './entity-test.ts';
import { type Facts, readPosition, type Touch } from './facts.ts';
import { LinkedTest, LinkTest, WithinTest, WordsTest } from './link-tests.ts';
import { compareTime } from './moments.ts';
import { type Term, walkOwnTerms } from './query.ts';
import { ANY_TEXT } from './read-field.ts';
import { createLike, createValueTest, type ValueContext } from './value-tests.ts';

/** What queries stand on: the document's facts, and who asks, when and with what selected. */
export interface QueryGround extends ValueContext {
  readonly facts: Facts;
  /** The person who asks. */
  person(): PersonId;
  selection(): readonly EntityId[];
}

type Made<Type extends Term['type']> = (term: Extract<Term, { readonly type: Type }>, ground: QueryGround) => EntityTest;

const union = (sets: readonly ReadonlySet<EntityId>[]): Candidates => ({
  size: sets.reduce((sum, set) => sum + set.size, 0),
  ids: () => (sets.length === 1 ? (sets[0] ?? []) : new Set(sets.flatMap((set) => [...set]))),
});

const makeKind: Made<'kind'> = ({ names }, { facts }) => {
  const wanted = new Set(names);
  return new OwnTest(
    (entity) => wanted.has(entity.kind),
    false,
    (patient) => {
      const byKind = facts.byKind(patient);
      return byKind && union(names.map((name) => byKind.get(name)));
    },
  );
};

/** A person whose name changes is another answer to who is asked for: rare enough to ask everything again. */
class PersonTest extends OwnTest {
  readonly #facts: Facts;

  constructor(facts: Facts, ask: (entity: Entity) => boolean) {
    super(ask);
    this.#facts = facts;
  }

  override touched(touch: Touch, into: Set<EntityId>): boolean {
    super.touched(touch, into);
    for (const id of touch.entities) if (this.#facts.graph.read(id)?.kind === 'person') return true;
    return false;
  }
}

const makeField: Made<'field'> = ({ names, test }, ground) => {
  const { facts } = ground;
  const passes = createValueTest(test, ground);
  const moves = test.type === 'time' && test.when.unit !== 'dates';
  if (names.includes(ANY_TEXT))
    return new OwnTest((entity) => passes(facts.textOf(entity)) || ('text' in entity.properties && passes(entity.properties['text'])));
  const [only, ...more] = names;
  const valueOf = (entity: Entity, name: string): Json | undefined =>
    name === 'title' ? entity.title : (entity.properties[name] ?? textOf(facts, entity, name));
  const ask =
    only !== undefined && more.length === 0
      ? (entity: Entity): boolean => passes(valueOf(entity, only))
      : (entity: Entity): boolean => names.some((name) => passes(valueOf(entity, name)));
  if (test.type === 'person') return new PersonTest(facts, ask);
  if (only !== 'tags' || test.type !== 'like' || !test.whole) return new OwnTest(ask, moves);
  const like = createLike(test.pattern, true);
  return new OwnTest(ask, moves, (patient) => {
    const byTag = facts.byTag(patient);
    return byTag && union([...byTag.names()].filter(like).map((tag) => byTag.get(tag)));
  });
};

/** The text of one property that people write in, or undefined where it is none. */
function textOf(facts: Facts, entity: Entity, name: string): string | undefined {
  if (facts.graph.kinds.get(entity.kind)?.fields[name]?.merge !== 'text') return undefined;
  return facts.graph.text(entity.id, name)?.toJSON();
}

const makeState: Made<'state'> = ({ state }, { facts }) => {
  if (state === 'linked') return new LinkedTest(facts);
  if (state === 'trashed') return new OwnTest((entity) => entity.trashed);
  if (state === 'damaged') return new OwnTest((entity) => entity.issues.length > 0);
  return new OwnTest((entity) => readPosition(entity) !== undefined);
};

/** Asks what becomes known when a flush comes, a moment after the edit. */
class AuthoredTest extends OwnTest {
  override touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.authored) into.add(id);
    return super.touched(touch, into);
  }
}

const makeAuthor: Made<'author'> = ({ who, made }, { facts, person }) => {
  const fits = (writer: Writer): boolean => (who === 'me' ? writer.person === person() : writer.name.toLowerCase().includes(who));
  return new AuthoredTest((entity) => {
    const { maker, writers } = facts.authorshipOf(entity.id);
    return made ? maker !== undefined && fits(maker) : writers.some(fits);
  });
};

const makeTime: Made<'time'> = ({ of, test }, { facts, now }) =>
  new AuthoredTest((entity) => {
    const { createdMs, changedMs } = facts.authorshipOf(entity.id);
    const time = of === 'created' ? createdMs : changedMs;
    return time !== undefined && compareTime(time, test.comparison, test.when, false, now());
  }, test.when.unit !== 'dates');

const makeLink: Made<'link'> = ({ direction, relation, to, key }, ground) =>
  new LinkTest(ground.facts, {
    direction,
    relation,
    to: to && compileListed(to, ground),
    key: key === undefined ? undefined : createKeyTest(key),
  });

function createKeyTest(key: string): (key: string) => boolean {
  const like = createLike(key.toLowerCase(), true);
  return (other) => like(other.toLowerCase());
}

type Vector = readonly [number, number, number];

/** Whether an entity stands within a distance of a point, or of what is called that. */
class NearTest implements EntityTest {
  readonly moves: boolean;
  readonly #ground: QueryGround;
  readonly #term: Extract<Term, { readonly type: 'near' }>;
  #centres: readonly Vector[] | undefined;
  #anchors: ReadonlySet<EntityId> = new Set();

  constructor(term: Extract<Term, { readonly type: 'near' }>, ground: QueryGround) {
    this.#term = term;
    this.#ground = ground;
    this.moves = term.centre === 'selection';
  }

  test(entity: Entity): boolean {
    const at = readPosition(entity);
    if (!at) return false;
    const { radiusM } = this.#term;
    return this.#read().some(([x, y, z]) => (at[0] - x) ** 2 + (at[1] - y) ** 2 + (at[2] - z) ** 2 <= radiusM * radiusM);
  }

  touched(touch: Touch, into: Set<EntityId>): boolean {
    for (const id of touch.entities) into.add(id);
    if (typeof this.#term.centre !== 'string') return false;
    for (const id of touch.entities) {
      const entity = this.#ground.facts.graph.read(id);
      if (!this.#anchors.has(id) && !(entity && this.#isAnchor(entity))) continue;
      this.#centres = undefined;
      return true;
    }
    return false;
  }

  candidates(patient: boolean): Candidates | undefined {
    const around = this.#read().map(([x, , z]) => this.#ground.facts.around(x, z, this.#term.radiusM, patient));
    if (!around.every((each) => each !== undefined)) return undefined;
    const ids = new Set(around.flatMap((each) => [...each]));
    return { size: ids.size, ids: () => ids };
  }

  #isAnchor(entity: Entity): boolean {
    if (this.#term.centre === 'selection') return this.#ground.selection().includes(entity.id);
    return !entity.trashed && entity.title.toLowerCase() === this.#term.centre;
  }

  #read(): readonly Vector[] {
    const { centre } = this.#term;
    if (typeof centre !== 'string') return (this.#centres ??= [centre]);
    if (this.#centres && centre !== 'selection') return this.#centres;
    const { facts } = this.#ground;
    const anchors =
      centre === 'selection'
        ? this.#ground.selection().flatMap((id) => facts.graph.read(id) ?? [])
        : [...facts.entities()].filter((entity) => this.#isAnchor(entity));
    this.#anchors = new Set(anchors.map((entity) => entity.id));
    return (this.#centres = anchors.flatMap((entity) => {
      const at = readPosition(entity);
      return at ? [at] : [];
    }));
  }
}

const makeRegion: Made<'region'> = ({ name }, { facts: { graph } }) => {
  const here = (): boolean => {
    const world = graph.worldId ? graph.read(graph.worldId) : undefined;
    return graph.region.toLowerCase() === name || world?.title.toLowerCase() === name;
  };
  return new (class extends OwnTest {
    override touched(touch: Touch, into: Set<EntityId>): boolean {
      super.touched(touch, into);
      return graph.worldId !== undefined && touch.entities.has(graph.worldId);
    }
  })(here);
};

/** What is cheap to ask is asked first: of the entity itself, then of its texts, then of its links. */
const COST: Record<Term['type'], number> = {
  kind: 0,
  state: 0,
  region: 0,
  field: 1,
  near: 2,
  not: 3,
  any: 3,
  all: 3,
  author: 4,
  time: 4,
  words: 5,
  within: 6,
  link: 7,
};

const MAKE: { readonly [Type in Term['type']]: Made<Type> } = {
  all: ({ terms }, ground) => new AllTest(terms.toSorted((a, b) => COST[a.type] - COST[b.type]).map((term) => compileTerm(term, ground))),
  any: ({ terms }, ground) => new AnyTest(terms.map((term) => compileTerm(term, ground))),
  not: ({ term }, ground) => new NotTest(compileTerm(term, ground)),
  words: ({ text }, { facts }) => new WordsTest(facts, text),
  kind: makeKind,
  field: makeField,
  state: makeState,
  author: makeAuthor,
  time: makeTime,
  link: makeLink,
  region: makeRegion,
  within: ({ container }, { facts }) => new WithinTest(facts, container),
  near: (term, ground) => new NearTest(term, ground),
};

function compileTerm<Type extends Term['type']>(term: Extract<Term, { readonly type: Type }>, ground: QueryGround): EntityTest {
  const make = MAKE[term.type as Type] as Made<Type>;
  return make(term, ground);
}

/** Makes a condition ready; what is in the trash and the world's own entity pass only where the condition speaks of them. */
export function compileListed(term: Term, ground: QueryGround): EntityTest {
  let trash = false;
  let world = false;
  walkOwnTerms(term, (each) => {
    trash ||= each.type === 'state' && each.state === 'trashed';
    world ||= each.type === 'kind' && each.names.includes('world');
  });
  const test = compileTerm(term, ground);
  if (trash && world) return test;
  const listed = new OwnTest((entity) => (trash || !entity.trashed) && (world || entity.kind !== 'world'));
  return new AllTest([listed, test]);
}

/** The key of who asks. */
export const keyOfPerson = (person: PersonId): string => personKey(person);
