import { type Flush, FlushLog, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { Provider } from '../provider.ts';
import { untilSaved, untilStatus } from './waiting.ts';

/** A real place that providers of one kind bring documents to, made anew for each test. */
export interface Place {
  /** Opens a provider on that place, as a new tab would. */
  open(doc: Y.Doc, flushes: FlushLog): Provider;
  dispose(): Promise<void>;
}

/** A document with its provider, as a tab has them. */
interface Tab {
  readonly graph: GraphDoc;
  readonly provider: Provider;
}

/** The tabs of one test on one place. */
class Tabs {
  readonly #place: Place;
  readonly #open = new Set<Tab>();

  constructor(place: Place) {
    this.#place = place;
  }

  get place(): Place {
    return this.#place;
  }

  open(doc: Y.Doc = new Y.Doc()): Tab {
    const graph = GraphDoc.open({ region: 'contract' as RegionId, doc, author: { person: 'ada' as PersonId, name: 'Ada' } });
    const tab = { graph, provider: this.#place.open(doc, graph.flushes) };
    this.#open.add(tab);
    return tab;
  }

  async close(tab: Tab): Promise<void> {
    this.#open.delete(tab);
    await tab.provider.dispose();
    tab.graph.dispose();
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open].map((tab) => this.close(tab)));
    await this.#place.dispose();
  }
}

const addNote = (tab: Tab, title: string): void => {
  tab.graph.edit({ title: 'Add note' }, (edit) => edit.create('note', { title }));
};

type Home = 'connected' | 'loaded';

/** What every provider promises, run against the real place it brings documents to. `home` is its state when all is well. */
export function describeProvider(name: string, home: Home, makePlace: () => Promise<Place>): void {
  describe(`${name} keeps the provider contract`, () => {
    let tabs: Tabs;
    beforeEach(async () => {
      tabs = new Tabs(await makePlace());
    });
    afterEach(() => tabs.dispose());
    describeLife(home, () => tabs);
    describeTravel(home, () => tabs);
    describeCompany(() => tabs);
  });
}

function describeLife(home: Home, at: () => Tabs): void {
  it('[P1] becomes ready with an empty place and says so', async () => {
    const { provider } = at().open();
    await provider.whenReady;
    const status = await untilStatus(provider, (now) => now.connection === home);
    expect(status).toEqual({ connection: home, pending: 0 });
  });

  it('[P6] gives the same status object until something changes, and sets a failing listener aside', async () => {
    const { provider } = at().open();
    const heard: string[] = [];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    provider.subscribe(() => {
      throw new Error('A view failed on purpose.');
    });
    provider.subscribe((status) => heard.push(status.connection));
    await provider.whenReady;
    await untilStatus(provider, (status) => status.connection === home);
    expect(heard).toContain(home);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect(provider.status).toBe(provider.status);
  });

  it('[P7] disposes twice without harm and is silent afterwards', async () => {
    const tab = at().open();
    await tab.provider.whenReady;
    await Promise.all([tab.provider.dispose(), tab.provider.dispose()]);
    const heard: unknown[] = [];
    tab.provider.subscribe((status) => heard.push(status));
    addNote(tab, 'Nobody carries this');
    expect(heard).toEqual([]);
  });

  it('[P8] becomes ready, and does not hang, when it is disposed at once', async () => {
    const { provider } = at().open();
    await provider.dispose();
    await provider.whenReady;
  });
}

function describeTravel(home: Home, at: () => Tabs): void {
  it('[P2] brings edits and their flushes there, and a later tab gets both before it is ready', async () => {
    const first = at().open();
    await first.provider.whenReady;
    addNote(first, 'Kept');
    expect(first.provider.status.pending).toBe(1);
    await untilSaved(first.provider);
    await at().close(first);
    const second = at().open();
    await second.provider.whenReady;
    expect(second.graph.list().map((id) => second.graph.read(id)?.title)).toEqual(['Kept']);
    await untilFlushes(second.graph.flushes, 1);
    expect(second.graph.flushes.list()).toEqual(first.graph.flushes.list());
  });

  it('[P3] keeps edits made before it was ready', async () => {
    const first = at().open();
    addNote(first, 'Early');
    expect(first.provider.status.pending).toBe(1);
    await untilSaved(first.provider);
    const second = at().open();
    await second.provider.whenReady;
    expect(second.graph.list()).toHaveLength(1);
  });

  it('[P4] counts an open flush as pending until it is closed and there', async () => {
    const { graph, provider } = at().open();
    await provider.whenReady;
    await untilStatus(provider, (status) => status.connection === home);
    const id = graph.edit({ title: 'Add note' }, (edit) => edit.create('note', { title: 'T' }, { text: { body: '' } }));
    await untilSaved(provider);
    graph.text(id, 'body')?.insert(0, 'typed');
    expect(provider.status.pending).toBe(1);
    graph.settle();
    expect(provider.status.pending).toBe(1);
    await untilSaved(provider);
  });
}

function describeCompany(at: () => Tabs): void {
  it('[P5] does not echo: what a second provider of the same document brings changes nothing again', async () => {
    const writer = at().open();
    await writer.provider.whenReady;
    addNote(writer, 'Once');
    await untilSaved(writer.provider);
    const doc = new Y.Doc();
    const reader = at().open(doc);
    await reader.provider.whenReady;
    const other = at().place.open(doc, reader.graph.flushes);
    const updates: unknown[] = [];
    const flushes: Flush[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    reader.graph.flushes.subscribe((flush) => flushes.push(flush));
    await other.whenReady;
    addNote(reader, 'Twice');
    await untilSaved(reader.provider);
    await untilSaved(other);
    await other.dispose();
    expect(updates).toHaveLength(1);
    expect(flushes.map((flush) => flush.n)).toEqual([1]);
    expect(reader.graph.list()).toHaveLength(2);
  });
}

/** Resolves when the log holds `count` flushes. */
export function untilFlushes(flushes: FlushLog, count: number): Promise<void> {
  return new Promise((resolve) => {
    if (flushes.list().length >= count) return resolve();
    const stop = flushes.subscribe(() => {
      if (flushes.list().length < count) return;
      stop();
      resolve();
    });
  });
}
