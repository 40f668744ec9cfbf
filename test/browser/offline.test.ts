import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { outlineRow, readEntities, runCommand, type SpaceHandle, syncChip, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;

beforeAll(async () => void (world = await TestWorld.open()));
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

const titles = async (page: Page): Promise<readonly string[]> => (await readEntities(page)).map((entity) => entity.title).sort();

describe('point 8: be offline', () => {
  test('[8] with the network cut everything goes on, the chip counts what waits, a reload works, and all merge on return', async () => {
    const nadia = await world.visit({ name: 'Nadia' });
    const mira = await world.visit({ name: 'Mira', folder: false });
    await outlineRow(nadia, 'Welcome board').waitFor();
    await nadia.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await whenSaved(nadia);
    await nadia.context().setOffline(true);
    await nadia
      .getByRole('button', { name: /Sync: Offline/u })
      .first()
      .waitFor();
    await runCommand(nadia, 'Place a cone');
    await runCommand(nadia, 'Place a sphere');
    await expect.poll(() => syncChip(nadia).getAttribute('aria-label')).toMatch(/Offline, [2-9] edits to send/u);
    await runCommand(mira, 'Place a cylinder');
    await nadia.reload();
    await outlineRow(nadia, 'Cone').waitFor();
    await expect.poll(() => syncChip(nadia).getAttribute('aria-label')).toMatch(/Offline, [2-9] edits to send/u);
    await runCommand(nadia, 'Place a torus');
    await nadia.context().setOffline(false);
    await whenSaved(nadia);
    for (const page of [nadia, mira]) {
      for (const title of ['Cone', 'Sphere', 'Cylinder', 'Torus']) await outlineRow(page, title).waitFor();
    }
    expect(await titles(nadia)).toEqual(await titles(mira));
    await nadia.context().close();
    await mira.context().close();
  });

  test('[8] a relay killed in the middle of typing has every edit whose chip said saved', async () => {
    const nadia = await world.visit({ name: 'Nadia' });
    await outlineRow(nadia, 'Welcome board').waitFor();
    await runCommand(nadia, 'Write a note');
    await nadia.locator('.hud-panel .cm-content').last().click();
    const noteId = (await readEntities(nadia, 'Note'))[0]?.id ?? '';
    const text = (page: Page): Promise<string> =>
      page.evaluate((id) => (globalThis as unknown as { space: SpaceHandle }).space.graph.text(id, 'body')?.toJSON() ?? '', noteId);
    const safe: string[] = [];
    for (let round = 0; round < 3; round++) {
      await nadia.keyboard.type(`round ${round} is said to be saved. `);
      await whenSaved(nadia);
      safe.push(await text(nadia));
      const typing = nadia.keyboard.type('this may or may not be. ', { delay: 10 });
      await nadia.waitForTimeout(100);
      await world.relay.end('SIGKILL');
      await typing;
      await nadia
        .getByRole('button', { name: /Sync: Offline/u })
        .first()
        .waitFor();
      await world.startServers();
      const stranger = await world.visit({ name: 'Stranger', folder: false });
      await outlineRow(stranger, 'Welcome board').waitFor();
      await expect.poll(() => text(stranger)).toContain(safe.at(-1));
      await stranger.context().close();
      await whenSaved(nadia);
    }
    await nadia.context().close();
  });

  test('[8] two tabs of one person edit the same world and corrupt nothing', async () => {
    const first = await world.visit({ name: 'Nadia' });
    await outlineRow(first, 'Welcome board').waitFor();
    const second = await first.context().newPage();
    await second.goto(`${world.origin}/w/${world.region}`);
    await outlineRow(second, 'Welcome board').waitFor();
    await first.context().setOffline(true);
    for (let i = 0; i < 3; i++) {
      await runCommand(first, 'Place a box');
      await runCommand(second, 'Place a lamp');
    }
    await first.context().setOffline(false);
    for (const page of [first, second]) await whenSaved(page);
    await expect.poll(async () => (await titles(first)).join()).toBe((await titles(second)).join());
    await second.close();
    await first.reload();
    await outlineRow(first, 'Welcome board').waitFor();
    expect((await readEntities(first, 'Box')).length).toBe(3);
    expect((await readEntities(first)).flatMap((entity) => (entity.kind === 'unknown' ? [entity.id] : []))).toEqual([]);
    await first.context().close();
  });
});
