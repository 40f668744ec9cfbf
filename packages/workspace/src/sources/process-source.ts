import {
  type ChildPage,
  fileKey,
  type GraphNode,
  type Key,
  type Link,
  missingNode,
  NodeKeeper,
  type PageAsking,
  pageOf,
  parseKey,
  type Source,
} from '@space/doc-schema';
import type { ProcessEntry } from '@space/host/contract';
import type { HostClient } from '../host-client/host-client.ts';
import { PROCESS_ACTIONS } from './actions.ts';

/** How often the machine is asked again while somebody looks, in milliseconds. */
const ASK_AGAIN_MS = 2000;
/** A listing this young is not asked for again. */
const YOUNG_MS = 1500;
const MEMORY_STEP_BYTES = 1_000_000;

/** The key below which the processes of this machine stand. */
export const PROCESSES: Key = 'process:' as Key;

/** What processes are listed through, and whether anybody can see them now. */
export interface ProcessPlace {
  readonly host: Pick<HostClient, 'status' | 'request' | 'subscribe'>;
  readonly seen: () => boolean;
  readonly now?: () => number;
}

/** A pid is given out again: with the second of its start it names one process for good. */
const keyOf = (entry: ProcessEntry): Key => `process:${entry.pid}-${Math.floor(entry.startedMs / 1000)}` as Key;

interface Listing {
  readonly machine: string;
  readonly left: number;
  readonly byKey: ReadonlyMap<Key, ProcessEntry>;
  readonly below: ReadonlyMap<number, readonly ProcessEntry[]>;
  readonly atMs: number;
}

function indexListing(
  answer: { readonly machine: string; readonly processes: readonly ProcessEntry[]; readonly left: number },
  atMs: number,
): Listing {
  const byKey = new Map(answer.processes.map((entry) => [keyOf(entry), entry]));
  const pids = new Set(answer.processes.map((entry) => entry.pid));
  const below = new Map<number, ProcessEntry[]>();
  for (const entry of answer.processes) {
    const parent = pids.has(entry.parentPid) && entry.parentPid !== entry.pid ? entry.parentPid : 0;
    below.set(parent, [...(below.get(parent) ?? []), entry]);
  }
  return { machine: answer.machine, left: answer.left, byKey, below, atMs };
}

/** The source of `process:` keys: what runs on the machine of the folder service. The machine is asked only when somebody asks, and again only while somebody looks. */
export class ProcessSource implements Source {
  readonly scheme = 'process';
  readonly #host: ProcessPlace['host'];
  readonly #seen: () => boolean;
  readonly #now: () => number;
  readonly #keeper = new NodeKeeper();
  readonly #listeners = new Set<() => void>();
  #asked: Promise<Listing | string> | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor({ host, seen, now }: ProcessPlace) {
    this.#host = host;
    this.#seen = seen;
    this.#now = now ?? Date.now;
  }

  async read(key: Key): Promise<GraphNode> {
    const listing = await this.#list();
    if (key === PROCESSES) return this.#keeper.keep(rootOf(listing));
    if (typeof listing === 'string')
      return this.#keeper.keep({ ...missingNode(key, listing, `Process ${pidOf(key)}`), icon: 'square-terminal' });
    const entry = listing.byKey.get(key);
    if (!entry)
      return this.#keeper.keep({
        ...missingNode(key, 'It has ended, or ran on another machine.', `Process ${pidOf(key)}`),
        icon: 'square-terminal',
      });
    return this.#keeper.keep(nodeOf(entry, listing));
  }

  async children(key: Key, page: PageAsking): Promise<ChildPage> {
    const listing = await this.#list();
    if (typeof listing === 'string') return { nodes: [missingNode(key, listing)] };
    const pid = key === PROCESSES ? 0 : listing.byKey.get(key)?.pid;
    return pid === undefined
      ? { nodes: [] }
      : pageOf(listing.below.get(pid) ?? [], page, (entry) => this.#keeper.keep(nodeOf(entry, listing)));
  }

  async links(key: Key): Promise<readonly Link[]> {
    const listing = await this.#list();
    const entry = typeof listing === 'string' ? undefined : listing.byKey.get(key);
    if (!entry || typeof listing === 'string') return [];
    const links: Link[] = [];
    const parent = [...listing.byKey.values()].find((each) => each.pid === entry.parentPid && each.pid !== entry.pid);
    if (parent) links.push({ from: keyOf(parent), relation: 'started', to: key, data: { title: entry.name } });
    const repository = this.#host.status.folder?.name;
    if (entry.folder !== null && repository) {
      links.push({ from: key, relation: 'works-in', to: fileKey(repository, entry.folder), data: { title: entry.folder || repository } });
    }
    return links;
  }

  actions(key: Key): readonly string[] {
    return key === PROCESSES ? ['entity.reveal', 'link.copy'] : PROCESS_ACTIONS;
  }

  subscribe(_key: Key, listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    const stop = this.#host.subscribe(own);
    this.#timer ??= setInterval(() => void this.#look(), ASK_AGAIN_MS);
    return () => {
      this.#listeners.delete(own);
      stop();
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #look(): Promise<void> {
    if (!this.#seen()) return;
    this.#askedMs = Number.NEGATIVE_INFINITY;
    await this.#list();
    for (const listener of [...this.#listeners]) listener();
  }

  #list(): Promise<Listing | string> {
    const { status } = this.#host;
    if (status.state !== 'ready') return Promise.resolve(status.reason);
    if (!this.#asked || this.#now() - this.#askedMs >= YOUNG_MS) {
      this.#askedMs = this.#now();
      this.#asked = this.#ask();
    }
    return this.#asked;
  }

  async #ask(): Promise<Listing | string> {
    const answer = await this.#host.request('processes.list', {});
    return answer.ok ? indexListing(answer.value, this.#now()) : answer.error.message;
  }
}

const pidOf = (key: Key): string => parseKey(key).rest.split('-')[0] || '?';

function rootOf(listing: Listing | string): GraphNode {
  const card = { key: PROCESSES, title: 'Processes', kind: 'processes', icon: 'cpu', hasChildren: true, facts: {} };
  if (typeof listing === 'string') return { ...card, missing: listing };
  const { machine, byKey, left } = listing;
  return { ...card, facts: { machine, running: byKey.size + left, ...(left > 0 ? { notListed: left } : {}) } };
}

/** Rounded so that a process at rest reads the same each time it is asked. */
function nodeOf(entry: ProcessEntry, listing: Listing): GraphNode {
  const { pid, name, command, cpu, memoryBytes, startedMs, folder } = entry;
  return {
    key: keyOf(entry),
    title: name,
    kind: 'process',
    icon: 'square-terminal',
    hasChildren: (listing.below.get(pid)?.length ?? 0) > 0,
    facts: {
      pid,
      command,
      cpuShare: Math.round(cpu * 100) / 100,
      memoryBytes: Math.round(memoryBytes / MEMORY_STEP_BYTES) * MEMORY_STEP_BYTES,
      startedMs,
      ...(folder === null ? {} : { worksIn: folder === '' ? 'the folder itself' : folder }),
    },
  };
}
