import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { startRelay } from './index.ts';

test('[R1] the example of the README shows the starter world to a stock client', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'space-relay-'));
  // --- example
  const relay = await startRelay({ port: 0, data: folder, open: true });
  if ('message' in relay) throw new Error(relay.message);
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${relay.address.replace('http', 'ws')}/sync`, relay.region, doc, { disableBc: true });
  await new Promise((resolve) => provider.once('sync', resolve));
  const entities = doc.getMap('e').size;
  provider.destroy();
  await relay.close();
  // --- end
  expect(entities).toBeGreaterThan(5);
  provider.awareness.destroy();
  rmSync(folder, { recursive: true });
  expect(exampleOf('README.md')).toBe(thisExample());
});

function exampleOf(file: string): string {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  return /```ts\n([\s\S]*?)```/.exec(text)?.[1]?.trim() ?? 'no example';
}

function thisExample(): string {
  const text = readFileSync(new URL(import.meta.url), 'utf8');
  return (/\/\/ --- example\n([\s\S]*?) {2}\/\/ --- end/.exec(text)?.[1] ?? '').replaceAll(/^ {2}/gm, '').trim();
}
