/**
 * `npm run bench -- graph`: links and queries over 100,000 entities and 100,000 links, each figure beside a floor of the same run:
 * a bare Map look-up, and a linear scan that keeps nothing. `npm run bench -- graph 20000` for another size.
 */
import { type EntityId, entityKey, GraphDoc, type Key, type PersonId, type RegionId } from '@space/doc-schema';
import { createQueryIndex, type Query, type QueryIndex } from '@space/doc-schema/query';
import { createRandom } from '@space/doc-schema/testing';
import { percentile, printFigure } from '../figure.ts';

const SIZE = Number(process.argv[2] ?? 100_000);
const PIECE = 500;
const EDITS = 2000;
const random = createRandom(7);
const WORDS = ['lamp', 'wick', 'gate', 'harbour', 'stone', 'garden', 'kite', 'mill', 'rope', 'salt', 'tide', 'owl'];
const RELATIONS = ['about', 'blocks', 'mentions', 'contains'];

const title = (i: number): string => `${random.pick(WORDS)} ${random.pick(WORDS)} ${i}`;

/** Half tasks, a third notes, the rest shapes in the world; as many links as entities, ends at random. */
function furnish(): GraphDoc {
  const graph = GraphDoc.open({ region: 'bench' as RegionId, author: { person: 'ada' as PersonId, name: 'Ada' } });
  const bulk = graph.bulk({ title: 'Furnish' });
  const ids: EntityId[] = [];
  for (let from = 0; from < SIZE; from += PIECE) {
    bulk.write((edit) => {
      for (let i = from; i < Math.min(SIZE, from + PIECE); i++) {
        const tags = i % 50 === 0 ? ['red'] : [];
        if (i % 6 < 3) ids.push(edit.create('task', { title: title(i), state: i % 4 === 0 ? 'done' : 'open', tags }));
        else if (i % 6 < 5) ids.push(edit.create('note', { title: title(i), tags }, { text: { body: `${title(i)} ${title(i + 1)}` } }));
        else ids.push(edit.create('shape', { title: title(i), position: [random.next() * 400, 0, random.next() * 400] }));
      }
    });
  }
  for (let from = 0; from < SIZE; from += PIECE) {
    bulk.write((edit) => {
      for (let i = 0; i < PIECE; i++) edit.link(entityKey(random.pick(ids)), random.pick(RELATIONS), entityKey(random.pick(ids)));
    });
  }
  bulk.finish();
  return graph;
}

/** Microseconds that one call takes, over many. */
function each(count: number, run: (i: number) => unknown): number {
  for (let i = 0; i < Math.min(count, 1000); i++) run(i);
  const from = performance.now();
  for (let i = 0; i < count; i++) run(i);
  return ((performance.now() - from) / count) * 1000;
}

function once(run: () => unknown): number {
  const from = performance.now();
  run();
  return performance.now() - from;
}

function read(index: QueryIndex, text: string): Query {
  const parsed = index.parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.faults[0]?.message}`);
  return parsed.query;
}

function benchBacklinks(graph: GraphDoc): void {
  const keys: readonly Key[] = Array.from({ length: 20_000 }, () => entityKey(random.pick(graph.list())));
  const floor = new Map(keys.map((key) => [key, [key]]));
  const first = once(() => keys.forEach((key) => graph.linksTo(key)));
  printFigure({
    name: 'backlinks, first look',
    value: (first / keys.length) * 1000,
    unit: 'µs',
    goal: 1,
    floor: each(200_000, (i) => floor.get(keys[i % keys.length] as Key)),
    samples: keys.length,
  });
  printFigure({
    name: 'backlinks',
    value: each(200_000, (i) => graph.linksTo(keys[i % keys.length] as Key)),
    unit: 'µs',
    goal: 1,
    floor: each(200_000, (i) => floor.get(keys[i % keys.length] as Key)),
    samples: 200_000,
  });
}

const FRESH = [
  'kind:task state:open',
  'lamp',
  'kind:note tag:red',
  '-blocks-> task state:open',
  'kind:task <-about- (note lamp)',
  'near(200 0 200, 10m)',
  'owl is:trashed',
];

/** The first 50 results, and all of them, beside a scan that reads each entity and asks one condition. */
function benchFresh(graph: GraphDoc): void {
  const cold = createQueryIndex(graph);
  for (const text of FRESH.slice(0, 2)) {
    const query = read(cold, text);
    printFigure({
      name: `first results, nothing read before: ${text}`,
      value: once(() => cold.run(query, { limit: 50 })),
      unit: 'ms',
      goal: 30,
    });
  }
  const scan = (): number => graph.list().filter((id) => graph.read(id)?.properties['state'] === 'open').length;
  printFigure({ name: 'reading every entity for the first time', value: once(scan), unit: 'ms' });
  const facets = createQueryIndex(graph);
  printFigure({
    name: 'watching the first query, which looks at everything',
    value: once(() => facets.watch(read(facets, FRESH[0] ?? ''), () => undefined)),
    unit: 'ms',
  });
  facets.dispose();
  for (const text of FRESH) {
    const query = read(cold, text);
    const index = createQueryIndex(graph);
    const floor = once(scan);
    const first = once(() => index.run(query, { limit: 50 }));
    printFigure({ name: `first results: ${text}`, value: first, unit: 'ms', goal: 30, floor });
    const again = Array.from({ length: 5 }, () => once(() => index.run(query)));
    printFigure({ name: `all ${index.run(query).ids.length}: ${text}`, value: percentile(again, 0.5), unit: 'ms', floor });
    index.dispose();
  }
  cold.dispose();
}

const WATCHED = [
  'kind:task state:open sort:title',
  'lamp',
  '-blocks-> task state:open',
  '-(-> state:done) kind:task',
  'within:"no such box"',
  'by:me changed:<1d',
];

/** What an edit costs the index: the time between a listener that hears before it and one that hears after it. */
function benchIncremental(graph: GraphDoc): void {
  for (const texts of [WATCHED.slice(2, 3), WATCHED]) {
    let heardMs = 0;
    let told = 0;
    const times: number[] = [];
    const stopBefore = graph.subscribe(() => (heardMs = performance.now()));
    const index = createQueryIndex(graph);
    const watches = texts.map((text) => index.watch(read(index, text), () => (told += 1)));
    const stopAfter = graph.subscribe(() => times.push((performance.now() - heardMs) * 1000));
    const ids = graph.list();
    const edits: number[] = [];
    for (let i = 0; i < EDITS; i++) {
      const id = random.pick(ids);
      edits.push(
        once(() =>
          graph.edit({ title: 'Edit' }, (edit) => {
            if (i % 3 === 0) edit.link(entityKey(id), 'blocks', entityKey(random.pick(ids)));
            else if (i % 3 === 1 && graph.read(id)?.kind === 'task') edit.set(id, 'state', i % 2 === 0 ? 'open' : 'done');
            else edit.set(id, 'title', title(i));
          }),
        ) * 1000,
      );
    }
    const name = texts.length === 1 ? `incremental update, ${texts[0]}` : `incremental update, ${texts.length} watched queries at once`;
    printFigure({
      name,
      value: percentile(times, 0.5),
      unit: 'µs',
      goal: 50,
      p95: percentile(times, 0.95),
      floor: percentile(edits, 0.5) - percentile(times, 0.5),
      samples: times.length,
    });
    printFigure({
      name: `looking at the ${watches[0]?.total} results after ${told} changes`,
      value: once(() => watches.map((watch) => watch.ids)),
      unit: 'ms',
    });
    for (const watch of watches) watch.dispose();
    stopBefore();
    stopAfter();
    index.dispose();
  }
}

const from = performance.now();
const world = furnish();
printFigure({ name: `making ${world.list().length} entities and ${world.linkCount} links`, value: performance.now() - from, unit: 'ms' });
benchBacklinks(world);
benchFresh(world);
benchIncremental(world);
world.dispose();
