import type { RegionId } from '@space/doc-schema';
import { arrive } from '../session/arrival.ts';
import { followSession } from '../session/follow-session.ts';
import { openSession, type Session, type SessionOptions } from '../session/session.ts';
import { registerCommands } from '../commands/index.ts';
import { type SpaceAddress, readAddress } from './address.ts';
import { openIdentity } from './identity.ts';
import { machineStorage } from './machine-storage.ts';
import { readWorldInfo, type WorldInfo } from './world-info.ts';
import { readUi } from '../ui/ui-state.ts';

/** A session, or the sentence that says why there is none and what to do. */
export type Started =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly title: string; readonly text: string };

const HOST_TOKEN = 'space:host';
const keyName = (region: string): string => `space:key:${region}`;

/** Takes the secrets out of the address bar and keeps them on this machine, so that they end up in no history or screenshot. */
function keepSecrets(address: SpaceAddress, region: string): void {
  if (address.accessKey) machineStorage.write(keyName(region), address.accessKey);
  if (address.hostToken) machineStorage.write(HOST_TOKEN, address.hostToken);
  const wanted = `/w/${region}`;
  if (location.pathname !== wanted || location.hash !== '') history.replaceState(null, '', wanted);
}

/** Only a page that this machine serves talks to a folder service on this machine. */
function readHost(address: SpaceAddress, info: WorldInfo | undefined): { url: string | undefined; token: string | undefined } {
  return { url: info?.host ?? undefined, token: address.hostToken ?? machineStorage.read(HOST_TOKEN) };
}

const NO_WORLD: Started = {
  ok: false,
  title: 'No world answers at this address.',
  text: 'The relay could not be reached, and this browser has kept no world of it. Start Space on the machine that hosts it (npm start), check the address, then load this page again.',
};

const NO_STORAGE: Started = {
  ok: false,
  title: 'This browser keeps nothing.',
  text: 'Space saves your work in the browser first, and this one offers no storage (IndexedDB). Leave private mode or use a current Firefox, Chrome, Edge or Safari.',
};

/** What a session is opened with: keys from the address or kept from before, facts from the relay, who works here. */
function readOptions(region: string, address: SpaceAddress, answer: Awaited<ReturnType<typeof readWorldInfo>>): SessionOptions {
  const host = readHost(address, answer?.info);
  return {
    region: region as RegionId,
    accessKey: address.accessKey ?? machineStorage.read(keyName(region)),
    title: answer?.info.region === region ? answer.info.title : 'Space',
    served: answer?.fresh ? answer.info.region : undefined,
    open: answer?.info.open ?? false,
    hostUrl: host.url,
    hostToken: host.token,
    identity: openIdentity(),
    origin: location.origin,
  };
}

/** Opens what the address names: keys from its fragment, facts from the relay, identity from this machine. */
export async function startSession(): Promise<Started> {
  if (!('indexedDB' in globalThis)) return NO_STORAGE;
  const address = readAddress(location.pathname, location.hash);
  const answer = await readWorldInfo();
  const region = address.region || answer?.info.region;
  if (!region) return NO_WORLD;
  keepSecrets(address, region);
  const session = openSession(readOptions(region, address, answer));
  registerCommands(session);
  followSession(session, address.at);
  void arrive(session);
  // For debugging by remote control; see README.md.
  Object.assign(window, { space: remoteControl(session) });
  return { ok: true, session };
}

/** What a debugger drives the page with: the document, the world, who is here, and every command by its id. */
function remoteControl(session: Session): object {
  return {
    graph: session.graph,
    catalog: session.catalog,
    get world() {
      return session.world.current;
    },
    stats: () => session.world.current?.stats(),
    peers: () => session.presence.list(),
    search: session.search,
    run: (id: string, input?: unknown) => session.commands.run(id, { session, targets: readUi().selection }, input),
  };
}
