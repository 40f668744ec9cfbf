import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, closePanels, findOnScreen, outlineRow, readEntities, readOne, runCommand, type SpaceHandle, whenAtRest } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;

beforeAll(async () => {
  world = await TestWorld.open();
  page = await world.visit({ name: 'Nadia', width: 1280, height: 720 });
  await outlineRow(page, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

const valueOf = async (title: string, property: string): Promise<unknown> => (await readOne(page, title)).properties[property];

/** Where a letter of the gizmo stands on the screen, beside the tip of its arrow. */
async function letterAt(letter: 'X' | 'Y' | 'Z'): Promise<{ x: number; y: number }> {
  await whenAtRest(page); // the letters move with the next frame
  const label = page.locator('.space-label[data-look="axis"]', { hasText: letter });
  await expect.poll(() => label.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
  const box = await label.boundingBox();
  if (!box) throw new Error(`The gizmo’s ${letter} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags what lies this far from a gizmo's letter, in pixels of the window. */
async function dragFromLetter(letter: 'X' | 'Y' | 'Z', from: readonly [number, number], by: readonly [number, number]): Promise<void> {
  const tip = await letterAt(letter);
  const start = { x: tip.x + from[0], y: tip.y + from[1] };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + by[0], start.y + by[1], { steps: 10 });
  await page.mouse.up();
}

describe('point 4: hands', () => {
  test('[4] a click in the world selects, Shift adds, and an empty click lets go', async () => {
    const plum = await readOne(page, 'Plum block');
    const teal = await readOne(page, 'Teal block');
    const at = await findOnScreen(page, plum.id);
    await page.mouse.click(at.x, at.y);
    const inspector = page.getByRole('complementary', { name: 'Inspector' }).or(page.getByRole('region', { name: 'Inspector' }));
    await expect.poll(() => inspector.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Plum block');
    const other = await findOnScreen(page, teal.id);
    await page.keyboard.down('Shift');
    await page.mouse.click(other.x, other.y);
    await page.keyboard.up('Shift');
    await inspector.getByText('2 things').first().waitFor();
    await page.mouse.click(640, 120);
    await expect.poll(() => page.locator('.space-label[data-look="tag"]').count()).toBe(0);
  });

  test('[4] the gizmo’s arrow moves along one axis only, snapped to a quarter metre', async () => {
    await page.keyboard.press(']'); // the arrows may reach under the inspector
    const plum = await readOne(page, 'Plum block');
    const at = await findOnScreen(page, plum.id);
    await page.mouse.click(at.x, at.y);
    const before = plum.properties['position'] as readonly number[];
    await dragFromLetter('X', [-16, 0], [90, 0]);
    await expect.poll(() => valueOf('Plum block', 'position')).not.toEqual(before);
    const after = (await valueOf('Plum block', 'position')) as readonly number[];
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(((after[0] ?? 0) - (before[0] ?? 0)) % 0.25).toBeCloseTo(0, 5);
  });

  test('[4] the gizmo turns and sizes, each as one undo step', async () => {
    const plum = await readOne(page, 'Plum block');
    await page.keyboard.press('3');
    await dragFromLetter('Y', [0, 28], [0, -60]);
    await expect.poll(() => valueOf('Plum block', 'scale')).not.toEqual(plum.properties['scale']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => valueOf('Plum block', 'scale')).toEqual(plum.properties['scale']);
    await page.keyboard.press('2');
    await dragFromLetter('Y', [-15, -5], [-60, 25]);
    await expect.poll(() => valueOf('Plum block', 'turn')).not.toEqual(plum.properties['turn']);
    await page.keyboard.press('1');
  });

  test('[4] the context menu in the world makes a thing where it was opened', async () => {
    const count = (await readEntities(page)).length;
    await page.keyboard.press('Escape');
    await page.mouse.click(420, 590, { button: 'right' });
    await page.getByRole('menu').getByRole('menuitem', { name: 'Place a cylinder' }).click();
    await expect.poll(async () => (await readEntities(page)).length).toBe(count + 1);
  });

  test('[4] L links two things and the link can be taken away by undo', async () => {
    await page.keyboard.press('Home');
    const plum = await readOne(page, 'Plum block');
    const teal = await readOne(page, 'Teal block');
    const at = await findOnScreen(page, plum.id);
    await page.mouse.click(at.x, at.y);
    await page.keyboard.press('l');
    const other = await findOnScreen(page, teal.id);
    await page.mouse.click(other.x, other.y);
    const links = (): Promise<number> =>
      page.evaluate(
        ([from, to]) => {
          const { graph } = (globalThis as unknown as { space: SpaceHandle }).space;
          return graph.linksFrom(`entity:${from}`).filter((link) => link.to === `entity:${to}`).length;
        },
        [plum.id, teal.id] as const,
      );
    await expect.poll(links).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(links).toBe(0);
  });

  test('[4] recolour from the palette changes the colour of all that is selected', async () => {
    const plum = await readOne(page, 'Plum block');
    const at = await findOnScreen(page, plum.id);
    await page.mouse.click(at.x, at.y);
    await runCommand(page, 'Recolour');
    await answer(page, 'coral', /coral/iu);
    await expect.poll(() => valueOf('Plum block', 'colour')).toBe('#e0a08c');
    await closePanels(page);
  });
});

describe('point 4: the launcher', () => {
  const tool = (name: string) => page.getByRole('toolbar', { name: 'Launcher' }).getByRole('button', { name, exact: true });
  const countOf = async (kind: string): Promise<number> => (await readEntities(page)).filter((each) => each.kind === kind).length;

  test('[4] each button of the launcher does what it says', async () => {
    for (const [name, kind] of [
      ['Note', 'note'],
      ['Task', 'task'],
      ['Panel', 'panel'],
    ] as const) {
      const before = await countOf(kind);
      await tool(name).click();
      await expect.poll(() => countOf(kind), { message: name }).toBe(before + 1);
      await closePanels(page);
    }
    for (const [name, row, kind] of [
      ['Shape', 'Place a torus', 'shape'],
      ['Light', 'Place a lamp', 'light'],
    ] as const) {
      const before = await countOf(kind);
      await tool(name).click();
      await page.getByRole('menuitem', { name: row }).click();
      await expect.poll(() => countOf(kind), { message: name }).toBe(before + 1);
    }
    for (const name of ['Fly', 'Select', 'Link']) {
      await tool(name).click();
      await expect.poll(() => tool(name).getAttribute('aria-pressed'), { message: name }).toBe('true');
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => tool('Link').getAttribute('aria-pressed')).toBe('false');
    await tool('All').click();
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('point 3: how it looks', () => {
  test('[3] the pictures of the main screens are kept, dusk and morning, at a desk and on a phone', async () => {
    for (const theme of ['dark', 'light'] as const) {
      const desk = await world.visit({ name: 'Mira', theme, width: 1280, height: 800 });
      await world.keepPicture(desk, `home-${theme}`);
      await desk.keyboard.press('Control+k');
      await desk.getByRole('dialog').getByRole('combobox').fill('link');
      await desk.getByRole('option', { name: /link/iu }).first().waitFor();
      await world.keepPicture(desk, `palette-${theme}`);
      await desk.keyboard.press('Escape');
      await runCommand(desk, 'Hide or show everything');
      await world.keepPicture(desk, `bare-${theme}`);
      await desk.context().close();
      const phone = await world.visit({ name: 'Aiko', theme, width: 390, height: 844 });
      await world.keepPicture(phone, `phone-${theme}`);
      await phone.context().close();
    }
  });
});
