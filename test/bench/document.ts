import { execFileSync } from 'node:child_process';
import { type EntityId, entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { compactEntities, measureRegion } from '@space/doc-schema/regions';
import * as Y from 'yjs';
import { percentile, printFigure } from '../figure.ts';

const SIZES = [1000, 10_000, 100_000];
const EDITS = 20_000;
/** Edits measured together: one alone is too short for a clock. */
const BATCH = 50;
const LOADS = 5;

const openGraph = (doc = new Y.Doc()): GraphDoc => {
  let time = 0;
  const author = { person: 'bench' as PersonId, name: 'Bench' };
  return GraphDoc.open({ region: 'bench' as RegionId, doc, author, now: () => (time += 1000) });
};

const SHAPES = ['box', 'cylinder', 'cone', 'sphere'];

/** Entities of eight properties, as the research's figures have them. */
const propertiesOf = (n: number): Record<string, string | number | boolean | number[]> => ({
  title: `Thing number ${n}`,
  form: SHAPES[n % 4] ?? 'box',
  position: [n % 100, 0, Math.floor(n / 100)],
  turn: [0, n % 360, 0],
  size: [1, 1 + (n % 3), 1],
  colour: `#${(n % 0xffffff).toString(16).padStart(6, '0')}`,
  locked: n % 7 === 0,
});

function build(size: number): { graph: GraphDoc; ids: EntityId[] } {
  const graph = openGraph();
  const ids: EntityId[] = [];
  for (let at = 0; at < size; at += 500) {
    graph.edit({ title: 'Make' }, (edit) => {
      for (let n = at; n < Math.min(size, at + 500); n++) ids.push(edit.create('shape', propertiesOf(n)));
    });
  }
  return { graph, ids };
}

/** Milliseconds of this thread's processor time: the ratio to the floor then holds on a busy machine too. */
function time(work: () => void): number {
  const started = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}

const best = (work: () => number): number => percentile(Array.from({ length: LOADS }, work), 0.5);

function load(update: Uint8Array): GraphDoc {
  const graph = openGraph();
  Y.applyUpdate(graph.doc, update);
  return graph;
}

function measureLoad(size: number, graph: GraphDoc): void {
  const update = Y.encodeStateAsUpdate(graph.doc);
  const json = JSON.stringify(
    graph.list().map((id) => ({ id, ...propertiesOf(Number(graph.read(id)?.title.slice(13))), kind: 'shape', v: 1 })),
  );
  const floor = best(() => time(() => JSON.parse(json)));
  const value = best(() => time(() => load(update).dispose()));
  printFigure({ name: `load ${size} entities, against JSON.parse`, value, unit: 'ms', floor, goal: 6 * floor });
  printFigure({
    name: `load ${size} entities, without GraphDoc`,
    value: best(() => time(() => Y.applyUpdate(new Y.Doc(), update))),
    unit: 'ms',
    floor,
  });
  const readAll = best(() => {
    const fresh = load(update);
    return time(() => fresh.list().forEach((id) => fresh.read(id)));
  });
  printFigure({ name: `first read of ${size} entities, an entity`, value: (readAll / size) * 1000, unit: 'µs' });
  const bytes = { V1: update.byteLength, V2: Y.encodeStateAsUpdateV2(graph.doc).byteLength };
  for (const [format, sizeBytes] of Object.entries(bytes)) {
    printFigure({
      name: `${size} entities encoded ${format}, an entity`,
      value: sizeBytes / size,
      unit: 'bytes',
      floor: json.length / size,
      goal: 200,
    });
  }
  const estimated = measureRegion(graph).secondsToOpen * 1000;
  printFigure({
    name: `estimated time to open ${size} entities, against load and first read`,
    value: estimated,
    unit: 'ms',
    floor: value + readAll,
  });
}

function measureEdits(size: number, { graph, ids }: { graph: GraphDoc; ids: readonly EntityId[] }): void {
  let heard = 0;
  const stop = graph.subscribe(() => heard++);
  const samples: number[] = [];
  for (let n = 0; n < EDITS; n += BATCH) {
    const batch = time(() => {
      for (let k = n; k < n + BATCH; k++) {
        const id = ids[(k * 7919) % ids.length] as EntityId;
        graph.edit({ title: 'Move' }, (edit) => edit.set(id, 'position', [k / 10, 0, 0]));
      }
    });
    samples.push((batch / BATCH) * 1000);
  }
  stop();
  const p50 = percentile(samples, 0.5);
  printFigure({
    name: `edit with observers among ${size} entities`,
    value: p50,
    unit: 'µs',
    goal: 15,
    p50,
    p95: percentile(samples, 0.95),
    samples: heard,
  });
}

function measureLinks(size: number): void {
  const { graph, ids } = build(size);
  for (let at = 0; at < size; at += 500) {
    graph.edit({ title: 'Link' }, (edit) => {
      for (let n = at; n < Math.min(size, at + 500); n++)
        edit.link(entityKey(ids[n] as EntityId), 'about', entityKey(ids[(n * 31) % size] as EntityId));
    });
  }
  const update = Y.encodeStateAsUpdate(graph.doc);
  const value = best(() => time(() => load(update).dispose()));
  printFigure({ name: `load ${size} entities and ${size} links`, value, unit: 'ms', floor: measureRegion(graph).secondsToOpen * 1000 });
}

function measureCompaction(): void {
  const { graph, ids } = build(100);
  for (let n = 0; n < 200; n++) for (const id of ids) graph.edit({ title: 'Push' }, (edit) => edit.set(id, 'position', [n, 0, 0]));
  const before = measureRegion(graph);
  const update = Y.encodeStateAsUpdate(graph.doc);
  const loaded = best(() => time(() => load(update).dispose()));
  const value = time(() => compactEntities(graph, ids));
  printFigure({ name: 'compact 100 entities of 200 overwrites', value, unit: 'ms', floor: loaded });
  printFigure({ name: 'pieces left by it', value: measureRegion(graph).structs, unit: 'structs', floor: before.structs });
  printFigure({ name: 'load a tombstone', value: (loaded / before.tombstones) * 1000, unit: 'µs', goal: 1.6 });
}

declare const gc: () => void;

/** Heap in use once nothing more can be collected. */
async function settledHeap(): Promise<number> {
  for (let n = 0; n < 4; n++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

const encodeBuilt = (size: number): Uint8Array => {
  const { graph } = build(size);
  const update = Y.encodeStateAsUpdate(graph.doc);
  graph.dispose();
  return update;
};

/** Bytes of heap an entity takes once it is loaded, in a process of its own. */
async function heapOf(size: number): Promise<void> {
  const update = encodeBuilt(size);
  load(update).dispose(); // code that is compiled on the way counts for nobody
  const before = await settledHeap();
  const graph = load(update);
  const value = ((await settledHeap()) - before) / size;
  printFigure({ name: `heap an entity, ${size} loaded`, value, unit: 'bytes', goal: 2000 });
  const entities = graph.list().map((id) => graph.read(id));
  const read = ((await settledHeap()) - before) / size;
  printFigure({ name: `heap an entity, ${entities.length} loaded and each read`, value: read, unit: 'bytes' });
  graph.dispose();
}

const [only] = process.argv.slice(2);
if (only) await heapOf(Number(only));
else {
  for (const size of SIZES) {
    const built = build(size);
    measureLoad(size, built.graph);
    measureEdits(size, built);
    execFileSync(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', import.meta.filename, String(size)], {
      stdio: 'inherit',
    });
  }
  measureLinks(10_000);
  measureCompaction();
}
