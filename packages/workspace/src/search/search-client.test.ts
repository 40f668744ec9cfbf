import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { readSearchQuery, scanDocuments } from '@space/doc-schema/search';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { readSearchDocument } from './read-document.ts';
import { SearchClient, type SearchWorker } from './search-client.ts';
import { SearchDesk } from './search-desk.ts';
import type { ToWorker } from './search-messages.ts';
import type { SearchStore } from './search-store.ts';

/** What the browser's storage does, without a browser. */
class KeptParts {
  readonly parts = new Map<string, string>();
  head: string | undefined;
  written = 0;

  readonly open = (): Promise<SearchStore> =>
    Promise.resolve({
      load: () => Promise.resolve(this.head === undefined ? undefined : { head: this.head, parts: this.parts }),
      save: ({ head, parts }) => {
        const named = new Set(parts.map(({ name }) => name));
        for (const name of this.parts.keys()) if (!named.has(name)) this.parts.delete(name);
        for (const { name, write } of parts) {
          if (this.parts.has(name)) continue;
          this.parts.set(name, write());
          this.written += 1;
        }
        this.head = head;
        return Promise.resolve();
      },
      close: () => undefined,
    });
}

/** The real desk behind a message that arrives a turn later, as a worker's does. */
class DeskWorker implements SearchWorker {
  onmessage: SearchWorker['onmessage'] = null;
  onerror: SearchWorker['onerror'] = null;
  readonly sent: ToWorker[] = [];
  readonly #desk: SearchDesk;
  #live = true;

  constructor(kept: KeptParts) {
    this.#desk = new SearchDesk({
      openStore: kept.open,
      restMs: 0,
      saveMs: 0,
      post: (data) => setTimeout(() => this.#live && this.onmessage?.({ data: structuredClone(data) } as MessageEvent)),
    });
  }

  postMessage(message: ToWorker): void {
    this.sent.push(message);
    void this.#desk.take(structuredClone(message));
  }

  die(): void {
    this.onerror?.({ preventDefault: () => undefined } as ErrorEvent);
  }

  terminate(): void {
    this.#live = false;
    this.#desk.dispose();
  }
}

const open: { dispose(): void }[] = [];
afterEach(() => open.splice(0).forEach((each) => each.dispose()));

function openWorld(): GraphDoc {
  const graph = GraphDoc.open({ region: 'r1' as RegionId, author: { person: 'p1' as PersonId, name: 'Nadia' } });
  open.push(graph);
  return graph;
}

function openClient(graph: GraphDoc, kept = new KeptParts()) {
  const workers: DeskWorker[] = [];
  const told: string[] = [];
  const client = new SearchClient({
    graph,
    createWorker: () => {
      const worker = new DeskWorker(kept);
      workers.push(worker);
      return worker;
    },
    whenIdle: (work) => {
      const timer = setTimeout(work);
      return () => clearTimeout(timer);
    },
    tell: (sentence) => told.push(sentence),
  });
  open.push(client);
  client.start();
  return { client, workers, told, kept };
}

const when = (client: SearchClient, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = client.subscribe(look);
    look();
  });
const whenReady = (client: SearchClient): Promise<void> => when(client, () => client.status.phase === 'ready');

const addNote = (graph: GraphDoc, title: string, body = '') =>
  graph.edit({ title: 'Write' }, (edit) => edit.create('note', { title }, { text: { body } }));

async function titles(client: SearchClient, text: string): Promise<readonly string[] | undefined> {
  return (await client.search(text, { limit: 1000 }))?.hits.map((hit) => hit.title);
}

test('[S1] what the page edits is found as a look at the document finds it', { timeout: 60_000 }, async () => {
  const word = fc.constantFrom('lamp', 'lantern', 'wick', 'brass');
  const act = fc.record({ type: fc.constantFrom('add', 'rename', 'type', 'trash', 'tag'), at: fc.nat(20), word });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.array(act, { maxLength: 12 }), word, async (before, after, asked) => {
      const graph = openWorld();
      const apply = (acts: typeof before): void => {
        for (const each of acts) {
          const ids = graph.list();
          const id = ids[each.at % Math.max(1, ids.length)];
          if (each.type === 'add' || !id) addNote(graph, each.word, `${each.word} text`);
          else if (each.type === 'rename') graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', each.word));
          else if (each.type === 'type') graph.text(id, 'body')?.insert(0, `${each.word} `);
          else if (each.type === 'tag') graph.edit({ title: 'Tag' }, (edit) => edit.include(id, 'tags', each.word));
          else graph.edit({ title: 'Trash' }, (edit) => edit.trash(id));
        }
      };
      apply(before);
      const { client } = openClient(graph);
      await whenReady(client);
      apply(after);
      const wanted = (): ReadonlySet<string> => {
        const documents = graph.list().flatMap((id) => readSearchDocument(graph, id) ?? []);
        return new Set(scanDocuments(documents, readSearchQuery(asked)).keys());
      };
      const found = async (): Promise<ReadonlySet<string>> =>
        new Set((await client.search(asked, { limit: 1000 }))?.hits.map((hit) => hit.key));
      await expect.poll(found).toEqual(wanted());
      client.dispose();
      graph.dispose();
    }),
    { numRuns: 15 },
  );
});

test('[S5] a saved index answers at once, only what changed since is sent, and what is gone is forgotten', async () => {
  const graph = openWorld();
  const ids = Array.from({ length: 120 }, (_, i) => addNote(graph, `Note ${i}`, 'about lamps'));
  const kept = new KeptParts();
  const first = openClient(graph, kept);
  await whenReady(first.client);
  await expect.poll(() => kept.head !== undefined && kept.head.includes('"count":120')).toBe(true);
  first.client.dispose();
  const [changed, trashed] = ids;
  // Letters taken out move no clock of the document: only the fingerprint shows them.
  graph.text(changed as never, 'body')?.delete(0, 6);
  graph.edit({ title: 'Trash' }, (edit) => edit.trash(trashed as never));
  const second = openClient(graph, kept);
  await whenReady(second.client);
  await expect.poll(() => titles(second.client, 'about ').then((found) => found?.length)).toBe(118);
  expect(await titles(second.client, '"Note 0" ')).toEqual(['Note 0']);
  const sent = second.workers[0]?.sent.flatMap((message) => (message.type === 'change' ? message.put : []));
  expect(sent?.map((document) => document.title)).toEqual(['Note 0']);
});

test('a worker that dies is started again once and says so; the next time it says that it stopped, and can be tried again', async () => {
  const graph = openWorld();
  addNote(graph, 'Lamp');
  const { client, workers, told } = openClient(graph);
  await whenReady(client);
  workers[0]?.die();
  expect(told).toHaveLength(1);
  expect(await titles(client, 'lamp')).toBeDefined();
  await expect.poll(() => titles(client, 'lamp')).toEqual(['Lamp']);
  const asked = client.search('lamp');
  workers[1]?.die();
  expect(await asked).toBeUndefined();
  expect(client.status).toMatchObject({ phase: 'stopped', problem: expect.stringContaining('stopped') as unknown });
  expect(await client.search('lamp')).toBeUndefined();
  client.retry();
  await expect.poll(() => titles(client, 'lamp')).toEqual(['Lamp']);
});

test('[S6] the first feed is sliced, counts honestly, and ends with the engine for that many', { timeout: 60_000 }, async () => {
  const graph = openWorld();
  graph.edit({ title: 'Fill' }, (edit) => {
    for (let i = 0; i < 2600; i++) edit.create('note', { title: `Note ${i}` }, { text: { body: 'lamp' } });
  });
  const { client, kept } = openClient(graph);
  const seen: number[] = [];
  client.subscribe(() => client.status.phase === 'reading' && seen.push(client.status.done));
  await whenReady(client);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBeGreaterThan(10);
  expect(client.cost?.slices).toBeGreaterThan(20);
  await expect.poll(() => kept.head?.includes('"engine":"minisearch"')).toBe(true);
});
