import { type Command, entityKey, type GraphDoc, type Json, type PersonId, personKey, type RegionId } from '@space/doc-schema';
import type { ProviderStatus } from '@space/providers';
import type { WorldHandle } from '@space/scene';
import type { HostClient } from '../host-client/host-client.ts';
import type { Presence } from '../session/presence.ts';
import { readUi, useUi } from '../ui/ui-state.ts';
import type { SystemCard, SystemSection } from './system-source.ts';

/** A place edits travel to, as far as its card tells. */
interface Travelling {
  readonly status: ProviderStatus;
  subscribe(listener: () => void): () => void;
}

/** What of a running program its cards are read from. */
export interface ProgramParts {
  readonly region: RegionId;
  readonly graph: GraphDoc;
  readonly presence: Pick<Presence, 'list' | 'subscribe'>;
  readonly relay: Travelling;
  readonly store: Travelling;
  readonly host: Pick<HostClient, 'status' | 'subscribe'>;
  readonly world: { readonly current: Pick<WorldHandle, 'stats'> | null };
  /** Who sits at this window now. */
  readonly identity: () => { readonly id: string; readonly name: string };
  readonly commands: () => readonly Pick<Command<never>, 'id' | 'title' | 'group' | 'icon' | 'keys' | 'undoable'>[];
  /** Why a command does not apply to what is selected; undefined when it does. */
  readonly refusal: (command: string) => string | undefined;
}

/** How often figures that nobody tells are read again while somebody looks, in milliseconds. */
const MEASURE_MS = 1000;
/** Measuring a document writes it out once: not more often than this. */
const SIZE_MS = 10_000;

/** Calls `listener` each second while the page is seen. */
function everySecond(listener: () => void): () => void {
  const timer = setInterval(() => {
    if (globalThis.document?.visibilityState !== 'hidden') listener();
  }, MEASURE_MS);
  return () => clearInterval(timer);
}

const all =
  (...subscribes: readonly ((listener: () => void) => () => void)[]) =>
  (listener: () => void): (() => void) => {
    const stops = subscribes.map((subscribe) => subscribe(listener));
    return () => stops.forEach((stop) => stop());
  };

/** Reads a size at most every ten seconds. */
function createSizeReader(graph: GraphDoc): () => number {
  let bytes = 0;
  let atMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - atMs < SIZE_MS) return bytes;
    bytes = graph.sizeBytes();
    atMs = performance.now();
    return bytes;
  };
}

function sessions({ presence, graph, identity }: ProgramParts): SystemSection {
  const own = String(graph.doc.clientID);
  const find = (name: string) => presence.list().find((peer) => String(peer.session) === name);
  return {
    id: 'sessions',
    kind: 'session',
    card: () => ({ title: 'Sessions', icon: 'users', facts: { open: presence.list().length + 1 } }),
    names: () => [own, ...presence.list().map((peer) => String(peer.session))],
    cardOf: (name) => {
      if (name === own)
        return { title: `${identity().name}, this window`, icon: 'app-window', facts: { selected: readUi().selection.length } };
      const peer = find(name);
      if (!peer) return undefined;
      return {
        title: peer.name,
        icon: 'app-window',
        facts: { selected: peer.selection.length, ...(peer.editing ? { writesIn: peer.editing } : {}) },
      };
    },
    linksOf: (name, key) => {
      const person = name === own ? identity().id : find(name)?.person;
      return person ? [{ from: personKey(person as PersonId), relation: 'started', to: key, data: {} }] : [];
    },
    subscribe: all(
      (listener) => presence.subscribe(listener),
      (listener) => useUi.subscribe(listener),
    ),
  };
}

function regions({ region, graph }: ProgramParts, readSize: () => number): SystemSection {
  const card = (): SystemCard => {
    const links = [...graph.links()].length;
    const title = (graph.worldId && graph.read(graph.worldId)?.title) ?? region;
    return { title, icon: 'globe', facts: { region, entities: graph.list().length, links, documentBytes: readSize() } };
  };
  return {
    id: 'regions',
    kind: 'region',
    card: () => ({ title: 'Regions', icon: 'globe', facts: { loaded: 1 } }),
    names: () => [region],
    cardOf: (name) => (name === region ? card() : undefined),
    linksOf: (_name, key) => (graph.worldId ? [{ from: key, relation: 'contains', to: entityKey(graph.worldId), data: {} }] : []),
    subscribe: (listener) => graph.subscribe(() => listener()),
  };
}

function statusCard(title: string, icon: string, status: ProviderStatus): SystemCard {
  const facts: Record<string, Json> = { connection: status.connection, waiting: status.pending };
  if (status.problem) facts.problem = status.problem.message;
  return { title, icon, facts };
}

function sync({ relay, store, host }: ProgramParts): SystemSection {
  const cards: Readonly<Record<string, () => SystemCard>> = {
    browser: () => statusCard('This browser', 'hard-drive', store.status),
    relay: () => statusCard('The relay', 'cloud-check', relay.status),
    folder: () => {
      const { state, reason, folder } = host.status;
      return {
        title: 'The folder service',
        icon: 'folder',
        facts: { connection: state, ...(folder ? { path: folder.path } : {}), ...(reason ? { reason } : {}) },
      };
    },
  };
  return {
    id: 'sync',
    kind: 'place',
    card: () => ({ title: 'Sync', icon: 'refresh-cw', facts: { waiting: relay.status.pending + store.status.pending } }),
    names: () => Object.keys(cards),
    cardOf: (name) => (Object.hasOwn(cards, name) ? cards[name]?.() : undefined),
    actions: ['sync.retry'],
    subscribe: all(
      (listener) => relay.subscribe(listener),
      (listener) => store.subscribe(listener),
      (listener) => host.subscribe(listener),
    ),
  };
}

/** Chromium tells how much memory the page uses; other browsers do not. */
function readHeap(): Readonly<Record<string, Json>> {
  const memory: unknown = 'memory' in performance ? performance.memory : undefined;
  const used: unknown = typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory ? memory.usedJSHeapSize : undefined;
  return typeof used === 'number' ? { heapBytes: used } : {};
}

function performanceOf({ world }: ProgramParts, readSize: () => number): SystemSection {
  return {
    id: 'performance',
    kind: 'figures',
    card: () => {
      const stats = world.current?.stats();
      const drawn = stats
        ? { framesDrawn: stats.frames, drawCalls: stats.drawCalls, triangles: stats.triangles, entitiesDrawn: stats.entities }
        : {};
      return {
        title: 'Performance',
        icon: 'gauge',
        facts: { ...drawn, ...readHeap(), documentBytes: readSize(), openForMs: Math.round(performance.now() / 1000) * 1000 },
      };
    },
    subscribe: everySecond,
  };
}

function commands(parts: ProgramParts): SystemSection {
  return {
    id: 'commands',
    kind: 'command',
    card: () => ({ title: 'Commands', icon: 'command', facts: { known: parts.commands().length } }),
    names: () => parts.commands().map((command) => command.id),
    cardOf: (name) => {
      const command = parts.commands().find((each) => each.id === name);
      if (!command) return undefined;
      const refusal = parts.refusal(name);
      const facts = {
        command: name,
        group: command.group,
        ...(command.keys ? { keys: command.keys.join(', ') } : {}),
        canBeUndone: command.undoable,
        ...(refusal === undefined ? { appliesNow: true } : { appliesNow: refusal }),
      };
      return { title: command.title, icon: command.icon ?? 'command', facts };
    },
    actions: ['system.run-command'],
    subscribe: (listener) => useUi.subscribe((ui, before) => ui.selection !== before.selection && listener()),
  };
}

const SETTINGS = {
  theme: 'Theme',
  left: 'Left side shown',
  right: 'Right side shown',
  launcher: 'Launcher shown',
  hints: 'Key hints shown',
  bare: 'Everything hidden',
} as const;

function settings(): SystemSection {
  const names = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
  return {
    id: 'settings',
    kind: 'setting',
    card: () => ({ title: 'Settings', icon: 'settings', facts: { known: names.length } }),
    names: () => names,
    cardOf: (name) => {
      const known = names.find((each) => each === name);
      return known ? { title: SETTINGS[known], icon: 'settings', facts: { value: readUi()[known], keptOn: 'this machine' } } : undefined;
    },
    subscribe: (listener) => useUi.subscribe((ui, before) => names.some((name) => ui[name] !== before[name]) && listener()),
  };
}

/** The parts of the running program, as objects of the graph. */
export function createSystemSections(parts: ProgramParts): readonly SystemSection[] {
  const readSize = createSizeReader(parts.graph);
  return [sessions(parts), regions(parts, readSize), sync(parts), performanceOf(parts, readSize), commands(parts), settings()];
}
