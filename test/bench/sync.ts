import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { TestWorld } from '../browser/test-world.ts';
import { percentile, printFigure } from '../figure.ts';

const SAMPLES = 60;

/** Starts watching the page for `text` to appear anywhere; resolves with the page's wall clock when it is painted. */
const whenShown = (page: Page, text: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const seen = (): boolean => document.body.innerText.includes(wanted);
        const done = (): void => resolve(performance.timeOrigin + performance.now());
        if (seen()) return done();
        const observer = new MutationObserver(() => {
          if (!seen()) return;
          observer.disconnect();
          done();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    text,
  );

async function measure(write: (text: string) => Promise<number>, reader: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const text = `sample ${i} ${Math.random().toString(36).slice(2)}`;
    const shown = whenShown(reader, text);
    const written = await write(text);
    times.push((await shown) - written);
    await reader.waitForTimeout(300); // stays under the write guard's four a second
  }
  return times;
}

/** The floor: the same two pages, a bare WebSocket broadcaster between them, and one text node. */
async function measureFloor(world: TestWorld): Promise<readonly number[]> {
  const http = createServer((_, response) => response.end('<p id="out"></p>')).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data, { binary: false });
    });
  });
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const pages = [await world.blank(address), await world.blank(address)] as const;
  for (const page of pages) {
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(location.href.replace('http', 'ws'));
          socket.onopen = () => resolve();
          socket.onmessage = (event) => (document.body.innerText = String(event.data));
          Object.assign(window, { send: (text: string) => socket.send(text) });
        }),
    );
  }
  const write = (text: string): Promise<number> =>
    pages[0].evaluate((value) => {
      const now = performance.timeOrigin + performance.now();
      (window as unknown as { send: (text: string) => void }).send(value);
      return now;
    }, text);
  const times = await measure(write, pages[1]);
  for (const page of pages) await page.close();
  sockets.close();
  http.closeAllConnections();
  http.close();
  return times;
}

const world = await TestWorld.open();
try {
  const floor = await measureFloor(world);
  const writer = await world.visit({ name: 'Writer', width: 640, height: 400 });
  const reader = await world.visit({ name: 'Reader', width: 1000, height: 500 });
  const id = await writer.evaluate(() => {
    const { graph } = (
      window as unknown as {
        space: { graph: { edit: (g: object, w: (e: { create: (k: string, p: object) => string }) => string) => string } };
      }
    ).space;
    return graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'bench' }));
  });
  await whenShown(reader, 'bench');
  const write = (text: string): Promise<number> =>
    writer.evaluate(
      ([entity, value]) => {
        const { graph } = (
          window as unknown as {
            space: { graph: { edit: (g: object, w: (e: { set: (i: string, p: string, v: string) => void }) => void) => void } };
          }
        ).space;
        const now = performance.timeOrigin + performance.now();
        graph.edit({ title: 'Rename' }, (edit) => edit.set(entity, 'title', value));
        return now;
      },
      [id, text] as const,
    );
  const times = await measure(write, reader);
  const p50 = percentile(times, 0.5);
  const p95 = percentile(times, 0.95);
  printFigure({ name: 'edit to visible change, p50', value: p50, unit: 'ms', floor: percentile(floor, 0.5), samples: SAMPLES });
  printFigure({ name: 'edit to visible change, p95', value: p95, unit: 'ms', goal: 60, floor: percentile(floor, 0.95), samples: SAMPLES });
} finally {
  await world.close();
}
