import { type Key, type Source } from '@space/doc-schema';
import { describeSource } from '@space/doc-schema/testing/source-contract';
import type { ProcessEntry } from '@space/host/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileSource } from '../host-client/file-source.ts';
import { TestFolder } from '../host-client/folder-fixture.ts';
import { SymbolIndex } from '../symbols/symbol-index.ts';
import { ProcessSource, PROCESSES } from './process-source.ts';
import { SymbolSource } from './symbol-source.ts';
import { SYSTEM, systemKey, type SystemSection, SystemSource } from './system-source.ts';

const CODE = 'export class Lamp {\n  dim() {}\n  light() {}\n}\nexport const oil = 3;\n';

const openSymbols = (texts: Readonly<Record<string, string>>, now?: () => number): { folder: TestFolder; source: SymbolSource } => {
  const folder = new TestFolder(texts);
  return { folder, source: new SymbolSource(new SymbolIndex(folder.host, now), folder.host) };
};

describeSource('symbols', () => {
  const { folder, source } = openSymbols({ 'src/lamp.ts': CODE });
  return {
    source,
    known: 'symbol:space/src/lamp.ts#Lamp' as Key,
    parent: 'symbol:space/src/lamp.ts#Lamp' as Key,
    unknown: 'symbol:space/src/lamp.ts#Moon' as Key,
    change: () => folder.write('src/lamp.ts', `// a line above\n${CODE}`),
    listeners: () => folder.listeners(),
    breakDown: () => folder.goAway(),
    dispose: () => undefined,
  };
});

describe('symbols', () => {
  test('[3.8] a symbol keeps its key while lines come and go, and says so when it moved or vanished', async () => {
    let nowMs = 0;
    const { folder, source } = openSymbols({ 'src/lamp.ts': CODE }, () => (nowMs += 10_000));
    const key = 'symbol:space/src/lamp.ts#Lamp/dim' as Key;
    expect(await source.read(key)).toMatchObject({ title: 'dim', facts: { line: 2, type: 'method' } });
    folder.write('src/lamp.ts', `\n\n${CODE}`);
    expect(await source.read(key)).toMatchObject({ facts: { line: 4 } });
    folder.write('src/lamp.ts', CODE.replace('Lamp', 'Bulb'));
    expect(await source.read(key)).toMatchObject({ facts: { moved: 'src/lamp.ts#Bulb/dim' } });
    folder.write('lib/lamp.ts', CODE);
    folder.remove('src/lamp.ts');
    expect(await source.read(key)).toMatchObject({ facts: { moved: 'lib/lamp.ts#Lamp/dim' } });
    folder.write('lib/lamp.ts', '');
    expect(await source.read(key)).toMatchObject({ title: 'dim', missing: expect.stringMatching(/not there/u) });
    folder.write('src/lamp.ts', 'const x = 1;');
    expect(await source.read(key)).toMatchObject({ missing: '“dim” is not in src/lamp.ts any more: it was renamed, moved or deleted.' });
  });

  test('[3.8] a file’s symbols lie below it, and the file contains them', async () => {
    const { folder, source } = openSymbols({ 'src/lamp.ts': CODE, 'src/empty.ts': '' });
    const files = createFileSource(folder.host, source);
    const file = 'file:space/src/lamp.ts' as Key;
    expect(await files.read(file)).toMatchObject({ hasChildren: true });
    expect((await files.children(file, { limit: 10 })).nodes.map((node) => node.title)).toEqual(['Lamp', 'oil']);
    expect((await files.children('file:space/src/empty.ts' as Key, { limit: 10 })).nodes[0]?.missing).toBe('Nothing is declared in it.');
    const links = await source.links('symbol:space/src/lamp.ts#Lamp/dim' as Key);
    expect(links.map((link) => link.from)).toEqual([file, 'symbol:space/src/lamp.ts#Lamp']);
  });

  test('[3.8] a file that somebody looks at is read and parsed once a version', async () => {
    const { folder, source } = openSymbols({ 'src/lamp.ts': CODE });
    let reads = 0;
    const request = folder.host.request;
    folder.host.request = (method, params) => {
      if (method === 'files.read') reads += 1;
      return request(method, params);
    };
    const key = 'symbol:space/src/lamp.ts#Lamp' as Key;
    const stop = source.subscribe(key, () => undefined);
    for (let i = 0; i < 5; i++) await source.read(key);
    expect(reads).toBe(1);
    folder.write('src/lamp.ts', `${CODE}//`);
    for (let i = 0; i < 5; i++) await source.read(key);
    expect(reads).toBe(2);
    stop();
  });
});

const processOf = (part: Partial<ProcessEntry>): ProcessEntry => ({
  pid: 1,
  parentPid: 0,
  name: 'init',
  command: '/sbin/init',
  cpu: 0,
  memoryBytes: 5e6,
  startedMs: 1_000_000,
  folder: null,
  ...part,
});

function openProcesses(): { folder: TestFolder; source: ProcessSource; asked: () => number } {
  const folder = new TestFolder({ 'src/a.ts': '' });
  folder.processes.push(
    processOf({}),
    processOf({ pid: 7, parentPid: 1, name: 'node', folder: 'src' }),
    processOf({ pid: 8, parentPid: 1, name: 'vim' }),
  );
  let asked = 0;
  const request = folder.host.request;
  folder.host.request = (method, params) => {
    if (method === 'processes.list') asked += 1;
    return request(method, params);
  };
  return { folder, source: new ProcessSource({ host: folder.host, seen: () => true }), asked: () => asked };
}

describe('processes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const tell = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(2100));

  describeSource('processes', () => {
    const { folder, source } = openProcesses();
    return {
      source,
      known: 'process:7-1000' as Key,
      parent: 'process:1-1000' as Key,
      unknown: 'process:7-999' as Key,
      change: async () => {
        folder.processes[1] = processOf({ pid: 7, parentPid: 1, name: 'node', cpu: 0.5, folder: 'src' });
        await tell();
      },
      listeners: () => folder.listeners() + vi.getTimerCount(),
      breakDown: () => folder.goAway(),
      dispose: () => undefined,
    };
  });

  test('[3.8] the machine is asked again only while somebody looks', async () => {
    const { source, asked } = openProcesses();
    await source.children(PROCESSES, { limit: 10 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toBe(1);
    const stops = [source.subscribe(PROCESSES, () => undefined), source.subscribe(PROCESSES, () => undefined)];
    await vi.advanceTimersByTimeAsync(6000);
    expect(asked()).toBe(4);
    for (const stop of stops) stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toBe(4);
  });

  test('[3.8] a process knows who started it and where it works; a pid given out again is another', async () => {
    const { folder, source } = openProcesses();
    expect(await source.read(PROCESSES)).toMatchObject({ facts: { machine: 'workbench', running: 3 } });
    expect(await source.links('process:7-1000' as Key)).toMatchObject([
      { from: 'process:1-1000', relation: 'started' },
      { relation: 'works-in', to: 'file:space/src' },
    ]);
    folder.processes[1] = processOf({ pid: 7, parentPid: 1, name: 'cat', startedMs: 9_000_000 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(await source.read('process:7-1000' as Key)).toMatchObject({ missing: expect.stringContaining('ended') });
  });
});

describeSource('the running program', () => {
  const listeners = new Set<() => void>();
  let waiting = 0;
  const section: SystemSection = {
    id: 'sync',
    kind: 'place',
    card: () => ({ title: 'Sync', icon: 'refresh-cw', facts: { waiting } }),
    names: () => ['relay', 'browser'],
    cardOf: (name) => (['relay', 'browser'].includes(name) ? { title: name, icon: 'globe', facts: { waiting } } : undefined),
    actions: ['sync.retry'],
    subscribe: (listener) => {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
  const source: Source = new SystemSource([section, { ...section, id: 'performance' }]);
  return {
    source,
    known: systemKey('sync', 'relay'),
    parent: SYSTEM,
    unknown: systemKey('sync', 'pigeon'),
    change: () => {
      waiting = 3;
      for (const listener of listeners) listener();
    },
    listeners: () => listeners.size,
    dispose: () => undefined,
  };
});
