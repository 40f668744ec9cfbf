import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, closePanels, outlineRow, readEntities, readOne, runCommand } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;

beforeAll(async () => {
  world = await TestWorld.open();
  page = await world.visit({ name: 'Nadia', width: 1280, height: 800 });
  await outlineRow(page, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

const filter = (): Locator => page.getByRole('textbox', { name: 'Filter by name, kind or link' });
const rows = (tree: string | RegExp): Promise<number> => page.getByRole('tree', { name: tree }).getByRole('treeitem').count();
const panel = (): Locator => page.getByRole('dialog', { name: 'Panel: Open work' });
const tagged = async (): Promise<number> =>
  (await readEntities(page)).filter((entity) => (entity.properties['tags'] as readonly string[] | undefined)?.includes('urgent')).length;

describe('point 10: queries', () => {
  test('[3.10] a person filters the outline by a query; plain words find as they did', async () => {
    await filter().fill('kind:task is:open');
    await expect.poll(() => rows('Outline')).toBe(5);
    await filter().fill('gate');
    await expect.poll(() => rows('Outline')).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => filter().inputValue()).toBe('');
  });

  test('[3.10] what cannot be read is pointed at, and the last answer stays', async () => {
    await filter().fill('kind:task');
    await expect.poll(() => rows('Outline')).toBe(5);
    await filter().fill('kind:task due:somday');
    await page.getByRole('button', { name: /“somday” is no time/u }).waitFor();
    expect(await page.locator('.query-marks u').textContent()).toBe('somday');
    expect(await filter().getAttribute('aria-invalid')).toBe('true');
    expect(await rows('Outline')).toBe(5);
    await page.getByRole('button', { name: /“somday” is no time/u }).click();
    await page.keyboard.type('today');
    await expect.poll(() => filter().inputValue()).toBe('kind:task due:today');
    await expect.poll(() => page.locator('.query-marks').count()).toBe(0);
  });

  test('[3.10] what can come next is offered, and taken by keyboard', async () => {
    await filter().fill('');
    await filter().pressSequentially('kind:task sta');
    await page.getByRole('listbox', { name: 'Ways to go on' }).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => filter().inputValue()).toBe('kind:task state:');
    await page.getByRole('option', { name: /^open/u }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => filter().inputValue()).toBe('kind:task state:open');
    await expect.poll(() => rows('Outline')).toBe(5);
  });

  test('[3.10] a query is kept, opened, and follows what changes', async () => {
    await page.getByRole('button', { name: 'Save this query' }).click();
    await answer(page, 'Open work');
    const kept = page.getByRole('region', { name: 'Queries' }).getByRole('button', { name: /Open work/u });
    await kept.waitFor();
    expect((await readOne(page, 'Open work')).properties['text']).toBe('kind:task state:open');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await outlineRow(page, 'Open work').dblclick();
    await expect.poll(() => rows('Results of Open work')).toBe(5);
    await panel().getByRole('treeitem').first().click();
    await page.keyboard.press('x');
    await expect.poll(() => rows('Results of Open work')).toBe(4);
    await panel().getByText('4 results').waitFor();
  });

  test('[3.11] all results are selected and tagged as one step, and undo takes it back at once', async () => {
    await panel().getByRole('button', { name: 'Select all' }).click();
    await page.getByText('4 things').first().waitFor();
    await runCommand(page, 'Tag…');
    await answer(page, 'urgent');
    await expect.poll(tagged).toBe(4);
    await page.getByText('Tagged 4 things “urgent”').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(tagged).toBe(0);
    await closePanels(page);
  });

  test('[3.11] a field of many is set at once, and thousands show how far it is', async () => {
    await page.evaluate(() => {
      interface Bulk {
        write(write: (edit: { create(kind: string, properties: object): string }) => void): void;
        finish(): void;
      }
      const { graph } = (globalThis as unknown as { space: { graph: { bulk(gesture: object): Bulk } } }).space;
      const bulk = graph.bulk({ title: 'Bring many' });
      for (let piece = 0; piece < 20; piece++)
        bulk.write((edit) => {
          for (let i = 0; i < 100; i++) edit.create('task', { title: `Many ${piece * 100 + i}` });
        });
      bulk.finish();
    });
    await filter().fill('title:many sort:title');
    await page.getByText(/^2000 of /u).waitFor();
    await page.getByRole('button', { name: 'Select all results' }).click();
    await page.getByText('2000 things').first().waitFor();
    await page.evaluate(() => {
      const seen = globalThis as unknown as { progressSeen: boolean };
      seen.progressSeen = false;
      new MutationObserver(() => {
        if (document.querySelector('.writing [role="progressbar"]')) seen.progressSeen = true;
      }).observe(document.body, { childList: true, subtree: true });
    });
    await runCommand(page, 'Set a field…');
    await answer(page, 'state: done', /State: Done/u);
    await page.getByText('State of 2000 things: done').waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { progressSeen: boolean }).progressSeen)).toBe(true);
    const done = async (): Promise<number> =>
      (await readEntities(page)).filter((entity) => entity.title.startsWith('Many') && entity.properties['state'] === 'done').length;
    expect(await done()).toBe(2000);
    await page.keyboard.press('Control+z');
    await expect.poll(done).toBe(0);
  });
});
