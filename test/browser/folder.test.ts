import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, closePanels, outlineRow, readEntities, readOne, runCommand, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;
const editor = (): Locator => page.locator('.hud-panel .cm-content').last();
const fileRow = (name: string): Locator => page.getByRole('tree', { name: 'Files' }).getByRole('treeitem', { name });

beforeAll(async () => {
  world = await TestWorld.open();
  page = await world.visit({ name: 'Nadia' });
  await outlineRow(page, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

describe('point 6: real input', () => {
  test('[6] the folder is listed on demand, without what .gitignore leaves out', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    await fileRow('README.md').waitFor();
    expect(await fileRow('secret.txt').count()).toBe(0);
    expect(await fileRow('wick.ts').count()).toBe(0);
    await fileRow('src').click();
    await page.keyboard.press('ArrowRight');
    await fileRow('wick.ts').waitFor();
  });

  test('[6] a file opens in an editor and is saved back to disk', async () => {
    await fileRow('wick.ts').dblclick();
    await expect.poll(() => editor().textContent()).toContain('warm');
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('export const oil = 3;');
    await page.keyboard.press('Control+s');
    await expect.poll(() => readFileSync(join(world.folder, 'src/wick.ts'), 'utf8')).toContain('export const oil = 3;');
  });

  test('[6] changes on disk appear in the open editor', async () => {
    writeFileSync(join(world.folder, 'src/wick.ts'), "export const light = 'from the disk';\n");
    await expect.poll(() => editor().textContent(), { timeout: 10_000 }).toContain('from the disk');
  });

  test('[6] a conflict is shown and overwrites neither side', async () => {
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('mine');
    writeFileSync(join(world.folder, 'src/wick.ts'), 'theirs\n');
    await page
      .getByText(/changed on disk/iu)
      .first()
      .waitFor();
    await page.keyboard.press('Control+s');
    expect(readFileSync(join(world.folder, 'src/wick.ts'), 'utf8')).toBe('theirs\n');
    expect(await editor().textContent()).toContain('mine');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(() => readFileSync(join(world.folder, 'src/wick.ts'), 'utf8')).toContain('mine');
  });

  test('[6] a task linked to a source file is still linked after a reload', async () => {
    await page.getByRole('tab', { name: 'Outline' }).click();
    await outlineRow(page, 'Welcome board').click();
    await runCommand(page, 'Add a task');
    await expect.poll(async () => (await readEntities(page, 'Task')).length).toBe(1);
    const task = await readOne(page, 'Task');
    await closePanels(page);
    await outlineRow(page, 'Task').click();
    await runCommand(page, 'Link to a thing from a list…');
    await answer(page, 'wick', /wick\.ts/u);
    await answer(page, 'about');
    const links = (): Promise<readonly string[]> =>
      page.evaluate((id) => {
        const { graph } = (globalThis as unknown as { space: { graph: { linksFrom(key: string): readonly { to: string }[] } } }).space;
        return graph.linksFrom(`entity:${id}`).map((link) => link.to);
      }, task.id);
    await expect.poll(links).toEqual(['file:lantern/src/wick.ts']);
    await whenSaved(page);
    await page.reload();
    await outlineRow(page, 'Task').click();
    expect(await links()).toEqual(['file:lantern/src/wick.ts']);
    await page.getByRole('region', { name: 'Links' }).getByText('wick.ts').first().waitFor();
  });

  test('[6] a large file and a binary file say why they cannot be edited', async () => {
    writeFileSync(join(world.folder, 'big.txt'), 'x'.repeat(50_000_000));
    writeFileSync(join(world.folder, 'blob.bin'), Buffer.from([0, 1, 2, 255, 254]));
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'Read the folder again' }).click();
    await fileRow('big.txt').dblclick();
    await page
      .locator('.hud-panel')
      .getByText(/50(\.0)? MB/u)
      .first()
      .waitFor();
    await fileRow('blob.bin').dblclick();
    await page
      .locator('.hud-panel')
      .getByText(/binary|not text/iu)
      .first()
      .waitFor();
  });

  test('[6] without the folder’s token the files say why they are away', async () => {
    const guest = await world.visit({ name: 'Guest', folder: false });
    await guest.getByRole('tab', { name: 'Files' }).click();
    await guest
      .getByRole('tabpanel')
      .getByText(/folder/iu)
      .first()
      .waitFor();
    expect(await guest.getByRole('treeitem', { name: 'README.md' }).count()).toBe(0);
    await guest.context().close();
  });
});
