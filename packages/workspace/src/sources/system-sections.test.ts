import { CommandRegistry, type Key, type RegionId } from '@space/doc-schema';
import { openTestGraph } from '@space/doc-schema/testing';
import { describeSource } from '@space/doc-schema/testing/source-contract';
import type { ProviderStatus } from '@space/providers';
import { expect, test } from 'vitest';
import { TestFolder } from '../host-client/folder-fixture.ts';
import { setUi } from '../ui/ui-state.ts';
import { createSystemSections } from './system-sections.ts';
import { SYSTEM, systemKey, SystemSource } from './system-source.ts';

/** A place edits travel to whose status a test sets. */
class Travel {
  readonly listeners = new Set<() => void>();
  status: ProviderStatus = { connection: 'connected', pending: 0 };

  subscribe(listener: () => void): () => void {
    const own = (): void => listener();
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  set(status: ProviderStatus): void {
    this.status = status;
    for (const listener of [...this.listeners]) listener();
  }
}

function openProgram() {
  const graph = openTestGraph();
  const registry = new CommandRegistry<object>();
  registry.register({ id: 'note.create', title: 'Write a note', keys: ['N'], group: 'Make', undoable: true, run: () => undefined });
  registry.register({
    id: 'link.remove',
    title: 'Unlink…',
    group: 'Link',
    undoable: true,
    when: () => 'It has no links.',
    run: () => undefined,
  });
  const [relay, store, people] = [new Travel(), new Travel(), new Travel()];
  const folder = new TestFolder({ 'a.md': '' });
  const peer = {
    session: 7,
    person: 'mira',
    name: 'Mira',
    colour: 2,
    selection: [],
    pose: undefined,
    drag: undefined,
    pointer: undefined,
    editing: undefined,
  };
  const source = new SystemSource(
    createSystemSections({
      region: 'test' as RegionId,
      graph,
      presence: { list: () => [peer as never], subscribe: (listener) => people.subscribe(listener) },
      relay,
      store,
      host: folder.host,
      world: { current: null },
      identity: () => ({ id: 'nadia', name: 'Nadia' }),
      commands: () => registry.list(),
      refusal: (id) => registry.refusal(id, {}),
    }),
  );
  const listeners = (): number => relay.listeners.size + store.listeners.size + people.listeners.size + folder.listeners();
  return { source, relay, graph, listeners };
}

describeSource('the running program as it is', () => {
  const { source, relay, graph, listeners } = openProgram();
  return {
    source,
    known: systemKey('sync', 'relay'),
    parent: systemKey('sync'),
    unknown: systemKey('commands', 'no.such'),
    change: () => relay.set({ connection: 'offline', pending: 12, problem: { code: 'away', message: 'The relay does not answer.' } }),
    listeners,
    dispose: () => graph.dispose(),
  };
});

test('[3.8] every part of the program reads, live, with what is in it', async () => {
  const { source, graph } = openProgram();
  const parts = source.children(SYSTEM, { limit: 100 }).nodes;
  expect(parts.map((part) => part.title)).toEqual(['Sessions', 'Regions', 'Sync', 'Performance', 'Commands', 'Settings']);
  for (const part of parts) {
    const inside = source.children(part.key, { limit: 100 }).nodes;
    expect(inside.length > 0).toBe(part.hasChildren);
    for (const node of inside) expect(node.missing).toBeUndefined();
  }
  expect(source.read(systemKey('commands', 'link.remove')).facts).toMatchObject({ appliesNow: 'It has no links.' });
  expect(source.read(systemKey('regions', 'test')).facts).toMatchObject({ entities: 0, documentBytes: expect.any(Number) });
  expect(source.links(systemKey('sessions', '7'))).toMatchObject([{ from: 'person:mira' as Key }]);
  setUi({ hints: false });
  expect(source.read(systemKey('settings', 'hints')).facts.value).toBe(false);
  setUi({ hints: true });
  graph.dispose();
});
