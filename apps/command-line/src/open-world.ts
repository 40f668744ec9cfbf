import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { connectWebsocket, type ProviderStatus, type WebsocketProvider } from '@space/providers';
import type { WorldAddress } from './find-world.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** A relay on this machine answers in milliseconds; one far away, with a large world, in seconds. */
const OPEN_MS = 20_000;
const SAVE_MS = 30_000;

/** A world as a command has it. */
export interface OpenWorld {
  readonly address: WorldAddress;
  readonly graph: GraphDoc;
  /** Resolves when all that was written is on the relay's disk. @throws Refusal when it did not get there. */
  saved(): Promise<void>;
  close(): Promise<void>;
}

/** Who the command line writes as: the user of this machine, the same one every time. */
function readAuthor(env: Terminal['env']): { readonly person: PersonId; readonly name: string } {
  const user = env['USER'] ?? userInfo().username;
  const id = createHash('sha256').update(`${user}@${hostname()}`).digest('hex').slice(0, 12);
  return { person: (env['SPACE_PERSON'] || `cli-${id}`) as PersonId, name: env['SPACE_NAME'] || user };
}

/** Opens a running world: connects, and waits until all of it is here. @throws Refusal when it cannot be reached or refuses. */
export async function openWorld(address: WorldAddress, terminal: Terminal): Promise<OpenWorld> {
  const graph = GraphDoc.open({ region: address.region as RegionId, author: readAuthor(terminal.env), tool: 'command line' });
  const provider = connectWebsocket({
    url: `${address.origin.replace(/^http/, 'ws')}/sync`,
    region: address.region,
    doc: graph.doc,
    flushes: graph.flushes,
    broadcast: false,
    ...(address.key === undefined ? {} : { params: { key: address.key } }),
  });
  const close = async (): Promise<void> => {
    await provider.dispose();
    graph.dispose();
  };
  const status = await waitFor(provider, OPEN_MS, (now) => now.connection !== 'connecting');
  if (status.connection === 'connected') return { address, graph, saved: () => waitSaved(graph, provider), close };
  await close();
  const said = status.connection === 'refused' ? status.problem?.message : undefined;
  throw new Refusal(
    'unreachable',
    said ?? `No world answers at ${address.origin}. Start it with npm start, or name a running one with --url and its share link.`,
  );
}

async function waitSaved(graph: GraphDoc, provider: WebsocketProvider): Promise<void> {
  graph.settle();
  const status = await waitFor(provider, SAVE_MS, (now) => now.pending === 0 || now.connection === 'refused');
  if (status.pending === 0) return;
  throw new Refusal(
    'failed',
    `Not saved: ${status.problem?.message ?? 'the relay has not confirmed it. Look whether it is running, then try again.'}`,
  );
}

/** The first status that holds, or the one at the end of the time. */
function waitFor(provider: WebsocketProvider, limitMs: number, holds: (status: ProviderStatus) => boolean): Promise<ProviderStatus> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve(provider.status);
    };
    const timer = setTimeout(end, limitMs);
    const stop = provider.subscribe((status) => holds(status) && end());
    if (holds(provider.status)) end();
  });
}
