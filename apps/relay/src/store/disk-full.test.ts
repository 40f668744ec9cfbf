import { untilDoc, untilSaved, untilStatus } from '@space/providers/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addNote, titlesOf, Workbench } from '../testing/workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.dispose());

describe('a full disk', () => {
  it('[F1] nothing is acked, everyone is told, work goes on, and all is saved when there is room again', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data });
    const [ada, ben] = [bench.tab(relay, 'full'), bench.tab(relay, 'full', { name: 'Ben' })];
    await Promise.all([ada.provider.whenReady, ben.provider.whenReady]);
    addNote(ada, 'Before');
    await untilSaved(ada.provider);
    relay.store.limitBytes(1);
    for (let i = 0; i < 60; i++) addNote(ada, `Full ${i} ${'x'.repeat(150)}`);
    const told = await Promise.all([ada, ben].map(({ provider }) => untilStatus(provider, (status) => status.problem !== undefined)));
    for (const status of told)
      expect(status.problem).toMatchObject({ code: 'disk-full', message: expect.stringContaining('disk') as string });
    expect(ada.provider.status.pending).toBe(60);
    await untilDoc(ben.doc, () => ben.graph.list().length === 61);
    const late = bench.tab(relay, 'full', { name: 'Cy' });
    await untilStatus(late.provider, (status) => status.problem?.code === 'disk-full');
    await late.provider.whenReady;
    expect(late.graph.list()).toHaveLength(61);
    relay.store.limitBytes(0);
    await untilSaved(ada.provider);
    await Promise.all([ada, ben, late].map(({ provider }) => untilStatus(provider, (status) => status.problem === undefined)));
    await relay.close();
    const again = await bench.relay({ data });
    const reader = bench.tab(again, 'full');
    await reader.provider.whenReady;
    expect(titlesOf(reader)).toHaveLength(61);
    expect([...again.store.readFlushes('full')].flat()).toHaveLength(61);
    expect(bench.reports.filter((line) => line.startsWith('Saving fails'))).toHaveLength(1);
  });

  it('[F2] what was saved before is still there when the relay stops with a full disk, and the rest comes back from the browser', async () => {
    const data = bench.folder();
    const relay = await bench.relay({ data });
    const port = Number(new URL(relay.address).port);
    const tab = bench.tab(relay, 'full');
    await tab.provider.whenReady;
    addNote(tab, 'Saved');
    await untilSaved(tab.provider);
    relay.store.limitBytes(1);
    for (let i = 0; i < 40; i++) addNote(tab, `Waiting ${i} ${'x'.repeat(150)}`);
    await untilStatus(tab.provider, (status) => status.problem?.code === 'disk-full');
    await relay.close();
    const again = await bench.relay({ data, port });
    await untilSaved(tab.provider);
    expect([...again.store.readFlushes('full')].flat()).toHaveLength(41);
    expect(bench.reports.join()).toContain('the browsers that made them still have them');
  });
});
