import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { flushId } from '@space/doc-schema';
import { Deliveries } from '@space/providers';
import { untilSaved } from '@space/providers/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { parseFlags } from './flags.ts';
import { Store } from './store/store.ts';
import { addNote, type Tab, titlesOf, Workbench } from './testing/workbench.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

interface Running {
  readonly child: ChildProcess;
  readonly address: string;
  readonly region: string;
}

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  bench.later(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

async function run(...args: string[]): Promise<Running> {
  const child = start(...args);
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: string; address: string; region: string; key: string };
  expect(Object.keys(ready)).toEqual(['ready', 'address', 'region', 'key']);
  return { child, address: ready.address, region: ready.region };
}

async function complaint(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const child = start(...args);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

describe('the relay process', () => {
  it('[M1] an edit that was acked survives SIGKILL in the middle of writing, three times over', { timeout: 60_000 }, async () => {
    const data = bench.folder();
    const acked = new Map<string, string>();
    let relay = await run('--port', '0', '--data', data, '--open');
    const port = new URL(relay.address).port;
    const tab = bench.tab(relay, 'killed', { silenceMs: 1000 });
    const deliveries = Deliveries.of(tab.graph.flushes, tab.doc.clientID);
    deliveries.subscribe((flush, settled) => settled && acked.set(flushId(flush), flush.title));
    await tab.provider.whenReady;
    for (let round = 1; round <= 3; round++) {
      await writeUntil(tab, () => acked.size >= round * 100);
      relay.child.kill('SIGKILL');
      await once(relay.child, 'exit');
      // What the disk holds, before anyone could bring it back.
      const { doc, known } = readKilled(data);
      expect([...acked.keys()].filter((id) => !known.has(id))).toEqual([]);
      expect(doc.getMap('e').size).toBeGreaterThanOrEqual(acked.size);
      relay = await run('--port', port, '--data', data, '--open');
    }
    await untilSaved(tab.provider);
    const reader = bench.tab(relay, 'killed', { name: 'Reader' });
    await reader.provider.whenReady;
    expect(titlesOf(reader)).toEqual(titlesOf(tab));
  });

  it('[M2] SIGTERM ends it with 0 and everything saved', async () => {
    const data = bench.folder();
    const relay = await run('--port', '0', '--data', data, '--open');
    const tab = bench.tab(relay, 'term');
    await tab.provider.whenReady;
    addNote(tab, 'Last words');
    await untilSaved(tab.provider);
    relay.child.kill('SIGTERM');
    expect(await once(relay.child, 'exit')).toEqual([0, null]);
    const again = await run('--port', '0', '--data', data, '--open');
    expect(again.region).toBe(relay.region);
    const reader = bench.tab(again, 'term');
    await reader.provider.whenReady;
    expect(titlesOf(reader)).toEqual(['Last words']);
  });

  it('[M3] a wrong command line is one sentence and code 2', async () => {
    expect(await complaint('--prot', '1')).toEqual({ code: 2, text: "relay: Unknown option '--prot'. Run with --help for the options.\n" });
    expect(await complaint('--data', '/tmp/x', '--port', '99999')).toEqual({
      code: 2,
      text: 'relay: --port 99999 is not a port: give a number from 0 to 65535.\n',
    });
  });

  it('[M4] a folder in use is one sentence and code 1, and the first relay is unharmed', async () => {
    const data = bench.folder();
    const relay = await run('--port', '0', '--data', data, '--open');
    const { code, text } = await complaint('--port', '0', '--data', data);
    expect(code).toBe(1);
    expect(text).toContain(`Another relay (process ${relay.child.pid}) is using the data folder`);
    const tab = bench.tab(relay, 'still');
    await tab.provider.whenReady;
  });
});

describe('the command line', () => {
  it('[M3] says what is wrong with each flag', () => {
    const wrong = (...args: string[]): string => {
      const flags = parseFlags(args);
      return flags.kind === 'wrong' ? flags.message : flags.kind;
    };
    expect(wrong()).toContain('--data and a folder');
    expect(wrong('--data', 'd', '--port', 'x')).toContain('--port x is not a port');
    expect(wrong('--data', 'd', '--origin', 'space.example')).toContain('--origin space.example is not an origin');
    expect(wrong('--data', 'd', '--host-service', "ws://x; script-src 'unsafe-eval'")).toContain('is not an address');
    expect(wrong('--data', 'd', '--history-days', 'soon')).toContain('is not a number of days');
    expect(wrong('--data')).toContain('--help');
    expect(wrong('--help')).toBe('help');
    expect(parseFlags(['--data', 'd', '--open', '--listen', '0.0.0.0'])).toEqual({
      kind: 'options',
      options: { port: 8787, data: 'd', open: true, origins: [], listen: ['0.0.0.0'] },
    });
  });
});

function readKilled(data: string): { readonly doc: Y.Doc; readonly known: ReadonlySet<string> } {
  const store = Store.open(join(data, 'space.db'), (sentence) => void bench.reports.push(sentence));
  if ('message' in store) throw new Error(store.message);
  const doc = new Y.Doc();
  for (const part of store.readRegion('killed').parts) (part.format === 'v2' ? Y.applyUpdateV2 : Y.applyUpdate)(doc, part.bytes);
  const known = new Set([...store.readFlushes('killed')].flat().map(flushId));
  store.close();
  return { doc, known };
}

/** Writes a note every turn of the event loop until `enough`, so that the process dies while commits are under way. */
function writeUntil(tab: Tab, enough: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const write = (): void => {
      addNote(tab, `Note ${tab.graph.list().length}`);
      if (enough()) resolve();
      else setImmediate(write);
    };
    write();
  });
}
