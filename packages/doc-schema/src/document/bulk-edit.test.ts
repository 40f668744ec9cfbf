import { expect, test } from 'vitest';
import { openTestGraph } from '../testing/author.ts';

test('[D13] a bulk edit writes several transactions and is one undo step', () => {
  const graph = openTestGraph();
  let transactions = 0;
  graph.subscribe(() => transactions++);
  const bulk = graph.bulk({ title: 'Import 4 notes' });
  const ids = [0, 1, 2, 3].map((i) => bulk.write((edit) => edit.create('note', { title: `Note ${i}` })));
  bulk.write((edit) => ids[0] && edit.set(ids[0], 'title', 'First'));
  bulk.finish();
  expect(transactions).toBe(5);
  expect(graph.journal.undoTitle).toBe('Import 4 notes');
  graph.undo();
  expect(ids.map((id) => id && graph.read(id)?.trashed)).toEqual([true, true, true, true]);
  graph.redo();
  expect(ids.map((id) => id && graph.read(id)?.title)).toEqual(['First', 'Note 1', 'Note 2', 'Note 3']);
  graph.dispose();
});

test('[D13] a large bulk edit is undone and redone in pieces, as one step', () => {
  const graph = openTestGraph();
  const bulk = graph.bulk({ title: 'Import' });
  for (let i = 0; i < 3; i++) bulk.write((edit) => Array.from({ length: 400 }, () => edit.create('note')));
  bulk.finish();
  let transactions = 0;
  graph.subscribe(() => transactions++);
  expect(graph.undo()).toEqual({ title: 'Import', kept: [] });
  expect([transactions, graph.journal.undoTitle, graph.journal.redoTitle]).toEqual([3, undefined, 'Import']);
  expect(graph.list().every((id) => graph.read(id)?.trashed)).toBe(true);
  graph.redo();
  expect(graph.list().some((id) => graph.read(id)?.trashed)).toBe(false);
  graph.dispose();
});

test('[D13] a cancelled bulk edit takes back what was written, keeps what someone changed since and leaves no undo step', () => {
  const graph = openTestGraph();
  const [a, b] = graph.edit({ title: 'Make', undoable: false }, (edit) => [edit.create('note'), edit.create('note')]);
  if (!a || !b) throw new Error('two notes were made');
  const bulk = graph.bulk({ title: 'Rename all' });
  bulk.write((edit) => edit.set(a, 'title', 'A'));
  bulk.write((edit) => edit.set(b, 'title', 'B'));
  graph.edit({ title: 'Rename', undoable: false }, (edit) => edit.set(b, 'title', 'Mine'));
  bulk.cancel();
  expect([graph.read(a)?.properties['title'], graph.read(b)?.properties['title']]).toEqual(['', 'Mine']);
  expect(graph.journal.undoTitle).toBeUndefined();
  expect(bulk.write((edit) => edit.set(a, 'title', 'Late'))).toBeUndefined();
  graph.dispose();
});
