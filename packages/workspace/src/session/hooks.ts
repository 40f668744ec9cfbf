import { type Entity, type EntityId, type GraphNode, type Key, type Link } from '@space/doc-schema';
import type { ProviderStatus } from '@space/providers';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { HostStatus } from '../host-client/host-client.ts';
import type { PresentPeer } from './check-peer.ts';
import type { Visit } from './session.ts';
import { useSession } from './session-context.ts';

/** An entity, followed as it changes. */
export function useEntity(id: EntityId | undefined): Entity | undefined {
  const { graph } = useSession();
  const subscribe = useCallback(
    (listener: () => void) => graph.subscribe((change) => id && change.entities.has(id) && listener()),
    [graph, id],
  );
  return useSyncExternalStore(subscribe, () => (id ? graph.read(id) : undefined));
}

/** The links that start at a key, followed as they change. */
export function useLinksFrom(key: Key): readonly Link[] {
  const { graph } = useSession();
  const subscribe = useCallback((listener: () => void) => graph.subscribe((change) => change.links.has(key) && listener()), [graph, key]);
  return useSyncExternalStore(subscribe, () => graph.linksFrom(key));
}

/** The links that end at a key, followed as they change. */
export function useLinksTo(key: Key): readonly Link[] {
  const { graph } = useSession();
  const subscribe = useCallback((listener: () => void) => graph.subscribe((change) => change.links.has(key) && listener()), [graph, key]);
  return useSyncExternalStore(subscribe, () => graph.linksTo(key));
}

const NO_LINKS: readonly Link[] = [];

/** The links that a key's own source knows of: a file's folder, a process's parent. None until it answered. */
export function useSaidLinks(key: Key): readonly Link[] {
  const { catalog } = useSession();
  const [said, setSaid] = useState<{ readonly key: Key; readonly links: readonly Link[] }>({ key, links: NO_LINKS });
  useEffect(() => {
    let live = true;
    const read = (): void => void catalog.links(key).then(({ said: links }) => live && setSaid({ key, links }));
    read();
    const stop = catalog.subscribe(key, read);
    return () => {
      live = false;
      stop();
    };
  }, [catalog, key]);
  return said.key === key ? said.links : NO_LINKS;
}

/**
 * A number that rises when anything in the document changed, at most ten times a second: for views derived from all of it.
 */
export function useGraphVersion(): number {
  const { graph } = useSession();
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const bump = (): void => {
      timer = undefined;
      last = performance.now();
      setVersion((value) => value + 1);
    };
    const stop = graph.subscribe(() => {
      timer ??= setTimeout(bump, Math.max(0, last + 100 - performance.now()));
    });
    bump();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [graph]);
  return version;
}

/** What a key stands for, whatever source answers for it; undefined until it answered. */
export function useNode(key: Key): GraphNode | undefined {
  const { catalog } = useSession();
  const [node, setNode] = useState<GraphNode | undefined>();
  useEffect(() => {
    let live = true;
    const read = (): void => void catalog.read(key).then((next) => live && setNode(next));
    read();
    const stop = catalog.subscribe(key, read);
    return () => {
      live = false;
      stop();
    };
  }, [catalog, key]);
  return node?.key === key ? node : undefined;
}

/** Where the edits of this window are: the relay's status and this browser's. */
export function useSyncStatus(): { readonly relay: ProviderStatus; readonly store: ProviderStatus } {
  const { relay, store } = useSession();
  const subscribeRelay = useCallback((listener: () => void) => relay.subscribe(listener), [relay]);
  const subscribeStore = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return {
    relay: useSyncExternalStore(subscribeRelay, () => relay.status),
    store: useSyncExternalStore(subscribeStore, () => store.status),
  };
}

/** The other sessions in this world. */
export function usePeers(): readonly PresentPeer[] {
  const { presence } = useSession();
  const subscribe = useCallback((listener: () => void) => presence.subscribe(listener), [presence]);
  return useSyncExternalStore(subscribe, () => presence.list());
}

/** Who else holds an entity now: their colour and name. The same text while they move about, so that a row is drawn only when it matters. */
export function useHolder(id: EntityId): { readonly colour: number; readonly name: string } | undefined {
  const { presence } = useSession();
  const subscribe = useCallback((listener: () => void) => presence.subscribe(listener), [presence]);
  const held = useSyncExternalStore(subscribe, () => {
    const peer = presence.list().find((each) => each.selection.includes(id));
    return peer ? `${peer.colour} ${peer.name}` : '';
  });
  if (held === '') return undefined;
  const at = held.indexOf(' ');
  return { colour: Number(held.slice(0, at)), name: held.slice(at + 1) };
}

/** Whether the folder service answers. */
export function useHostStatus(): HostStatus {
  const { host } = useSession();
  const subscribe = useCallback((listener: () => void) => host.subscribe(listener), [host]);
  return useSyncExternalStore(subscribe, () => host.status);
}

/** One fact of this visit. */
export function useVisit<T>(select: (visit: Visit) => T): T {
  return useStore(useSession().visit, select);
}

/** The world's own name. */
export function useWorldTitle(): string {
  const { graph, options } = useSession();
  useGraphVersion();
  const world = graph.worldId ? graph.read(graph.worldId) : undefined;
  return world?.title ?? options.title;
}

/** What undo and redo would do now. */
export function useJournal(): { readonly undo: string | undefined; readonly redo: string | undefined } {
  const { graph } = useSession();
  const subscribe = useCallback((listener: () => void) => graph.journal.subscribe(listener), [graph]);
  const undo = useSyncExternalStore(subscribe, () => graph.journal.undoTitle);
  const redo = useSyncExternalStore(subscribe, () => graph.journal.redoTitle);
  return { undo, redo };
}

/** Whether nothing but the world and its people is there. */
export function useNothingYet(): boolean {
  const { graph } = useSession();
  const version = useGraphVersion();
  const ready = useVisit((visit) => visit.ready);
  return useMemo(
    () =>
      version >= 0 &&
      ready &&
      graph.list().every((id) => {
        const entity = graph.read(id);
        return !entity || entity.trashed || entity.kind === 'world' || entity.kind === 'person';
      }),
    [graph, version, ready],
  );
}
