import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { closePanels, findOnScreen, outlineRow, readOne, runCommand, type SpaceHandle } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let nadia: Page;
let mira: Page;

const bodyOf = (page: Page, id: string): Promise<string | undefined> =>
  page.evaluate((entity) => (globalThis as unknown as { space: SpaceHandle }).space.graph.text(entity, 'body')?.toJSON(), id);

beforeAll(async () => {
  world = await TestWorld.open();
  nadia = await world.visit({ name: 'Nadia' });
  mira = await world.visit({ name: 'Mira', folder: false });
  await outlineRow(nadia, 'Welcome board').waitFor();
  await outlineRow(mira, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

describe('point 7: be two', () => {
  test('[7] the share button gives a link that opens the same world in another browser', async () => {
    await nadia.getByRole('button', { name: 'Share', exact: true }).click();
    const link = await nadia.getByRole('textbox', { name: 'Link to this world' }).inputValue();
    expect(link).toContain(`/w/${world.region}#key=`);
    expect(link).not.toContain('host=');
    await nadia.keyboard.press('Escape');
    const third = await world.visit({ name: 'Tomás', folder: false });
    await third.goto('about:blank');
    await third.goto(link);
    await outlineRow(third, 'Welcome board').waitFor();
    await third.context().close();
  });

  test('[7] each sees the other by name, and what the other makes within a second', async () => {
    await expect.poll(() => nadia.getByRole('button', { name: 'People here: 2' }).count()).toBe(1);
    await runCommand(nadia, 'Place a box');
    const started = Date.now();
    await outlineRow(mira, 'Box').waitFor();
    expect(Date.now() - started).toBeLessThan(5000); // the second itself is the benchmark's: this machine may be busy
    await outlineRow(nadia, 'Box').click();
    await expect
      .poll(() =>
        outlineRow(mira, 'Box')
          .getByText('NA')
          .or(outlineRow(mira, 'Box').getByText('N', { exact: true }))
          .count(),
      )
      .toBeGreaterThan(0);
  });

  test('[7] a drag is seen live by the other before it is written', async () => {
    const box = await readOne(nadia, 'Box');
    await nadia.keyboard.press('f');
    const at = await findOnScreen(nadia, box.id);
    await nadia.mouse.move(at.x, at.y);
    await nadia.mouse.down();
    await nadia.mouse.move(at.x + 70, at.y + 30, { steps: 12 });
    const drag = (): Promise<unknown> =>
      mira.evaluate(() => {
        const { peers } = (globalThis as unknown as { space: { peers(): readonly { drag?: readonly { id: string }[] }[] } }).space;
        return peers().flatMap((peer) => peer.drag?.map((each) => each.id) ?? []);
      });
    await expect.poll(drag).toEqual([box.id]);
    expect((await readOne(mira, 'Box')).properties['position']).toEqual(box.properties['position']);
    await nadia.mouse.up();
    await expect.poll(async () => (await readOne(mira, 'Box')).properties['position']).not.toEqual(box.properties['position']);
    await expect.poll(drag).toEqual([]);
  });

  test('[7] both type into one note at once and no letter is lost', async () => {
    await runCommand(nadia, 'Write a note');
    await outlineRow(mira, 'Note').dblclick();
    const note = await readOne(nadia, 'Note');
    const editors = [nadia, mira].map((page) => page.locator('.hud-panel .cm-content').last());
    for (const editor of editors) await editor.click();
    const type = (page: Page, letters: string): Promise<void> => page.keyboard.type(letters, { delay: 15 });
    await Promise.all([type(nadia, 'a'.repeat(30)), type(mira, 'b'.repeat(30))]);
    const count = (text: string | undefined, letter: string): number => (text ?? '').split(letter).length - 1;
    for (const page of [nadia, mira]) {
      await expect.poll(async () => count(await bodyOf(page, note.id), 'a')).toBe(30);
      await expect.poll(async () => count(await bodyOf(page, note.id), 'b')).toBe(30);
    }
    expect(await bodyOf(nadia, note.id)).toBe(await bodyOf(mira, note.id));
    for (const page of [nadia, mira]) await closePanels(page);
  });

  test('[7] undo leaves the other’s later change alone and says whose it is', async () => {
    await outlineRow(nadia, 'Box').click();
    await runCommand(nadia, 'Recolour');
    await nadia.getByRole('dialog').getByRole('option', { name: /teal/iu }).first().click();
    await expect.poll(async () => (await readOne(mira, 'Box')).properties['colour']).toBe('#6a9aa3');
    await outlineRow(mira, 'Box').click();
    await runCommand(mira, 'Recolour');
    await mira.getByRole('dialog').getByRole('option', { name: /plum/iu }).first().click();
    await expect.poll(async () => (await readOne(nadia, 'Box')).properties['colour']).toBe('#94809f');
    await nadia.keyboard.press('Control+z');
    await nadia
      .getByText(/kept Mira/u)
      .first()
      .waitFor();
    expect((await readOne(nadia, 'Box')).properties['colour']).toBe('#94809f');
  });
});
