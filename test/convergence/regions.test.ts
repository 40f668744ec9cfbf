import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntityId, entityKey, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import { World } from '@space/doc-schema/regions';
import { connectWebsocket, type Provider } from '@space/providers';
import { startRelay } from '@space/relay';
import { expect, it } from 'vitest';

const author = (name: string) => ({ person: name as PersonId, name });

/** A window on a world at a relay: each region is a room of its own. Its sockets can be torn, and kept from coming back. */
class Window {
  readonly world: World;
  readonly #address: string;
  readonly #name: string;
  readonly #providers = new Map<RegionId, Provider>();
  readonly #sockets = new Set<WebSocket>();
  #cut = false;

  constructor(address: string, name: string) {
    this.#address = address;
    this.#name = name;
    const index = this.#connect('index' as RegionId);
    this.world = new World({ index: index.graph, connect: (region) => this.#connect(region), idleMs: 50 });
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.close();
    this.#sockets.clear();
  }

  restore(): void {
    this.#cut = false;
  }

  /** Resolves when the relay has everything this window wrote. */
  async saved(): Promise<void> {
    await expect
      .poll(() => [...this.#providers.values()].every(({ status }) => status.connection === 'connected' && status.pending === 0), {
        timeout: 20_000,
      })
      .toBe(true);
  }

  rooms(): readonly RegionId[] {
    return [...this.#providers.keys()];
  }

  async close(): Promise<void> {
    await this.world.dispose();
    await Promise.all([...this.#providers.values()].map((provider) => provider.dispose()));
    this.world.index.dispose();
  }

  #connect(region: RegionId) {
    const graph = GraphDoc.open({ region, author: author(this.#name) });
    const provider = connectWebsocket({
      url: `${this.#address}/sync`,
      region,
      doc: graph.doc,
      flushes: graph.flushes,
      broadcast: false,
      WebSocketPolyfill: this.#socketClass(),
    });
    this.#providers.set(region, provider);
    return {
      graph,
      whenReady: provider.whenReady,
      dispose: async () => {
        this.#providers.delete(region);
        await provider.dispose();
        graph.dispose();
      },
    };
  }

  #socketClass(): typeof WebSocket {
    const { address, sockets, isCut } = { address: 'ws://127.0.0.1:9', sockets: this.#sockets, isCut: () => this.#cut };
    return class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(isCut() ? address : url, protocols); // a port nobody listens on, as long as the network is cut
        sockets.add(this);
      }
    };
  }
}

const titleAt = (window: Window, id: EntityId): string | undefined => window.world.read(entityKey(id))?.entity?.title;
const WAIT = { timeout: 15_000 };

async function readLate(address: string, note: EntityId, cellar: RegionId): Promise<void> {
  const late = new Window(address, 'late');
  await expect.poll(() => late.world.read(entityKey(note))?.stub?.region, WAIT).toBe(cellar);
  expect(late.rooms()).toEqual(['index']);
  const hold = late.world.open(cellar);
  await hold.whenReady;
  expect(late.world.read(entityKey(note))).toMatchObject({ region: cellar, entity: { title: 'Plan' } });
  expect(hold.graph.text(note, 'body')?.toJSON()).toBe('Sweep.');
  await late.close();
}

it('[R7] [3.7] several regions at a real relay: made, opened by need, moved between, cut off and brought together again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'space-regions-'));
  const relay = await startRelay({ port: 0, data, open: true });
  if ('message' in relay) throw new Error(relay.message);
  const [nadia, mira] = [new Window(relay.address, 'nadia'), new Window(relay.address, 'mira')];
  const regions = ['Attic', 'Cellar'].map((title) => nadia.world.createRegion(title)) as [RegionId, RegionId];
  const [attic, cellar] = regions;
  const holds = [nadia, mira].flatMap(({ world }) => regions.map((region) => world.open(region)));
  await Promise.all(holds.map(({ whenReady }) => whenReady));
  const { graph } = nadia.world.open(attic);
  const [lamp, note] = graph.edit({ title: 'Make' }, (edit): [EntityId, EntityId] => [
    edit.create('light', { title: 'Lamp' }),
    edit.create('note', { title: 'Plan' }, { text: { body: 'Sweep.' } }),
  ]);
  await expect.poll(() => [lamp, note].map((id) => titleAt(mira, id)), WAIT).toEqual(['Lamp', 'Plan']);

  mira.cut();
  nadia.world.move([lamp, note], cellar);
  nadia.world.graphOf(entityKey(lamp))?.edit({ title: 'Dim' }, (edit) => edit.set(lamp, 'intensity', 1));
  mira.world.graphOf(entityKey(lamp))?.edit({ title: 'Rename' }, (edit) => edit.set(lamp, 'title', 'Beacon'));
  expect(mira.world.read(entityKey(lamp))?.region).toBe(attic);
  await nadia.saved();
  mira.restore();
  await expect.poll(() => [nadia, mira].map((window) => titleAt(window, lamp)), WAIT).toEqual(['Beacon', 'Beacon']);
  for (const { world } of [nadia, mira])
    expect(world.read(entityKey(lamp))).toMatchObject({ region: cellar, entity: { properties: { intensity: 1 } } });

  for (const region of regions) nadia.world.publish(region);
  await Promise.all([nadia.saved(), mira.saved()]);
  await readLate(relay.address, note, cellar);
  for (const hold of holds) hold.release();
  await expect.poll(() => mira.rooms(), WAIT).toEqual(['index']);
  for (const window of [nadia, mira]) await window.close();
  await relay.close();
  rmSync(data, { recursive: true });
}, 90_000);
