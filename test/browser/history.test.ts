import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, outlineRow, readEntities, readOne, runCommand, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let nadia: Page;

beforeAll(async () => {
  world = await TestWorld.open();
  nadia = await world.visit({ name: 'Nadia', width: 1280, height: 720 });
  await outlineRow(nadia, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

interface Writer {
  readonly space: {
    readonly graph: {
      edit(gesture: { title: string }, write: (edit: { set(id: string, name: string, value: unknown): void }) => void): void;
    };
  };
}

/** One gesture as a command would write it. */
const write = (page: Page, title: string, id: string, property: string, value: unknown): Promise<void> =>
  page.evaluate(
    ([name, target, field, next]) => {
      (globalThis as unknown as Writer).space.graph.edit({ title: name }, (edit) => edit.set(target, field, next));
    },
    [title, id, property, value] as const,
  );

const titleOf = async (page: Page, id: string): Promise<string | undefined> =>
  (await readEntities(page)).find((each) => each.id === id)?.title;

const dock = (page: Page) => page.getByRole('complementary', { name: 'History' });
const bar = (page: Page) => page.getByRole('region', { name: 'History' });
const version = (page: Page, text: RegExp) => dock(page).getByRole('region', { name: 'Versions' }).getByRole('button', { name: text });
const gesture = (page: Page, text: RegExp) => dock(page).getByRole('button', { name: text });

describe('issue 3, point 4: history', () => {
  test('[3.4] every gesture stands in the history of the world, with who, what and what it changed', async () => {
    const plum = await readOne(nadia, 'Plum block');
    await write(nadia, 'Move Plum block', plum.id, 'position', [-1.5, 0, 1.5]);
    await write(nadia, 'Recolour Plum block', plum.id, 'colour', '#c8745b');
    await whenSaved(nadia);
    await runCommand(nadia, 'History');
    await gesture(nadia, /You moved Plum block/u).click();
    await dock(nadia).getByText('−1.5, 0, 1.5 m').waitFor();
    await nadia.locator('.space-label', { hasText: 'Plum block before' }).waitFor();
  });

  test('[3.4] restoring a thing writes the difference, says how much, and undo takes it back', async () => {
    const before = (await readOne(nadia, 'Plum block')).properties;
    await bar(nadia).getByRole('button', { name: 'Restore Plum block (2)' }).click();
    await expect.poll(async () => (await readOne(nadia, 'Plum block')).properties['colour']).toBe('#94809f');
    expect((await readOne(nadia, 'Plum block')).properties['position']).not.toEqual(before['position']);
    await nadia.keyboard.press('Control+z');
    await expect.poll(async () => (await readOne(nadia, 'Plum block')).properties).toEqual(before);
  });

  test('[3.4] the timeline goes through the gestures by arrow keys, and Esc comes back to now', async () => {
    const slider = nadia.getByRole('slider', { name: 'Moment that is looked at' });
    await slider.focus();
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('now');
    await nadia.keyboard.press('ArrowLeft');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe('now');
    await nadia.keyboard.press('Home');
    await bar(nadia)
      .getByRole('button', { name: /^Restore/u })
      .waitFor();
    await nadia.keyboard.press('Escape');
    await expect.poll(() => nadia.getByRole('region', { name: 'Timeline' }).count()).toBe(0);
  });

  test('[3.4] a named moment is gone back to by someone else, whole, and one’s own edits since can be taken back alone', async () => {
    await runCommand(nadia, 'Name this moment');
    await answer(nadia, 'Calm', /Calm/u);
    await whenSaved(nadia);
    const aiko = await world.visit({ name: 'Aiko', width: 1280, height: 720 });
    await outlineRow(aiko, 'Welcome board').waitFor();
    const [plum, teal] = [await readOne(aiko, 'Plum block'), await readOne(aiko, 'Teal block')];
    await write(aiko, 'Rename Plum block', plum.id, 'title', 'Aiko’s block');
    await write(nadia, 'Rename Teal block', teal.id, 'title', 'Nadia’s block');
    await expect.poll(() => titleOf(aiko, teal.id)).toBe('Nadia’s block');
    await whenSaved(aiko);
    await runCommand(aiko, 'History');
    await version(aiko, /Calm/u).click();
    await dock(aiko).getByRole('radio', { name: 'my edits' }).click();
    await bar(aiko)
      .getByRole('button', { name: /^Take back my edits since/u })
      .click();
    await expect.poll(() => titleOf(nadia, plum.id)).toBe('Plum block');
    expect(await titleOf(nadia, teal.id)).toBe('Nadia’s block');
    await version(aiko, /Calm/u).click();
    await bar(aiko)
      .getByRole('button', { name: /^Restore all/u })
      .click();
    await expect.poll(() => titleOf(nadia, teal.id)).toBe('Teal block');
    expect((await readEntities(nadia)).filter((each) => each.kind === 'version' && !each.trashed)).toHaveLength(1);
    await aiko.context().close();
  });

  test('[3.4] with the relay away, history is what this browser saw, and says so', async () => {
    await nadia.route('**/history/**', (route) => route.abort());
    await runCommand(nadia, 'History');
    await dock(nadia).getByText('The relay cannot be reached: history as far as this browser has it.').waitFor();
    await gesture(nadia, /You moved Plum block/u).waitFor();
    await world.keepPicture(nadia, 'history-dark');
    await nadia.keyboard.press('Escape');
  });
});
