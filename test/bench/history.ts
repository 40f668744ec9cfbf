/**
 * `npm run bench -- history`: 10,000 entities, then 3,000 edits and 200 deletions, as a log of gestures; each figure beside a floor of
 * the same run: Yjs applying the same bytes and nothing else. `npm run bench -- history 20000` for another number of entities.
 */
import { type EntityId, entityKey, FlushLog, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import {
  applyChanges,
  branchRegion,
  checkUpdateAuthor,
  decodeHistoryRange,
  diffStates,
  encodeHistoryRange,
  HistoryLog,
  planRestore,
  planRevert,
  readState,
  Timeline,
} from '@space/doc-schema/history';
import { createRandom, type Random } from '@space/doc-schema/testing';
import * as Y from 'yjs';
import { percentile, printFigure } from '../figure.ts';

const SIZE = Number(process.argv[2] ?? 10_000);
const EDITS = 3000;
const DELETIONS = 200;
const PIECE = 500;
const REPEATS = 5;

const open = (doc?: Y.Doc): GraphDoc =>
  GraphDoc.open({ region: 'bench' as RegionId, author: { person: 'ada' as PersonId, name: 'Ada' }, ...(doc ? { doc } : {}) });

function furnish(graph: GraphDoc): void {
  const bulk = graph.bulk({ title: 'Furnish', undoable: false });
  for (let from = 0; from < SIZE; from += PIECE) {
    bulk.write((edit) => {
      for (let i = from; i < Math.min(SIZE, from + PIECE); i++) {
        if (i % 3 === 0)
          edit.create('note', { title: `Note ${i}`, tags: ['one'] }, { text: { body: `Line one of ${i}.\nLine two.\nLine three.` } });
        else if (i % 3 === 1) edit.create('task', { title: `Task ${i}`, due: '2026-11-23', tags: ['one', 'two'] });
        else
          edit.create('shape', { title: `Shape ${i}`, form: 'box', position: [i % 100, 0, i % 77], colour: '#c07a5a', scale: [1, 2, 1] });
      }
    });
  }
  bulk.finish();
}

/** One gesture each: names, places, texts, tags, links. */
function change(graph: GraphDoc, random: Random, i: number): void {
  const ids = graph.list();
  const id = random.pick(ids);
  graph.edit({ title: `Edit ${i}` }, (edit) => {
    if (i % 5 === 0) edit.include(id, 'tags', `t${i % 20}`);
    else if (i % 5 === 1 && graph.text(id, 'body')) edit.setText(id, 'body', `Line one, changed ${i}.\nLine two.\nLine 3.`);
    else if (i % 5 === 2) edit.link(entityKey(id), 'about', entityKey(random.pick(ids)));
    else edit.set(id, 'title', `Renamed ${i}`);
  });
}

/** Milliseconds of processor time, so that what else the machine does counts little. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of processor time, the median of some runs; `prepare` is not counted. */
function time<T>(prepare: () => T, run: (made: T) => unknown): { readonly value: number; readonly p50: number; readonly samples: number } {
  const samples: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const made = prepare();
    const from = cpuMs();
    run(made);
    samples.push(cpuMs() - from);
  }
  const value = percentile(samples, 0.5);
  return { value, p50: value, samples: REPEATS };
}

/** Microseconds of processor time that one call takes, over many. */
function each(count: number, run: (i: number) => unknown): number {
  for (let i = 0; i < Math.min(count, 500); i++) run(i);
  const from = cpuMs();
  for (let i = 0; i < count; i++) run(i);
  return ((cpuMs() - from) / count) * 1000;
}

const graph = open();
furnish(graph);
const target = readState(graph.doc);
const log = HistoryLog.follow(graph);
const random = createRandom(11);
for (let i = 0; i < EDITS; i++) change(graph, random, i);
const deleted = new Set<EntityId>();
while (deleted.size < DELETIONS) deleted.add(random.pick(graph.list()));
for (const id of deleted) graph.edit({ title: 'Delete' }, (edit) => edit.trash(id));
const range = { base: log.base, records: log.records };
const now = Y.encodeStateAsUpdateV2(graph.doc);
const flushes = (): FlushLog => {
  const copy = new FlushLog();
  for (const flush of graph.flushes.list()) copy.add(flush);
  return copy;
};

/** What a document has now, opened anew as a browser would have it. */
const reopen = (): GraphDoc => {
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, now);
  return open(doc);
};

const nothing = (): undefined => undefined;
const replayed = time(nothing, () => branchRegion(range)).value;
const floorMs = time(nothing, () => {
  const doc = new Y.Doc();
  if (range.base) Y.applyUpdateV2(doc, range.base.state);
  for (const { update } of range.records) Y.applyUpdate(doc, update);
}).value;

const plan = planRestore(readState(graph.doc), target, { type: 'all' });
const apply = time(
  () => ({ fresh: reopen(), plan }),
  ({ fresh }) => {
    const report = applyChanges(fresh, plan.changes, { title: 'Restore' });
    if (report.kept.length > 0) throw new Error('Nobody else wrote: nothing is kept.');
    return report;
  },
);
const isExact = (fresh: GraphDoc): void => {
  if (planRestore(readState(fresh.doc), target, { type: 'all' }).changes.length > 0) throw new Error('The restore is not exact.');
};
const checked = reopen();
applyChanges(checked, plan.changes, { title: 'Restore' });
isExact(checked);
const restored = time(reopen, (fresh) => {
  const old = readState(branchRegion(range, 0));
  const found = planRestore(readState(fresh.doc), old, { type: 'all' });
  applyChanges(fresh, found.changes, { title: 'Restore' });
});
const size = `${SIZE} entities, ${EDITS} edits, ${DELETIONS} deletions`;
printFigure({ name: `restore all, the old state read from bytes (${size})`, ...restored, unit: 'ms', floor: floorMs, goal: 1000 });
printFigure({ name: `restore: write ${plan.changes.length} changes as one undo step`, ...apply, unit: 'ms', floor: floorMs });
printFigure({ name: 'state at a time from bytes', value: replayed, unit: 'ms', floor: floorMs });

const opened = time(
  () => HistoryLog.of(range, flushes()),
  (fresh) => Timeline.open(fresh).advance(),
);
printFigure({ name: `open a time line of ${range.records.length} records`, ...opened, unit: 'ms', floor: floorMs });
const timeline = Timeline.open(HistoryLog.of(range, flushes()));
timeline.advance();
const jumps = Array.from({ length: 200 }, () => random.below(timeline.length));
const jumped = each(jumps.length, (i) => timeline.stateAt(jumps[i] ?? 0)) / 1000;
printFigure({ name: 'state at a time from the open time line', value: jumped, samples: jumps.length, unit: 'ms', floor: floorMs });
const [some] = deleted;
const one = each(2000, (i) => timeline.entityAt(some as EntityId, (i * 7) % timeline.length));
printFigure({ name: 'one entity at a time from the open time line', value: one, unit: 'µs' });
const state = readState(graph.doc);
printFigure({ name: 'read the whole state', ...time(nothing, () => readState(graph.doc)), unit: 'ms', floor: floorMs });
printFigure({ name: 'difference of two states', ...time(nothing, () => diffStates(target, state)), unit: 'ms', floor: floorMs });
printFigure({
  name: 'plan to take back one author’s 3,200 gestures',
  ...time(nothing, () => planRevert(timeline, state, { person: 'ada' })),
  unit: 'ms',
  floor: floorMs,
});
const bytes = encodeHistoryRange(range);
printFigure({
  name: `decode ${bytes.length} bytes of history`,
  ...time(nothing, () => decodeHistoryRange(bytes)),
  unit: 'ms',
  floor: floorMs,
});

const ids = graph.list();
const lookUp = each(20_000, (i) => graph.doc.getMap('e').get(ids[i % ids.length] ?? ''));
const value = each(20_000, (i) => graph.provenance(ids[i % ids.length] as EntityId, 'title'));
printFigure({ name: 'who wrote a value', value, unit: 'µs', floor: lookUp });
const links = [...graph.doc.getMap('l').keys()];
const linkCost = each(20_000, (i) => graph.provenanceOfLink(links[i % links.length] ?? ''));
printFigure({ name: 'who drew a link', value: linkCost, unit: 'µs', floor: lookUp });
const texts = ids.filter((id) => graph.text(id, 'body'));
const text = each(20_000, (i) => graph.provenance(texts[i % texts.length] as EntityId, 'body'));
printFigure({ name: 'who was last in a text', value: text, unit: 'µs', floor: lookUp });

// Each update as a carrier meets it: after those before it.
const { records } = range;
const apart = records.map(({ update, flush }) => ({ update, from: flush?.clockFrom ?? 0 }));
const [first] = apart;
const client = graph.doc.clientID;
if (!first) throw new Error('Nothing was recorded.');
const clients = new Set([client]);
const checkCost = each(apart.length, (i) => {
  const { update, from } = apart[i] as (typeof apart)[number];
  const check = checkUpdateAuthor(update, { clients, known: new Map([[client, from]]) });
  if (!check.ok) throw new Error(check.message);
});
const decodeCost = each(apart.length, (i) => Y.decodeUpdate((apart[i] as (typeof apart)[number]).update));
const applyCost = (floorMs / records.length) * 1000;
printFigure({ name: 'check whose an update is', value: checkCost, unit: 'µs', floor: decodeCost });
printFigure({ name: 'check whose an update is, beside loading and applying it', value: checkCost, unit: 'µs', floor: applyCost });
