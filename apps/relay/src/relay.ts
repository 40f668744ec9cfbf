import { join } from 'node:path';
import type { OriginRules } from './access/origin.ts';
import { isLoopback, closeServer, listenOn, LOOPBACK } from './http/listeners.ts';
import { createPages } from './http/pages.ts';
import { Sockets } from './http/sockets.ts';
import { foundWorld } from './rooms/found-world.ts';
import { Rooms } from './rooms/rooms.ts';
import { VISITOR_LIMITS, type VisitorLimits } from './rooms/visitor.ts';
import { COMMIT_TIMES, CommitQueue, type CommitTimes } from './store/commit-queue.ts';
import { HISTORY_DAYS } from './store/history-rows.ts';
import { takeDataFolder } from './store/data-folder.ts';
import { checkIdentity, type Identity, mintIdentity, readIdentity, writeIdentity } from './store/identity.ts';
import { textOf } from './store/store-failure.ts';
import { type Report, Store } from './store/store.ts';

/** What a relay is started with. */
export interface RelayOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Made if it is not there. */
  readonly data: string;
  /** The built web client. */
  readonly client?: string;
  /** Lets everyone read and write who reaches the socket. */
  readonly open?: boolean;
  /** Addresses to listen on; both loopback addresses when absent. */
  readonly listen?: readonly string[];
  /** The host service's address, for pages to connect to. */
  readonly hostService?: string;
  /** Origins besides the relay's own. */
  readonly origins?: readonly string[];
  /** Where sentences for the operator go; standard error when absent. */
  readonly report?: Report;
  /** How long the log is kept for history, days; 0 keeps none. */
  readonly historyDays?: number;
  readonly limits?: Partial<VisitorLimits>;
  readonly times?: Partial<RelayTimes>;
  /** See `RoomsOptions.beforeLoad`. */
  readonly beforeLoad?: (region: string) => Promise<void>;
}

/** Timings of a relay, in milliseconds. */
export interface RelayTimes extends CommitTimes {
  /** How long an empty room stays in memory. */
  readonly idleMs: number;
  readonly pingMs: number;
}

/** A running relay. */
export interface Relay {
  /** Such as `http://localhost:8787`. */
  readonly address: string;
  readonly region: string;
  readonly key: string;
  readonly store: Store;
  readonly rooms: Rooms;
  /** Brings everything to disk, says goodbye to everyone and lets go of the data. Safe to call twice. */
  close(): Promise<void>;
}

/** Why a relay did not start; the message says what happened and what to do. */
export interface StartRefusal {
  readonly code: 'unwritable' | 'in-use' | 'newer-version' | 'port-in-use' | 'cannot-listen';
  readonly message: string;
}

const IDLE_MS = 30_000;
/** Under half of the 30 s of silence after which a y-websocket client gives a connection up. */
const PING_MS = 12_000;

const toStandardError: Report = (sentence) => void process.stderr.write(`relay: ${sentence}\n`);

/** Starts a relay: takes the data folder, opens or founds the world, listens. Expected refusals are returned, not thrown. */
export async function startRelay(options: RelayOptions): Promise<Relay | StartRefusal> {
  const report = options.report ?? toStandardError;
  const folder = takeDataFolder(options.data);
  if ('message' in folder) return folder;
  const ground = openGround(options.data, report);
  if ('message' in ground) {
    folder.release();
    return ground;
  }
  const started = await listen(options, ground, report, () => folder.release());
  if ('message' in started) {
    ground.store.close();
    folder.release();
    return started;
  }
  folder.announce(started.address);
  return started;
}

interface Ground {
  readonly store: Store;
  readonly identity: Identity;
}

/** Opens the store and the world in it; a new one is founded. */
function openGround(data: string, report: Report): Ground | StartRefusal {
  const store = Store.open(join(data, 'space.db'), report);
  if ('message' in store) return store;
  try {
    return { store, identity: openWorld(store, data) };
  } catch (error) {
    store.close();
    return {
      code: 'unwritable',
      message: `The world cannot be written to ${data} (${textOf(error)}). Free some space, or choose another folder with --data.`,
    };
  }
}

function openWorld(store: Store, data: string): Identity {
  const stored = checkIdentity({ region: store.readMeta('region'), key: store.readMeta('key') });
  const kept = stored ?? readIdentity(data);
  const identity = kept ?? mintIdentity();
  // A world is furnished once, at its founding: one whose store was lost is filled again by those who have it.
  if (!kept) foundWorld(store, identity);
  if (!stored) {
    store.writeMeta('region', identity.region);
    store.writeMeta('key', identity.key);
  }
  if (!readIdentity(data)) writeIdentity(data, identity);
  return identity;
}

async function listen(
  options: RelayOptions,
  { store, identity }: Ground,
  report: Report,
  release: () => void,
): Promise<Relay | StartRefusal> {
  const times: RelayTimes = { ...COMMIT_TIMES, idleMs: IDLE_MS, pingMs: PING_MS, ...options.times };
  const addresses = options.listen ?? LOOPBACK;
  const rules: OriginRules = { origins: options.origins ?? [], loopbackOnly: isLoopback(addresses) };
  store.historyDays = options.historyDays ?? HISTORY_DAYS;
  const queue = new CommitQueue(store, report, times);
  const { beforeLoad } = options;
  const rooms = new Rooms({ store, queue, report, idleMs: times.idleMs, ...(beforeLoad ? { beforeLoad } : {}) });
  const open = options.open === true;
  const pages = createPages({
    rules,
    client: options.client,
    hostService: options.hostService,
    history: { store, key: open ? undefined : identity.key },
    world: async () => ({ region: identity.region, title: await rooms.readTitle(identity.region), open }),
    health: () => ({ status: 'ok', saving: queue.trouble?.code ?? 'ok', rooms: rooms.size, people: rooms.people }),
  });
  const listeners = await listenOn(addresses, options.port, pages);
  if ('message' in listeners) {
    rooms.dispose();
    return listeners;
  }
  const sockets = new Sockets({
    rooms,
    rules,
    key: open ? undefined : identity.key,
    limits: { ...VISITOR_LIMITS, ...options.limits },
    pingMs: times.pingMs,
  });
  for (const server of listeners.servers) sockets.attach(server);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await sockets.dispose();
    await Promise.all(listeners.servers.map(closeServer));
    if (!queue.commit()) report('Some edits could not be saved before stopping; the browsers that made them still have them.');
    queue.dispose();
    rooms.dispose();
    store.close();
    release();
  };
  const name = rules.loopbackOnly ? 'localhost' : bracketed(addresses[0] ?? 'localhost');
  return {
    address: `http://${name}:${listeners.port}`,
    region: identity.region,
    key: identity.key,
    store,
    rooms,
    close: () => (closing ??= close()),
  };
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
