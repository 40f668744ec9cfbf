import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import type { Page } from 'playwright-core';
import { answer, outlineRow, readOne, runCommand } from './steps.ts';
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

/** Writes into the page's document as another program could. */
const plant = (id: string, key: string, value: unknown): Promise<void> =>
  page.evaluate(
    ([entity, property, raw]) => {
      const { space } = globalThis as unknown as {
        space: { graph: { doc: { getMap(name: string): { get(id: string): { set(key: string, value: unknown): void } } } } };
      };
      space.graph.doc.getMap('e').get(entity).set(property, raw);
    },
    [id, key, value] as [string, string, unknown],
  );

const tagsOf = async (title: string): Promise<unknown> => (await readOne(page, title)).properties['tags'];

describe('the inspector', () => {
  test('[3.1] tags are added and taken off by keyboard, one by one, and each is a step to undo', async () => {
    await outlineRow(page, 'How this place works').click();
    const tags = page.getByRole('list', { name: 'Tags' });
    const input = tags.getByRole('combobox', { name: 'Add to tags' });
    await input.click();
    await page.keyboard.type('coast');
    await page.keyboard.press('Enter');
    await page.keyboard.type('#light house,');
    await expect.poll(() => tagsOf('How this place works')).toEqual(['coast', 'light house']);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Delete');
    await expect.poll(() => tagsOf('How this place works')).toEqual(['coast']);
    await page.keyboard.type('a#b');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'saw “a#b”' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await tagsOf('How this place works')).toEqual(['coast']);
    await runCommand(page, 'Undo');
    await expect.poll(() => tagsOf('How this place works')).toEqual(['coast', 'light house']);
  });

  test('[3.1] a command tags everything that is selected, and takes a tag off again', async () => {
    await outlineRow(page, 'How this place works').click();
    await outlineRow(page, 'Welcome board').click({ modifiers: ['Control'] });
    await runCommand(page, 'Tag…');
    await answer(page, 'harbour', /harbour/u);
    await expect.poll(() => tagsOf('Welcome board')).toEqual(['harbour']);
    expect(await tagsOf('How this place works')).toEqual(['coast', 'harbour', 'light house']);
    await page.getByRole('list', { name: 'Tags' }).getByRole('button', { name: 'coast 1' }).click();
    await expect.poll(() => tagsOf('Welcome board')).toEqual(['coast', 'harbour']);
    await runCommand(page, 'Take a tag away…');
    await answer(page, 'harbour');
    await expect.poll(() => tagsOf('Welcome board')).toEqual(['coast']);
  });

  test('[3.2] what cannot be used is told with a way to mend it, and a task has someone to do it', async () => {
    const { id } = await readOne(page, 'Undo something');
    await plant(id, 'due', 'soon');
    await plant(id, 'tags/odd', 'perhaps');
    await page.evaluate((entity) => {
      const { space } = globalThis as unknown as {
        space: { graph: { edit(gesture: object, write: (edit: { link(...ends: string[]): void }) => void): void } };
      };
      space.graph.edit({ title: 'Link' }, (edit) => edit.link(`entity:${entity}`, 'about', 'entity:nowhere'));
    }, id);
    const filter = page.getByRole('textbox', { name: 'Filter by name, kind or link' });
    await filter.fill('Undo something');
    await outlineRow(page, 'Undo something').click();
    await filter.fill('');
    const wrong = page.getByRole('region', { name: 'What is wrong' });
    await wrong.getByText('2 things about it cannot be used as they stand, and one link leads nowhere good.').waitFor();
    await wrong.getByRole('button', { name: 'Mend' }).click();
    await wrong.waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Assignee' }).click();
    await page.getByRole('option', { name: 'Nadia (you)' }).click();
    await expect.poll(async () => (await readOne(page, 'Undo something')).properties['assignee']).toMatch(/^person:/u);
  });

  test('[3.1] a kind that only the world declares is shown and edited like any other', async () => {
    const declared = {
      v: 1,
      title: 'Dragon',
      icon: 'flame',
      placed: false,
      fields: {
        title: { schema: { type: 'string', maxLength: 80 }, default: '', label: 'Title', group: 'content', control: 'text' },
        heads: { schema: { type: 'integer', minimum: 1, maximum: 9 }, default: 1, label: 'Heads', group: 'state', control: 'number' },
        hoard: {
          schema: { type: 'array', items: { type: 'string' } },
          default: [],
          label: 'Hoard',
          group: 'content',
          control: 'tags',
          merge: 'set',
        },
        song: { schema: { type: 'string', pattern: '(la)+' }, default: 'la', label: 'Song', group: 'more', control: 'text' },
      },
    };
    await page.evaluate((kind) => {
      const { space } = globalThis as unknown as {
        space: {
          graph: {
            doc: { getMap(name: string): { set(key: string, value: unknown): void } };
            edit(gesture: object, write: (edit: { create(kind: string, values: object): void }) => void): void;
          };
        };
      };
      space.graph.doc.getMap('k').set('dragon', kind);
      space.graph.edit({ title: 'Add' }, (edit) => edit.create('dragon', { title: 'Smoke', hoard: ['gold'] }));
    }, declared);
    await outlineRow(page, 'Smoke').click();
    await page.getByText('kind of this world').waitFor();
    const heads = page.getByRole('textbox', { name: 'Heads' });
    await heads.fill('12');
    await heads.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'at most 9' }).waitFor();
    await heads.fill('7');
    await heads.press('Enter');
    await page.getByRole('list', { name: 'Hoard' }).getByRole('combobox').click();
    await page.keyboard.type('silver');
    await page.keyboard.press('Enter');
    await page.getByText('Its rule is not understood here: any value is accepted.').waitFor();
    await expect
      .poll(async () => (await readOne(page, 'Smoke')).properties)
      .toMatchObject({ heads: 7, hoard: ['gold', 'silver'], song: 'la' });
  });
});
