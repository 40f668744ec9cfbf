import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, fileKey, type Key, type RegionId } from '../ids.ts';
import { planOrder, readRows, writeOrder } from '../links/order.ts';
import { openTestGraph } from '../testing/author.ts';
import { createDocumentSource } from './document-source.ts';
import { Graph } from './graph.ts';
import { startWalk, walk } from './linear.ts';
import { type WalkState, type WalkWorld } from './linear-state.ts';

/** A small world: a board of three tasks, a note about one of them, and a file it is linked with. */
function openWorld(): { world: WalkWorld; board: Key } {
  const document = openTestGraph();
  const graph = new Graph();
  graph.add(createDocumentSource(document));
  const board = document.edit({ title: 'Make' }, (edit) => {
    edit.nameWorld(edit.create('world', { title: 'Workshop' }));
    const key = entityKey(edit.create('panel', { title: 'Board' }));
    const tasks = ['Draw the plan', 'Ack after fsync', 'Write it down'].map((title) => entityKey(edit.create('task', { title })));
    writeOrder(edit, document, key, planOrder([], tasks, 0));
    const note = edit.create('note', { title: 'Three planes' }, { text: { body: 'Durable.\nEphemeral, derived.' } });
    edit.link(entityKey(note), 'about', tasks[1] as Key);
    edit.link(tasks[1] as Key, 'blocks', tasks[2] as Key);
    edit.link(tasks[1] as Key, 'links', fileKey('space', 'wal.ts'), { title: 'wal.ts' });
    return key;
  });
  return { world: { document, graph }, board };
}

/** Says the lines one after the other and gives everything that was heard. */
async function transcript(world: WalkWorld, lines: readonly string[], from?: WalkState): Promise<readonly string[]> {
  let state = from ?? startWalk(world);
  const heard: string[] = [];
  for (const line of lines) {
    const step = await walk(world, state, line);
    state = step.state;
    heard.push(`> ${line}`, ...step.sentences, ...(step.open ? ['(opens it)'] : []));
  }
  return heard;
}

describe('linear view', () => {
  test('[V1] [3.14] a walk says where it is, what is linked, and moves by numbers, next, back and up', async () => {
    const { world } = openWorld();
    expect(await transcript(world, ['', '1', '2', 'n', 'p', 'b', '3', 'u', 'u', 'u'])).toEqual([
      '> ',
      'Workshop, world.',
      'It holds 2 things.',
      '1: Board, panel.',
      '2: Three planes, note.',
      '> 1',
      'Board, panel.',
      'It contains 3 things.',
      '1: Draw the plan, task, open.',
      '2: Ack after fsync, task, open.',
      '3: Write it down, task, open.',
      '> 2',
      ...ACK,
      '> n',
      'Write it down, task, open.',
      'In Board, 3 of 3.',
      'It has 1 link.',
      '1: blocked by Ack after fsync, task, open.',
      '> p',
      ...ACK,
      '> b',
      'Write it down, task, open.',
      'In Board, 3 of 3.',
      'It has 1 link.',
      '1: blocked by Ack after fsync, task, open.',
      '> 3',
      'There is no 3; numbers go to 1.',
      '> u',
      'Board, panel.',
      'It contains 3 things.',
      '1: Draw the plan, task, open.',
      '2: Ack after fsync, task, open.',
      '3: Write it down, task, open.',
      '> u',
      'Workshop, world.',
      'It holds 2 things.',
      '1: Board, panel.',
      '2: Three planes, note.',
      '> u',
      'This is the world as a whole; there is nothing above it.',
    ]);
  });

  test('[V2] [3.14] it finds, reads, opens, sets, links, makes and undoes, each an ordinary step of the document', async () => {
    const { world } = openWorld();
    const heard = await transcript(world, [
      'find ack',
      '1',
      'set done',
      'set due tomorrow',
      'set due 2026-12-01',
      'set',
      'link depends-on Draw',
      'link about Nobody',
      'make note Why fsync',
      'o',
      'b',
      'find planes',
      '1',
      'r',
      'undo',
      'undo',
      'undo',
      'dance',
    ]);
    expect(heard.filter((line) => !/^\d+: |^In |^It |^> /.test(line))).toEqual([
      '1 thing fits “ack”.',
      'Ack after fsync, task, open.',
      'State of Ack after fsync is done now.',
      'Due: give a date as YYYY-MM-DD; heard “tomorrow”.',
      'Due of Ack after fsync is 2026-12-01 now.',
      expect.stringMatching(/^A task has: title, position, .*state, due/),
      'Linked: Ack after fsync depends on Draw the plan.',
      'Nothing fits “Nobody”.',
      'Made Why fsync and linked it from Ack after fsync.',
      'Why fsync, note.',
      'Opens Why fsync, note.',
      '(opens it)',
      'Ack after fsync, task, done.',
      'Due: 2026-12-01.',
      '1 thing fits “planes”.',
      'Three planes, note.',
      'Durable.',
      'Ephemeral, derived.',
      'Undone: Make Why fsync.',
      'Undone: Link to Draw the plan.',
      'Undone: Set due of Ack after fsync.',
      '“dance” is no command here. Say ? to hear them, or find dance.',
    ]);
  });

  test('[V3] taking a row out and moving to the trash are different words, and both come back by undo', async () => {
    const { world, board } = openWorld();
    const from = startWalk(world, board);
    const heard = await transcript(world, ['unlink 1', 's', 'undo', '1', 'trash', 'trash', 'restore'], from);
    expect(heard).toEqual(expect.arrayContaining(['Took Draw the plan out of Board. It is still there.', 'It contains 2 things.']));
    expect(heard.slice(-5)).toEqual([
      'Moved Draw the plan to the trash. Say undo to take that back.',
      '> trash',
      'It is in the trash already. Say restore to bring it back.',
      '> restore',
      'Restored Draw the plan.',
    ]);
    expect(readRows(world.document, board)).toHaveLength(3);
  });

  test('[V4] more than nine are said in parts; a thing that is away says why; an empty world says how to begin', async () => {
    const { world } = openWorld();
    world.document.edit({ title: 'Make' }, (edit) => Array.from({ length: 12 }, (_, i) => edit.create('note', { title: `Note ${i}` })));
    const heard = await transcript(world, ['s', 'm', 'm', 'find ack', '1', '2']);
    expect(heard).toEqual(expect.arrayContaining(['9: Note 7, note.', '5 more; say more.', '14: Three planes, note.', 'That was all.']));
    expect(heard).toEqual(expect.arrayContaining(['Nothing here answers for this kind of key.']));
    const empty = GraphDoc.open({ region: 'e' as RegionId, author: { person: 'p' as never, name: 'P' } });
    expect(await transcript({ document: empty, graph: world.graph }, ['', 'n', 'b', '1', 'o'])).toEqual([
      '> ',
      'The world, world.',
      'Nothing is here yet. Say make note, then its title.',
      '> n',
      'That was the last one.',
      '> b',
      'There is nothing to go back to.',
      '> 1',
      'Nothing is numbered here.',
      '> o',
      'The world is open already.',
    ]);
  });

  test('[V1] [3.14] keys of any source are walked too: what lies below a folder is numbered, with the links its source knows of', async () => {
    const { world } = openWorld();
    const [folder, file] = ['file:space/', 'file:space/wal.ts'] as [Key, Key];
    const node = (key: Key, title: string, kind: string) => ({
      key,
      title,
      kind,
      icon: 'file-text',
      hasChildren: key === folder,
      facts: {},
    });
    world.graph.add({
      scheme: 'file',
      read: (key) => (key === folder ? node(folder, 'space', 'directory') : node(file, 'wal.ts', 'file')),
      children: (key) => ({ nodes: key === folder ? [node(file, 'wal.ts', 'file')] : [] }),
      links: (key) => (key === file ? [{ from: file, relation: 'works-in', to: folder, data: {} }] : []),
      actions: () => [],
      subscribe: () => () => undefined,
    });
    expect(await transcript(world, ['', '1'], startWalk(world, folder))).toEqual([
      '> ',
      'space, directory.',
      'It contains 1 thing.',
      '1: wal.ts, file.',
      '> 1',
      'wal.ts, file.',
      'It has 2 links.',
      '1: linked from Ack after fsync, task, open.',
      '2: works in space, directory.',
    ]);
  });

  test('[V5] whatever is said, an answer comes and nothing throws', async () => {
    const word = fc.constantFrom(
      'n',
      'p',
      'b',
      'u',
      'h',
      's',
      'm',
      'r',
      'o',
      '1',
      '2',
      '9',
      'find e',
      'set done',
      'set size x',
      'link a 1',
      'unlink 1',
      'make task T',
      'trash',
      'restore',
      'undo',
      'redo',
      '?',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, fc.string()), { maxLength: 25 }), async (lines) => {
        const { world } = openWorld();
        let state = startWalk(world);
        for (const line of lines) {
          const step = await walk(world, state, line);
          state = step.state;
          expect(step.sentences.length).toBeGreaterThan(0);
          expect(step.sentences.every((sentence) => sentence !== '')).toBe(true);
        }
        world.document.dispose();
      }),
      { numRuns: 80 },
    );
  });
});

const ACK = [
  'Ack after fsync, task, open.',
  'In Board, 2 of 3.',
  'It has 3 links.',
  '1: blocks Write it down, task, open.',
  '2: links to wal.ts, away.',
  '3: has about it Three planes, note.',
];

test('[V1] a thing that contains itself, by whatever way round, is walked without end in sight', async () => {
  const { world } = openWorld();
  const [a, b] = world.document.edit({ title: 'Odd' }, (edit) => [
    edit.create('group', { title: 'A' }),
    edit.create('group', { title: 'B' }),
  ]) as [EntityId, EntityId];
  world.document.edit({ title: 'Round' }, (edit) => {
    edit.link(entityKey(a), 'contains', entityKey(b));
    edit.link(entityKey(b), 'contains', entityKey(a));
  });
  const heard = await transcript(world, ['u', 'u', 'u'], startWalk(world, entityKey(a)));
  expect(heard.filter((line) => line.endsWith('group.'))).toHaveLength(6);
});
