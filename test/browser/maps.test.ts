import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, closePanels, outlineRow, readEntities, readOne, runCommand } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;

/** The document as these tests write to it. */
interface WritableGraph {
  edit<T>(
    gesture: { title: string },
    write: (edit: {
      create(kind: string, properties: object): string;
      link(from: string, relation: string, to: string, data?: object): void;
    }) => T,
  ): T;
  linksFrom(key: string): readonly { relation: string; to: string; data: Record<string, unknown> }[];
}
interface WithGraph {
  readonly space: { readonly graph: WritableGraph };
}

beforeAll(async () => {
  world = await TestWorld.open();
  page = await world.visit({ name: 'Nadia', width: 1280, height: 800 });
  await outlineRow(page, 'Welcome board').waitFor();
  await page.evaluate(() => {
    const { graph } = (globalThis as unknown as WithGraph).space;
    graph.edit({ title: 'Furnish' }, (edit) => {
      const ack = edit.create('task', { title: 'Ack after fsync' });
      const error = edit.create('error', { title: 'Ack before the write' });
      edit.link(`entity:${error}`, 'about', `entity:${ack}`);
      for (let i = 1; i <= 14; i++) edit.link(`entity:${edit.create('note', { title: `Measured ${i}` })}`, 'about', `entity:${ack}`);
    });
  });
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

/** What a container holds: the keys in no order, with what their links carry. */
async function readHeld(title: string): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const { id } = await readOne(page, title);
  const links = await page.evaluate(
    (key) => (globalThis as unknown as WithGraph).space.graph.linksFrom(key).filter((link) => link.relation === 'contains'),
    `entity:${id}`,
  );
  return new Map(links.map((link) => [link.to, link.data]));
}

const panel = (name: string) => page.getByRole('dialog', { name: `Panel: ${name}` });
const tile = (name: string) =>
  panel('Map')
    .locator('.map-stage')
    .getByRole('option', { name: new RegExp(`^${name}, `, 'u') });

async function put(container: string, name: string): Promise<void> {
  const before = (await readHeld(container)).size;
  await runCommand(page, container === 'Map' ? 'Put things on this map' : 'Put things in this list');
  await answer(page, name, new RegExp(name, 'u'));
  await expect.poll(async () => (await readHeld(container)).size).toBe(before + 1);
}

describe('maps', () => {
  test('[3.11] a map is made, two things are put on it, and their link is drawn without being saved', async () => {
    await page.keyboard.press('Escape');
    await runCommand(page, 'Make a map');
    await panel('Map').getByText('Things and their links will stand here').waitFor();
    await put('Map', 'Ack after fsync');
    await put('Map', 'Ack before the write');
    await tile('Ack before the write').waitFor();
    await panel('Map').getByRole('option', { name: 'Ack after fsync, task, 1 link here' }).first().waitFor();
  });

  test('[3.11] neighbours come twelve at a time with their count, and undo takes the hop back', async () => {
    await panel('Map').getByRole('button', { name: 'Fit' }).click();
    await tile('Ack after fsync').click();
    await page.keyboard.press('e');
    await page.getByText('13 of 15 neighbours of Ack after fsync shown').waitFor();
    expect((await readHeld('Map')).size).toBe(14);
    await page.keyboard.press('e');
    await page.getByText('15 of 15 neighbours').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readHeld('Map')).size).toBe(14);
  });

  test('[3.11] a drag is one write that pins, and a layout rests by itself, leaves what is pinned and is one undo step', async () => {
    const { id } = await readOne(page, 'Ack after fsync');
    const placeOf = async (key: string): Promise<unknown> => (await readHeld('Map')).get(key)?.['position'];
    const box = await tile('Ack after fsync').boundingBox();
    if (!box) throw new Error('The tile is on the screen.');
    const before = await placeOf(`entity:${id}`);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 30, { steps: 6 });
    expect(await placeOf(`entity:${id}`)).toEqual(before);
    await page.mouse.up();
    await expect.poll(async () => (await readHeld('Map')).get(`entity:${id}`)?.['pinned']).toBe(true);
    const pinned = await placeOf(`entity:${id}`);
    const others = [...(await readHeld('Map'))].filter(([key]) => key !== `entity:${id}`);
    await panel('Map').getByRole('button', { name: 'Arrange' }).click();
    await expect
      .poll(async () => {
        const now = await readHeld('Map');
        return others.filter(([key, data]) => JSON.stringify(now.get(key)?.['position']) !== JSON.stringify(data['position'])).length;
      })
      .toBeGreaterThan(5);
    await panel('Map').getByRole('button', { name: 'Arrange' }).waitFor();
    expect(await placeOf(`entity:${id}`)).toEqual(pinned);
    await page.keyboard.press('Control+z');
    await expect
      .poll(async () => {
        const now = await readHeld('Map');
        return others.every(([key, data]) => JSON.stringify(now.get(key)?.['position']) === JSON.stringify(data['position']));
      })
      .toBe(true);
    await page.keyboard.press('Control+Shift+z');
  });

  test('[3.11] the filter dims what does not fit and says how much does; the list beside finds and picks', async () => {
    await panel('Map').getByRole('textbox', { name: 'Find on this map' }).fill('measured 1');
    await panel('Map')
      .getByRole('status')
      .getByText(/^\d+ of 14$/u)
      .waitFor();
    await expect.poll(() => panel('Map').locator('.map-node.dimmed').count()).toBeGreaterThan(0);
    await panel('Map').getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await readOne(page, 'Map')).properties['filter']).toBe('measured 1');
    await panel('Map').getByRole('button', { name: 'Clear the filter' }).click();
    await panel('Map').getByRole('button', { name: 'Save' }).click();
  });

  test('[3.11] taking out of the map keeps the thing, arrows go to the nearest, and Esc lets go before it closes', async () => {
    await tile('Ack before the write').click();
    await page.keyboard.press('Backspace');
    const { id, trashed } = await readOne(page, 'Ack before the write');
    await expect.poll(async () => (await readHeld('Map')).has(`entity:${id}`)).toBe(false);
    expect(trashed).toBe(false);
    await page.keyboard.press('Control+z');
    await tile('Ack before the write').waitFor();
    await tile('Ack after fsync').click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tile('Ack after fsync').getAttribute('aria-selected')).toBe('false');
    await expect.poll(() => panel('Map').locator('.map-stage [aria-selected="true"]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => panel('Map').locator('.map-stage [aria-selected="true"]').count()).toBe(0);
    await panel('Map').waitFor();
  });
});

describe('lists', () => {
  const rows = (): Promise<readonly string[]> => panel('List').locator('.list-row .cut').allInnerTexts();

  test('[3.11] things come into a list by drag and by picking, are reordered by keys and by drag, and undo puts them back', async () => {
    await closePanels(page);
    await page.keyboard.press('Escape');
    await runCommand(page, 'Make a list');
    await panel('List').getByText('Things will stand here').waitFor();
    await outlineRow(page, 'Ack after fsync').dragTo(panel('List').locator('.list-empty'));
    await expect.poll(rows).toEqual(['Ack after fsync']);
    await put('List', 'Measured 3');
    await panel('List').getByRole('textbox', { name: 'Add a task to List' }).fill('Write it down');
    await page.keyboard.press('Enter');
    await expect.poll(rows).toEqual(['Ack after fsync', 'Measured 3', 'Write it down']);
    await panel('List')
      .getByRole('option', { name: /^Write it down/u })
      .click();
    await panel('List').getByRole('listbox', { name: 'List' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(rows).toEqual(['Ack after fsync', 'Write it down', 'Measured 3']);
    const first = await panel('List')
      .getByRole('option', { name: /^Ack after fsync/u })
      .boundingBox();
    const last = panel('List').getByRole('option', { name: /^Measured 3/u });
    await last.dragTo(panel('List').getByRole('option', { name: /^Ack after fsync/u }), {
      targetPosition: { x: (first?.width ?? 100) / 2, y: 3 },
    });
    await expect.poll(rows).toEqual(['Measured 3', 'Ack after fsync', 'Write it down']);
    await page.keyboard.press('Control+z');
    await expect.poll(rows).toEqual(['Ack after fsync', 'Write it down', 'Measured 3']);
  });

  test('[3.11] a task is ticked in the list, a row renamed there, and Backspace takes it out without deleting it', async () => {
    await panel('List').getByRole('checkbox', { name: 'Done: Write it down' }).click();
    await expect.poll(async () => (await readOne(page, 'Write it down')).properties['state']).toBe('done');
    await panel('List')
      .getByRole('option', { name: /^Measured 3/u })
      .click();
    await panel('List').getByRole('listbox', { name: 'List' }).focus();
    await page.keyboard.press('F2');
    await panel('List').getByRole('textbox', { name: 'Name of Measured 3' }).fill('Measured again');
    await page.keyboard.press('Enter');
    await expect.poll(rows).toContain('Measured again');
    await page.keyboard.press('Backspace');
    await expect.poll(rows).toEqual(['Ack after fsync', 'Write it down']);
    expect((await readEntities(page, 'Measured again'))[0]?.trashed).toBe(false);
    await closePanels(page);
  });
});

describe('linear view', () => {
  test('[3.14] walking by keys and words says where it is, follows numbers, changes things and undoes', async () => {
    await page.keyboard.press('Escape');
    await outlineRow(page, 'Ack after fsync').click();
    await runCommand(page, 'Walk by words');
    const log = page.getByRole('log', { name: 'What was said' });
    await log.getByText('Ack after fsync, task, open.').waitFor();
    await log.getByText(/has about it Ack before the write, error/u).waitFor();
    await expect.poll(() => log.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('1');
    await expect.poll(() => log.locator('.linear-step').count()).toBe(2);
    await page.keyboard.press('b');
    await expect.poll(() => log.locator('.linear-step').last().locator('.linear-head').innerText()).toBe('Ack after fsync, task, open.');
    const line = page.getByRole('textbox', { name: 'Say a command' });
    await line.fill('set done');
    await page.keyboard.press('Enter');
    await log.getByText('State of Ack after fsync is done now.').waitFor();
    expect((await readOne(page, 'Ack after fsync')).properties['state']).toBe('done');
    await line.fill('undo');
    await page.keyboard.press('Enter');
    await log.getByText('Undone: Set state of Ack after fsync.').waitFor();
    expect((await readOne(page, 'Ack after fsync')).properties['state']).toBe('open');
    await line.fill('sing');
    await page.keyboard.press('Enter');
    await log.getByText(/“sing” is no command here/u).waitFor();
    await closePanels(page);
  });
});
