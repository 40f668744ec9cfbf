import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { connectWebsocket, type WebsocketOptions, type WebsocketProvider } from '@space/providers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Relay, type RelayOptions, startRelay } from '../relay.ts';
import { RawClient } from './raw-client.ts';

/** A tab as the web client has it: a document and its connection. */
export interface Tab {
  readonly doc: GraphDoc['doc'];
  readonly graph: GraphDoc;
  readonly provider: WebsocketProvider;
}

/** Makes folders, relays, tabs and sockets for one test and takes all of them away afterwards. */
export class Workbench {
  readonly reports: string[] = [];
  readonly #undo: (() => Promise<void> | void)[] = [];

  /** An empty folder. */
  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'space-relay-'));
    this.later(() => rmSync(path, { recursive: true, force: true }));
    return path;
  }

  /** A real relay on a free port, open to everyone unless told otherwise. */
  async relay(options: Partial<RelayOptions> = {}): Promise<Relay> {
    const started = await startRelay({
      port: 0,
      data: options.data ?? this.folder(),
      open: true,
      report: (sentence) => void this.reports.push(sentence),
      ...options,
      times: { gatherMs: 2, retryMs: 5, longestRetryMs: 20, idleMs: 20, ...options.times },
    });
    if ('message' in started) throw new Error(started.message);
    this.later(() => started.close());
    return started;
  }

  /** A tab that edits a region of a relay. */
  tab(relay: Pick<Relay, 'address'>, region: string, options: Partial<WebsocketOptions> & { readonly name?: string } = {}): Tab {
    const name = options.name ?? 'Ada';
    const graph = GraphDoc.open({
      region: region as RegionId,
      author: { person: name.toLowerCase() as PersonId, name },
      ...(options.doc ? { doc: options.doc } : {}),
    });
    const { doc } = graph;
    const provider = connectWebsocket({ url: `${relay.address}/sync`, region, doc, flushes: graph.flushes, broadcast: false, ...options });
    this.later(() => provider.dispose());
    return { doc, graph, provider };
  }

  /** A bare socket on a region. */
  raw(relay: Pick<Relay, 'address'>, path: string, options?: ConstructorParameters<typeof RawClient>[1]): RawClient {
    const client = new RawClient(`${relay.address}${path}`, options);
    this.later(() => client.socket.terminate());
    return client;
  }

  later(undo: () => Promise<void> | void): void {
    this.#undo.push(undo);
  }

  async dispose(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }
}

/** Adds a note to a tab's document as one gesture. */
export function addNote({ graph }: Pick<Tab, 'graph'>, title: string): void {
  graph.edit({ title: 'Add note' }, (edit) => edit.create('note', { title }));
}

/** The titles of everything in a document, in order. */
export const titlesOf = ({ graph }: Pick<Tab, 'graph'>): string[] =>
  graph
    .list()
    .map((id) => graph.read(id)?.title ?? '')
    .sort((a, b) => a.localeCompare(b));
