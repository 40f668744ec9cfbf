import {
  CommandRegistry,
  createDocumentSource,
  createImportSource,
  createPeopleSource,
  type EntityId,
  Graph,
  GraphDoc,
  type Key,
  type RegionId,
} from '@space/doc-schema';
import { followTextLinks } from '@space/doc-schema/links';
import { createQueryIndex, type QueryIndex } from '@space/doc-schema/query';
import { Compactor } from '@space/doc-schema/regions';
import {
  connectWebsocket,
  type IndexedDbProvider,
  LocalHistory,
  openIndexedDb,
  TabJournalStorage,
  type WebsocketProvider,
} from '@space/providers';
import type { Vec3, WorldHandle } from '@space/scene';
import { createStore, type StoreApi } from 'zustand';
import { createFileSource } from '../host-client/file-source.ts';
import { HostClient } from '../host-client/host-client.ts';
import { FileBuffers } from '../panels/editor/file-buffer.ts';
import { HistoryStore } from '../panels/history/history-store.ts';
import { createViewSource } from '../panels/linear/view-source.ts';
import { openSearch } from '../search/open-search.ts';
import type { SearchClient } from '../search/search-client.ts';
import type { Identity } from '../start/identity.ts';
import { ENTITY_ACTIONS, PERSON_ACTIONS } from '../sources/actions.ts';
import { readPeopleHere } from '../sources/people-here.ts';
import { ProcessSource } from '../sources/process-source.ts';
import { SymbolSource } from '../sources/symbol-source.ts';
import { createSystemSections } from '../sources/system-sections.ts';
import { SystemSource } from '../sources/system-source.ts';
import { SymbolIndex } from '../symbols/symbol-index.ts';
import { readUi, useUi } from '../ui/ui-state.ts';
import { Presence } from './presence.ts';
import { StarterSteps } from './starter-steps.ts';

/** Facts about this visit that change while it lasts. */
export interface Visit {
  readonly identity: Identity;
  /** The person token of this person in this world, 1 to 12. */
  readonly colour: number;
  /** Whether what the world holds has been read: from here, and from the relay unless it is away. */
  readonly ready: boolean;
  /** The address names no world: nothing is here, nothing at the relay, and the relay serves another. Nothing is written then. */
  readonly unknown: boolean;
  /** When the last edit of this window was known to be saved, milliseconds since 1970. */
  readonly savedAt: number | undefined;
}

/** What a session is opened with. */
export interface SessionOptions {
  readonly region: RegionId;
  readonly accessKey: string | undefined;
  readonly title: string;
  /** The region the relay says it serves, when it answered at this start. */
  readonly served: string | undefined;
  readonly open: boolean;
  readonly hostUrl: string | undefined;
  readonly hostToken: string | undefined;
  readonly identity: Identity;
  readonly origin: string;
}

/** What a command acts on and where it was asked from. */
export interface CommandContext {
  readonly session: Session;
  /** The entities it acts on: the selection, or the thing a menu was opened on. */
  readonly targets: readonly EntityId[];
  /** What it acts on when that is no entity: a file. */
  readonly key?: Key | undefined;
  /** The point of the ground a menu was opened on, metres. */
  readonly ground?: Vec3 | undefined;
  /** What the row stood in, when the command was asked from a list or a board. */
  readonly container?: Key | undefined;
}

/** One window's hold on one region: the document, how it travels, who is here, the folder, and the commands. */
export interface Session {
  readonly region: RegionId;
  readonly options: SessionOptions;
  readonly graph: GraphDoc;
  readonly catalog: Graph;
  /** Answers queries over the document, and follows them. */
  readonly queries: QueryIndex;
  /** What the folder's files declare. */
  readonly symbols: SymbolIndex;
  readonly relay: WebsocketProvider;
  readonly store: IndexedDbProvider;
  /** What became of the region as this browser saw it. */
  readonly past: LocalHistory;
  /** The region's history while it is looked at. */
  readonly history: HistoryStore;
  /** Sheds what was overwritten while nobody works on it. */
  readonly compactor: Compactor;
  readonly presence: Presence;
  readonly host: HostClient;
  /** Finds things by their words; begins when the world has been read. */
  readonly search: SearchClient;
  readonly commands: CommandRegistry<CommandContext>;
  readonly steps: StarterSteps;
  /** The files open for editing in this window. */
  readonly buffers: FileBuffers;
  readonly visit: StoreApi<Visit>;
  /** The world once it is drawn. */
  readonly world: { current: WorldHandle | null };
  dispose(): Promise<void>;
}

/** Undo survives a reload of this tab, not the tab: another tab has its own. */
function keepUndo(graph: GraphDoc): TabJournalStorage {
  const storage = new TabJournalStorage({ region: graph.region });
  void graph.journal.persist(storage);
  return storage;
}

function connectRelay({ origin, region, accessKey }: SessionOptions, graph: GraphDoc): WebsocketProvider {
  const url = `${origin.replace(/^http/, 'ws')}/sync`;
  const params = accessKey ? { params: { key: accessKey } } : {};
  return connectWebsocket({ url, region, doc: graph.doc, flushes: graph.flushes, ...params });
}

/** Queries that know what is selected in this window. */
function openQueries(graph: GraphDoc): { readonly queries: QueryIndex; readonly stopQueries: () => void } {
  const queries = createQueryIndex(graph, { selection: () => readUi().selection });
  const stopSelection = useUi.subscribe((ui, before) => ui.selection !== before.selection && queries.refresh());
  const stopQueries = (): void => {
    stopSelection();
    queries.dispose();
  };
  return { queries, stopQueries };
}

/** Everything that has a key, behind one interface: the document, the folder, its symbols, processes and people. */
function openCatalog(
  graph: GraphDoc,
  host: HostClient,
  people: Parameters<typeof createPeopleSource>[1],
): Pick<Session, 'catalog' | 'symbols'> {
  const catalog = new Graph();
  catalog.addLinks(graph);
  catalog.add(createDocumentSource(graph, () => ENTITY_ACTIONS));
  const symbols = new SymbolIndex(host);
  const symbolSource = new SymbolSource(symbols, host);
  catalog.add(createViewSource());
  catalog.add(symbolSource);
  catalog.add(createFileSource(host, symbolSource));
  catalog.add(new ProcessSource({ host, seen: () => document.visibilityState === 'visible' }));
  catalog.add(createImportSource(graph));
  catalog.add(createPeopleSource(graph, people, PERSON_ACTIONS));
  return { catalog, symbols };
}

/** What the program itself says of its state, as a source of the graph. */
function addSystemSource(session: Session): void {
  const sections = createSystemSections({
    ...session,
    identity: () => session.visit.getState().identity,
    commands: () => session.commands.list(),
    refusal: (id) => session.commands.refusal(id, { session, targets: readUi().selection }),
  });
  session.catalog.add(new SystemSource(sections));
}

/** Opens a session; nothing waits for the network. Dispose it to let go of everything. */
export function openSession(options: SessionOptions): Session {
  const { region, identity } = options;
  const graph = GraphDoc.open({ region, author: { person: identity.id, name: identity.name }, tool: 'workspace' });
  const undo = keepUndo(graph);
  const store = openIndexedDb({ region, doc: graph.doc, flushes: graph.flushes });
  const past = new LocalHistory({ region, doc: graph.doc, whenLoaded: store.whenReady });
  const relay = connectRelay(options, graph);
  const host = new HostClient({ url: options.hostUrl, token: options.hostToken });
  const presence = new Presence(relay.awareness);
  const { queries, stopQueries } = openQueries(graph);
  const { catalog, symbols } = openCatalog(graph, host, readPeopleHere(presence, identity.id));
  const stopTextLinks = followTextLinks(graph);
  const history = new HistoryStore({ graph, past, options });
  const compactor = new Compactor({ graph });
  const session: Session = {
    region,
    options,
    graph,
    catalog,
    queries,
    symbols,
    relay,
    store,
    past,
    history,
    compactor,
    presence,
    host,
    search: openSearch(graph),
    commands: new CommandRegistry<CommandContext>(),
    steps: new StarterSteps(graph),
    buffers: new FileBuffers(host),
    visit: createStore<Visit>()(() => ({ identity, colour: 1, ready: false, unknown: false, savedAt: undefined })),
    world: { current: null },
    dispose: async () => {
      history.close();
      session.search.dispose();
      compactor.dispose();
      stopTextLinks();
      stopQueries();
      presence.dispose();
      host.dispose();
      await relay.dispose();
      await past.dispose();
      await store.dispose();
      graph.dispose();
      await graph.journal.whenSaved();
      await undo.dispose();
    },
  };
  addSystemSource(session);
  return session;
}
