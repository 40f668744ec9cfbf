import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compactEntities } from '../compact/compactor.ts';
import type { Edit } from '../document/edit.ts';
import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key, type PersonId } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Link } from '../links/link.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom, type Random } from '../testing/random.ts';
import type { Query, Term, ValueTest } from './query.ts';
import { createQueryIndex, type QueryIndex } from './query-index.ts';

const read = (index: QueryIndex, text: string): Query => {
  const parsed = index.parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.faults)}`);
  return parsed.query;
};

interface End {
  readonly link: Link;
  readonly out: boolean;
  readonly other: Key;
}

const endsOf = (graph: GraphDoc, key: Key): readonly End[] => [
  ...graph.linksFrom(key).map((link) => ({ link, out: true, other: link.to })),
  ...graph.linksTo(key).map((link) => ({ link, out: false, other: link.from })),
];

function readAt(graph: GraphDoc, key: Key): Entity | undefined {
  const id = entityIdOf(key);
  return id ? graph.read(id) : undefined;
}

function hasWords(graph: GraphDoc, entity: Entity, text: string): boolean {
  const tags = entity.properties['tags'] as readonly string[];
  const own = [entity.title, graph.kinds.get(entity.kind)?.title, ...tags, graph.text(entity.id, 'body')?.toJSON()].join('\n');
  const others = endsOf(graph, entityKey(entity.id)).map(({ other }) => readAt(graph, other));
  return own.toLowerCase().includes(text) || others.some((each) => each && !each.trashed && each.title.toLowerCase().includes(text));
}

function isWithin(graph: GraphDoc, key: Key, container: string): boolean {
  const seen = new Set<Key>([key]);
  for (const here of seen) {
    for (const { link } of endsOf(graph, here).filter((end) => !end.out && end.link.relation === 'contains')) {
      const box = readAt(graph, link.from);
      if (box && !box.trashed && box.title.toLowerCase() === container) return true;
      seen.add(link.from);
    }
  }
  return false;
}

function hasLink(graph: GraphDoc, entity: Entity, term: Term & { type: 'link' }): boolean {
  return endsOf(graph, entityKey(entity.id)).some(({ link, out, other }) => {
    if (term.relation && link.relation !== term.relation) return false;
    if (term.direction !== 'both' && (term.direction === 'out') !== out) return false;
    const end = readAt(graph, other);
    return term.to === undefined || (end !== undefined && listed(graph, end, term.to));
  });
}

function hasValue(value: Json | undefined, test: ValueTest): boolean {
  const wanted = test.type === 'like' ? test.pattern : undefined;
  return Array.isArray(value) ? value.includes(wanted ?? '') : value === wanted;
}

/** The plainest way to answer: ask every entity, follow every link, remember nothing. */
const PLAIN: Partial<{ [T in Term['type']]: (graph: GraphDoc, entity: Entity, term: Extract<Term, { type: T }>) => boolean }> = {
  all: (graph, entity, { terms }) => terms.every((each) => answers(graph, entity, each)),
  any: (graph, entity, { terms }) => terms.some((each) => answers(graph, entity, each)),
  not: (graph, entity, { term }) => !answers(graph, entity, term),
  kind: (_, entity, { names }) => names.includes(entity.kind),
  words: (graph, entity, { text }) => hasWords(graph, entity, text),
  field: (_, entity, { names, test: value }) => hasValue(entity.properties[names[0] ?? ''], value),
  state: (graph, entity, { state }) => (state === 'trashed' ? entity.trashed : endsOf(graph, entityKey(entity.id)).length > 0),
  link: hasLink,
  within: (graph, entity, { container }) => isWithin(graph, entityKey(entity.id), container),
};

function answers(graph: GraphDoc, entity: Entity, term: Term): boolean {
  const plain = PLAIN[term.type] as ((graph: GraphDoc, entity: Entity, term: Term) => boolean) | undefined;
  if (!plain) throw new Error(`no plain way to answer ${term.type}`);
  return plain(graph, entity, term);
}

function listed(graph: GraphDoc, entity: Entity, term: Term): boolean {
  const trash = JSON.stringify(term, (name, value: unknown) => (name === 'to' ? undefined : value)).includes('"trashed"');
  return (trash || !entity.trashed) && entity.kind !== 'world' && answers(graph, entity, term);
}

const scan = (graph: GraphDoc, query: Query): readonly EntityId[] =>
  graph.list().filter((id) => {
    const entity = graph.read(id);
    return entity !== undefined && listed(graph, entity, query.where);
  });

const QUERIES = [
  'kind:task state:open',
  'red',
  'one or kind:note',
  'tag:red -is:linked',
  '-blocks-> task state:open',
  '<-about- (note red)',
  '-(-> state:done)',
  '-contains-> -blocks-> kind:note',
  '<-> is:trashed',
  'within:box',
  'kind:task -within:box',
  'is:trashed or one',
  '-about-> (two or <-blocks- task)',
  'kind:task,note sort:-title,state',
];
const TITLES = ['one', 'two', 'red', 'box', 'lamp'];
const RELATION_NAMES = ['about', 'blocks', 'contains'];

type Change = (edit: Edit, graph: GraphDoc, id: EntityId, random: Random) => void;

const setState: Change = (edit, graph, id, random) => {
  if (graph.read(id)?.kind === 'task') edit.set(id, 'state', random.pick(['open', 'done']));
};
const draw: Change = (edit, graph, id, random) =>
  edit.link(entityKey(id), random.pick(RELATION_NAMES), entityKey(random.pick(graph.list())));
const CHANGES: readonly Change[] = [
  (edit, _graph, _id, random) => {
    const tags = random.next() < 0.3 ? ['red'] : [];
    edit.create(random.pick(['task', 'note', 'list']), { title: random.pick(TITLES), tags });
  },
  (edit, _graph, id, random) => edit.set(id, 'title', random.pick(TITLES)),
  setState,
  (edit, _graph, id) => edit.include(id, 'tags', 'red'),
  (edit, _graph, id) => edit.exclude(id, 'tags', 'red'),
  (edit, _graph, id) => edit.trash(id),
  (edit, _graph, id) => edit.restore(id),
  draw,
  draw,
  draw,
  (edit, graph, id) => {
    for (const link of graph.linksFrom(entityKey(id)).slice(0, 1)) edit.unlink(link.from, link.relation, link.to);
  },
];

/** One random edit of a document. */
function mutate(graph: GraphDoc, random: Random): void {
  const change = graph.list().length < 4 ? CHANGES[0] : random.pick(CHANGES);
  graph.edit({ title: 'Change' }, (edit) => change?.(edit, graph, random.pick(graph.list()), random));
  if (random.next() < 0.15) graph.undo();
  if (random.next() < 0.05) graph.redo();
  const text = graph.text(random.pick(graph.list()), 'body');
  if (text && random.next() < 0.2) text.insert(0, random.pick(TITLES));
}

describe('the query index', () => {
  test('[Q6] results kept change by change are those of a fresh scan: links, trash, undo, others’ edits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const random = createRandom(seed);
        const network = createPeerNetwork(random, 2);
        const [mine, other] = [network.peers[0]?.graph, network.peers[1]?.graph];
        if (!mine || !other) throw new Error('two peers');
        const index = createQueryIndex(mine);
        const watches = QUERIES.map((text) => {
          const query = read(index, text);
          const watch = { query, told: 0, follow: index.watch(query, () => (watch.told += 1)), ids: [] as readonly EntityId[] };
          return watch;
        });
        for (let i = 0; i < 60; i++) {
          for (const watch of watches) Object.assign(watch, { told: 0, ids: watch.follow.ids });
          mutate(random.next() < 0.7 ? mine : other, random);
          network.deliverOne();
          for (const { query, follow, ids, told } of watches) {
            const expected = scan(mine, query).toSorted();
            expect(follow.ids.toSorted(), `seed ${seed}, step ${i}: ${query.text}`).toEqual(expected);
            expect(follow.total).toBe(expected.length);
            if (query.sort.length > 0) expect(follow.ids, `seed ${seed}, step ${i}: order`).toEqual(index.run(query).ids);
            if (told === 0) expect(follow.ids, 'the same array while nobody was told').toBe(ids);
            if (i % 15 === 0) expect(index.run(query).ids.toSorted()).toEqual(expected);
          }
        }
        index.dispose();
        network.dispose();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test('[Q7] results stand in the order asked for, what says nothing last, and stay in it', () => {
    const graph = openTestGraph();
    const index = createQueryIndex(graph);
    const make = (title: string, due: string | null): EntityId =>
      graph.edit({ title: 'Add' }, (edit) => edit.create('task', { title, due }));
    const [late, none, early] = [make('Task 10', '2026-12-24'), make('Task 2', null), make('Task 9', '2026-11-01')];
    const watch = index.watch(read(index, 'kind:task sort:due'), () => undefined);
    const newest = index.watch(read(index, 'kind:task sort:-due,title limit:2'), () => undefined);
    const titled = index.watch(read(index, 'kind:task sort:title'), () => undefined);
    expect(watch.ids).toEqual([early, late, none]);
    expect(titled.ids).toEqual([none, early, late]);
    expect([newest.ids, newest.total]).toEqual([[late, early], 3]);
    graph.edit({ title: 'Plan' }, (edit) => edit.set(none, 'due', '2026-11-20'));
    expect(watch.ids).toEqual([early, none, late]);
    expect(newest.ids).toEqual([late, none]);
    expect(index.run(read(index, 'kind:task sort:due'), { limit: 1, offset: 1 })).toEqual({ ids: [none], more: true });
    index.dispose();
  });

  test('[Q8] who wrote it and when is known as soon as the flush is', () => {
    let time = Date.parse('2026-11-20T12:00:00');
    const graph = openTestGraph({ now: () => time });
    const index = createQueryIndex(graph, { now: () => time });
    const mine = index.watch(read(index, 'by:me kind:note'), () => undefined);
    const made = index.watch(read(index, 'maker:nad'), () => undefined);
    const fresh = index.watch(read(index, 'kind:note changed:<1d'), () => undefined);
    const note = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'a' }));
    expect([mine.ids, made.ids, fresh.ids]).toEqual([[note], [note], [note]]);
    time += 3 * 86_400_000;
    index.refresh();
    expect(fresh.ids).toEqual([]);
    graph.author = { person: 'ada' as PersonId, name: 'Ada' };
    expect(index.run(read(index, 'by:me')).ids).toEqual([]);
    graph.edit({ title: 'Rename' }, (edit) => edit.set(note, 'title', 'b'));
    expect(index.run(read(index, 'by:me')).ids).toEqual([note]);
    expect([fresh.ids, made.ids]).toEqual([[note], [note]]);
    expect(index.run(read(index, 'created:<1d')).ids).toEqual([]);
    index.dispose();
  });

  test('[Q8] compacting a thing leaves who wrote it, and when, as it was', () => {
    const graph = openTestGraph();
    const index = createQueryIndex(graph);
    const lamp = graph.edit({ title: 'Add' }, (edit) => edit.create('light', { title: 'a' }));
    for (const title of ['b', 'c', 'd']) graph.edit({ title: 'Rename' }, (edit) => edit.set(lamp, 'title', title));
    const before = graph.provenance(lamp, 'title')?.time ?? 0;
    graph.author = { person: 'robot' as PersonId, name: 'Robot' };
    const made = index.watch(read(index, 'maker:nadia title=d'), () => undefined);
    expect(compactEntities(graph, [lamp])).toBe(1);
    expect(made.ids).toEqual([lamp]);
    expect(index.run(read(index, 'by:me')).ids).toEqual([]);
    expect(graph.provenance(lamp, 'title')?.time).toBe(before);
    index.dispose();
  });

  test('[Q9] near follows what it is near to, and what is selected', () => {
    const graph = openTestGraph();
    let selection: readonly EntityId[] = [];
    const index = createQueryIndex(graph, { selection: () => selection });
    const [rock, tree] = graph.edit({ title: 'Place' }, (edit) => [
      edit.create('shape', { title: 'Rock', position: [0, 0, 0] }),
      edit.create('shape', { title: 'Tree', position: [40, 0, 0] }),
    ]);
    const named = index.watch(read(index, 'near(rock, 5m)'), () => undefined);
    const held = index.watch(read(index, 'near(selection, 5m)'), () => undefined);
    const fixed = index.watch(read(index, 'near(40 0 1, 5m)'), () => undefined);
    expect([named.ids, held.ids, fixed.ids]).toEqual([[rock], [], [tree]]);
    graph.edit({ title: 'Move' }, (edit) => edit.set(rock as EntityId, 'position', [41, 0, 0]));
    expect([named.ids.toSorted(), fixed.ids.toSorted()]).toEqual([[rock, tree].toSorted(), [rock, tree].toSorted()]);
    selection = [tree as EntityId];
    index.refresh();
    expect(held.ids.toSorted()).toEqual([rock, tree].toSorted());
    expect(index.run(read(index, 'near(0 0 0, 5m)')).ids).toEqual([]);
    index.dispose();
  });

  test('[Q10] a person is asked for by name, whatever it is now', () => {
    const graph = openTestGraph();
    const index = createQueryIndex(graph);
    const { ada, task } = graph.edit({ title: 'Add' }, (edit) => ({
      ada: edit.create('person', { title: 'Ada', person: 'p7' }),
      task: edit.create('task', { assignee: 'person:p7' }),
    }));
    const watch = index.watch(read(index, 'assignee:ada'), () => undefined);
    expect(watch.ids).toEqual([task]);
    graph.edit({ title: 'Rename' }, (edit) => edit.set(ada, 'title', 'Mira'));
    expect(watch.ids).toEqual([]);
    index.dispose();
  });
});
