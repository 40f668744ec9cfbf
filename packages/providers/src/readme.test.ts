import 'fake-indexeddb/auto';
import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { connectWebsocket, openIndexedDb } from './index.ts';

test('[P4] the example of the README says what it shows', async () => {
  const region = 'w1';
  const key = 'secret';
  const shown: string[] = [];
  const show = (text: string): void => void shown.push(text);
  const graph = GraphDoc.open({ region: region as RegionId, author: { person: 'ada' as PersonId, name: 'Ada' } });
  const local = openIndexedDb({ region, doc: graph.doc, flushes: graph.flushes });
  await local.whenReady;
  const remote = connectWebsocket({ url: 'ws://localhost:8787/sync', region, doc: graph.doc, flushes: graph.flushes, params: { key } });
  const stop = remote.subscribe(({ connection, pending, problem }) => {
    const told = pending === 0 ? 'saved here and on the relay' : `${pending} edits to send`;
    show(problem?.message ?? `${connection}: ${told}`);
  });
  graph.edit({ title: 'Add note' }, (edit) => edit.create('note', { title: 'Hello' }));
  stop();
  await Promise.all([remote.dispose(), local.dispose()]);
  expect(shown).toEqual(['connecting: 1 edits to send']);
  graph.dispose();
});
