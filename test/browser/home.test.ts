import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import type { Page } from 'playwright-core';
import { closePanels, findOnScreen, outlineRow, readEntities, readOne, runCommand, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;

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

/** Counts updates that this page's document makes until `read` is called. */
async function countUpdates(): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { space } = globalThis as unknown as {
      space: { graph: { doc: { on(event: string, listener: () => void): void } } };
      updates?: number;
    };
    const counter = globalThis as unknown as { updates: number };
    if (counter.updates === undefined) space.graph.doc.on('update', () => counter.updates++);
    counter.updates = 0;
  });
  return () => page.evaluate(() => (globalThis as unknown as { updates: number }).updates);
}

describe('point 3: stand in a world', () => {
  test('[3] Home opens with a welcome board of five real task entities that can be ticked', async () => {
    const board = page.getByText('Five real things. Each ticks itself when you do it.');
    await board.waitFor();
    const tasks = (await readEntities(page)).filter((entity) => entity.kind === 'task');
    expect(tasks.map((task) => task.properties['state'])).toEqual(Array(5).fill('open'));
  });

  test('[3] orbit, pan, zoom and fly change what is seen, and Home brings the first view back', async () => {
    const { id } = await readOne(page, 'Lighthouse');
    const start = await findOnScreen(page, id);
    const moved = async (): Promise<number> => {
      const at = await findOnScreen(page, id).catch(() => ({ x: -999, y: -999 }));
      return Math.hypot(at.x - start.x, at.y - start.y);
    };
    const goesAway = (how: string): Promise<void> => expect.poll(moved, { message: how }).toBeGreaterThan(8);
    const comesBack = async (how: string): Promise<void> => {
      await page.keyboard.press('Home');
      await expect.poll(moved, { message: `home after ${how}` }).toBeLessThan(8);
    };
    const middle = { x: 640, y: 500 };
    for (const button of ['left', 'right'] as const) {
      await page.mouse.move(middle.x, middle.y);
      await page.mouse.down({ button });
      await page.mouse.move(middle.x - 120, middle.y + 20, { steps: 8 });
      await page.mouse.up({ button });
      await goesAway(button);
      await comesBack(button);
    }
    await page.mouse.wheel(0, -600);
    await goesAway('wheel');
    await comesBack('wheel');
    await runCommand(page, 'Fly');
    await page.keyboard.down('d');
    await page.waitForTimeout(1500);
    await page.keyboard.up('d');
    await goesAway('flying');
    await page.keyboard.press('Escape');
    await comesBack('flying');
  });
});

describe('point 4: make and change', () => {
  test('[4] the palette adds a note, a task, every plain shape and a light', async () => {
    for (const [command, title] of [
      ['Place a box', 'Box'],
      ['Place a sphere', 'Sphere'],
      ['Place a cylinder', 'Cylinder'],
      ['Place a cone', 'Cone'],
      ['Place a plane', 'Plane'],
      ['Place a torus', 'Torus'],
      ['Place a lamp', 'Lamp'],
    ] as const) {
      const before = (await readEntities(page)).length;
      await runCommand(page, command);
      await expect.poll(async () => (await readEntities(page)).length, { message: title }).toBe(before + 1);
    }
    for (const [command, kind] of [
      ['Write a note', 'note'],
      ['Add a task', 'task'],
    ] as const) {
      await runCommand(page, command);
      await expect
        .poll(async () => (await readEntities(page)).filter((entity) => entity.kind === kind).length)
        .toBeGreaterThan(kind === 'note' ? 1 : 5);
      await closePanels(page);
    }
  });

  test('[4] a drag is one undo step and one document write, and undo takes it back', async () => {
    await page.keyboard.press('Home');
    const block = await readOne(page, 'Plum block');
    const place = async (): Promise<unknown> => (await readOne(page, 'Plum block')).properties['position'];
    const at = await findOnScreen(page, block.id);
    const updates = await countUpdates();
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 60, at.y + 24, { steps: 20 });
    await page.mouse.up();
    await expect.poll(place).not.toEqual(block.properties['position']);
    expect(await updates()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(place).toEqual(block.properties['position']);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(place).not.toEqual(block.properties['position']);
    await page.keyboard.press('Home');
  });

  test('[4] rename, trash, restore by undo, from the keyboard', async () => {
    await outlineRow(page, 'Cone').click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Beacon');
    await page.keyboard.press('Enter');
    await outlineRow(page, 'Beacon').click();
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await readEntities(page, 'Beacon'))[0]?.trashed).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readEntities(page, 'Beacon'))[0]?.trashed).toBe(false);
  });
});

describe('point 5: inspect and browse', () => {
  test('[5] the inspector edits a value with the right control and tells who wrote it', async () => {
    await outlineRow(page, 'Sphere').click();
    const inspector = page.getByRole('region', { name: 'Inspector' }).or(page.getByRole('complementary', { name: 'Inspector' }));
    const size = inspector.getByRole('textbox', { name: /^Size x/iu });
    await size.fill('2.5');
    await size.press('Enter');
    await expect.poll(async () => (await readOne(page, 'Sphere')).properties['size']).toEqual([2.5, 1, 1]);
    await size.fill('nonsense');
    await size.press('Enter');
    await expect.poll(() => size.getAttribute('aria-invalid')).toBe('true');
    expect((await readOne(page, 'Sphere')).properties['size']).toEqual([2.5, 1, 1]);
    await size.press('Escape');
    await inspector.getByText('Nadia').or(inspector.getByText('You')).first().waitFor();
  });

  test('[5] the outline filters by text and reaches everything by keyboard', async () => {
    const filter = page
      .getByRole('searchbox', { name: /Filter/u })
      .or(page.getByRole('textbox', { name: /Filter/u }))
      .first();
    await filter.fill('gate');
    // The gate itself, and the plaza that contains it.
    await expect.poll(() => page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem').count()).toBe(2);
    await outlineRow(page, 'Gate').waitFor();
    await filter.fill('');
    await outlineRow(page, 'How this place works').waitFor();
    const rows = await page
      .getByRole('tree', { name: 'Outline' })
      .getByRole('treeitem')
      .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? item.textContent ?? ''));
    const at = rows.findIndex((row) => row.startsWith('How this place works'));
    expect(at).toBeGreaterThan(0);
    await page.getByRole('tree', { name: 'Outline' }).focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.hud-panel').first().waitFor();
    await closePanels(page);
  });

  test('[5] an invalid value shows a badge and can be mended', async () => {
    const { id } = await readOne(page, 'Cylinder');
    await page.evaluate((entity) => {
      const { graph } = (
        globalThis as unknown as { space: { graph: { doc: { getMap(name: string): Map<string, Map<string, unknown>> } } } }
      ).space;
      graph.doc.getMap('e').get(entity)?.set('size', 'huge');
    }, id);
    await outlineRow(page, 'Cylinder').click();
    await outlineRow(page, 'Cylinder').locator('.badge').waitFor();
    await page.getByRole('button', { name: 'Mend', exact: true }).click();
    await expect.poll(async () => (await readOne(page, 'Cylinder')).properties['size']).toEqual([1, 1, 1]);
    await expect.poll(() => outlineRow(page, 'Cylinder').locator('.badge').count()).toBe(0);
  });

  test('[8] what was done is there after a reload, and so is its undo', async () => {
    await whenSaved(page);
    const before = await readEntities(page);
    await page.reload();
    await outlineRow(page, 'Welcome board').waitFor();
    expect((await readEntities(page)).map((entity) => entity.title).sort()).toEqual(before.map((entity) => entity.title).sort());
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readOne(page, 'Cylinder')).properties['size']).toEqual([1, 1, 1]);
  });
});
