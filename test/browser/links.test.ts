import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { answer, closePanels, outlineRow, readOne, runCommand, type SpaceHandle, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;

const CODE = `// A lamp and what it needs.
export class Lamp {
  dim() {}
  light() {}
}
export const oil = 3;
`;

const row = (tree: string, name: string | RegExp): Locator =>
  page.getByRole('tree', { name: tree }).getByRole('treeitem', { name: typeof name === 'string' ? new RegExp(`^${name}, `, 'u') : name });
const inspector = (): Locator => page.getByRole('complementary', { name: 'Inspector' });
const links = (): Locator => inspector().getByRole('region', { name: 'Links' });
const linkedFrom = (key: string): Promise<readonly string[]> =>
  page.evaluate((from) => {
    const { graph } = (
      globalThis as unknown as { space: { graph: { linksFrom(key: string): readonly { relation: string; to: string }[] } } }
    ).space;
    return graph.linksFrom(from).map((link) => `${link.relation} ${link.to}`);
  }, key);

beforeAll(async () => {
  world = await TestWorld.open();
  writeFileSync(join(world.folder, 'src', 'lamp.ts'), CODE);
  mkdirSync(join(world.folder, 'docs'));
  writeFileSync(join(world.folder, 'docs', 'guide.md'), '# Guide\n\n## Oil\n\ntext\n');
  page = await world.visit({ name: 'Nadia', width: 1280, height: 800 });
  await outlineRow(page, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

describe('point 3.8: everything is an object of the graph', () => {
  test('[3.8] the running program is browsed, inspected and run', async () => {
    await page.getByRole('tab', { name: 'System' }).click();
    await row('System', 'Sync').getByRole('button', { name: 'Unfold Sync' }).click();
    await row('System', 'The relay').click();
    await inspector().getByRole('heading', { name: 'The relay' }).waitFor();
    await inspector().getByText('connected', { exact: true }).waitFor();
    await row('System', 'Settings').getByRole('button', { name: 'Unfold Settings' }).click();
    await row('System', 'Theme').click();
    await inspector().getByText('system', { exact: true }).first().waitFor();
    await runCommand(page, 'Dusk theme');
    await inspector().getByText('dark', { exact: true }).waitFor();
    await row('System', 'Settings').getByRole('button', { name: 'Fold Settings' }).click();
    await row('System', 'Commands').getByRole('button', { name: 'Unfold Commands' }).click();
    await row('System', 'Morning theme').click();
    await inspector().getByRole('button', { name: 'Run this command' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await row('System', 'Commands').getByRole('button', { name: 'Fold Commands' }).click();
    await world.keepPicture(page, 'system-light');
    await runCommand(page, 'Dusk theme');
  });

  test('[3.8] a real process of the machine is found, inspected, linked and revealed', async () => {
    await row('System', 'Processes').getByRole('button', { name: 'Unfold Processes' }).click();
    await row('System', 'Processes').click();
    await inspector().getByText('Running', { exact: true }).waitFor();
    const key = await page.evaluate(async () => {
      const { catalog } = (
        globalThis as unknown as { space: { catalog: { children(key: string): Promise<{ nodes: readonly { key: string }[] }> } } }
      ).space;
      return (await catalog.children('process:')).nodes[0]?.key;
    });
    expect(key).toMatch(/^process:\d+-\d+$/u);
    const process = page.getByRole('tree', { name: 'System' }).locator(`[data-file-key="${key}"]`);
    await process.click();
    await inspector().getByText('Memory', { exact: true }).waitFor();
    await runCommand(page, 'Link to a thing from a list…');
    await answer(page, 'Welcome board');
    await answer(page, 'links to');
    await expect.poll(() => linkedFrom(String(key))).toHaveLength(1);
    await links().getByText('Welcome board').click();
    await page.getByRole('tab', { name: 'Outline' }).click();
    await outlineRow(page, 'Welcome board').click();
    await links().getByText('linked from').waitFor();
    await links().getByRole('listitem').filter({ hasText: 'linked from' }).locator('.chip').click();
    await inspector().getByText('Memory', { exact: true }).waitFor();
    await runCommand(page, 'Reveal elsewhere');
    await process.waitFor();
  });

  test('[3.8] the symbols of a file are listed, opened at their line, linked, and found again after a reload and an edit', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    await row('Files', 'src').click();
    await row('Files', 'lamp.ts').getByRole('button', { name: 'Unfold lamp.ts' }).click();
    await row('Files', 'Lamp').getByRole('button', { name: 'Unfold Lamp' }).click();
    await row('Files', 'light').click();
    const panel = page.getByRole('dialog', { name: 'Panel: lamp.ts' });
    await expect.poll(() => panel.locator('.cm-activeLine, .cm-line').count()).toBeGreaterThan(3);
    await expect
      .poll(() => page.evaluate(() => document.getSelection()?.anchorNode?.parentElement?.closest('.cm-line')?.textContent))
      .toBe('  light() {}');
    await panel.getByRole('button', { name: 'Symbols' }).click();
    const symbols = panel.getByRole('tree', { name: 'Symbols' });
    await symbols.getByRole('treeitem', { name: 'oil, value' }).waitFor();
    await world.keepPicture(page, 'symbols-dark');
    await symbols.getByRole('treeitem', { name: 'oil, value' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Link to a thing from a list/u }).click();
    await answer(page, 'Welcome board');
    await answer(page, 'links to');
    const key = 'symbol:lantern/src/lamp.ts#oil';
    await expect.poll(() => linkedFrom(key)).toHaveLength(1);
    await closePanels(page);
    writeFileSync(join(world.folder, 'src', 'lamp.ts'), `// one more line\n\n${CODE}`);
    await whenSaved(page);
    await page.reload();
    await page.getByRole('tab', { name: 'Outline' }).click();
    await outlineRow(page, 'Welcome board').click();
    await links().getByText('oil', { exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => document.getSelection()?.anchorNode?.parentElement?.closest('.cm-line')?.textContent))
      .toBe('export const oil = 3;');
    await closePanels(page);
  });
});

const editor = (): Locator => page.locator('.hud-panel .text-editor .cm-content').last();
const mention = (title: string): Locator => page.locator('.hud-panel .mention').getByText(title, { exact: true });
const bodyOf = (title: string): Promise<string> =>
  page.evaluate((wanted) => {
    const { graph } = (globalThis as unknown as { space: SpaceHandle }).space;
    const id = graph.list().find((each) => graph.read(each)?.title === wanted && graph.read(each)?.kind === 'note');
    return id ? (graph.text(id, 'body')?.toJSON() ?? '') : '';
  }, title);

async function writeNote(title: string): Promise<void> {
  await runCommand(page, 'Write a note');
  const panel = page.locator('.hud-panel').last();
  await panel.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.keyboard.press('Enter');
  await outlineRow(page, title).waitFor();
}

describe('point 3.9: links and mentions', () => {
  test('[3.9] [[ completes a title, the mention is a link, and a rename shows at once', async () => {
    await page.getByRole('tab', { name: 'Outline' }).click();
    await writeNote('Wick');
    await closePanels(page);
    await writeNote('Why it burns');
    await editor().click();
    await page.keyboard.type('It needs a [[wi');
    await page.locator('.cm-tooltip-autocomplete').getByText('Wick', { exact: true }).waitFor();
    await world.keepPicture(page, 'mention-dark');
    await page.keyboard.press('Enter');
    await mention('Wick').waitFor();
    const wick = await readOne(page, 'Wick');
    const why = await readOne(page, 'Why it burns');
    expect(await bodyOf('Why it burns')).toBe(`It needs a [[Wick|entity:${wick.id}]]`);
    await expect.poll(() => linkedFrom(`entity:${why.id}`)).toEqual([`mentions entity:${wick.id}`]);
    await expect.poll(async () => (await readOne(page, 'Write a note and link it')).properties['state']).toBe('done');
    await page.evaluate((id) => {
      type Graph = {
        edit(gesture: { title: string }, write: (edit: { set(id: string, name: string, value: string): void }) => void): void;
      };
      const { graph } = (globalThis as unknown as { space: { graph: Graph } }).space;
      graph.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Cotton wick'));
    }, wick.id);
    await mention('Cotton wick').waitFor();
    expect(await bodyOf('Why it burns')).toContain(`[[Wick|entity:${wick.id}]]`);
    await outlineRow(page, 'Cotton wick').click();
    await links().getByText('mentioned by').waitFor();
    await mention('Cotton wick').click();
    await page.getByRole('dialog', { name: 'Panel: Cotton wick' }).waitFor();
    await closePanels(page);
  });

  test('[3.9] taking the mention out takes the link away, and undo brings both back', async () => {
    const why = await readOne(page, 'Why it burns');
    await outlineRow(page, 'Why it burns').dblclick();
    await mention('Cotton wick').waitFor();
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Backspace');
    await expect.poll(() => linkedFrom(`entity:${why.id}`)).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => linkedFrom(`entity:${why.id}`)).toHaveLength(1);
  });

  test('[3.9] words that name nothing yet become a note on a click, and files are mentioned too', async () => {
    const why = await readOne(page, 'Why it burns');
    await editor().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' or [[Whale oil');
    await page.keyboard.press('Escape');
    await page.keyboard.type(']] see [[wick');
    await page.locator('.cm-tooltip-autocomplete').getByText('src/wick.ts').click();
    await mention('wick.ts').waitFor();
    await page.locator('.hud-panel .mention.none').click();
    await page.getByRole('dialog', { name: 'Panel: Whale oil' }).waitFor();
    const oil = await readOne(page, 'Whale oil');
    await expect.poll(() => linkedFrom(`entity:${why.id}`)).toContain(`mentions entity:${oil.id}`);
    expect(await linkedFrom(`entity:${why.id}`)).toContain('mentions file:lantern/src/wick.ts');
    await closePanels(page);
  });

  test('[3.9] a link is written about, unlinked, and an end that is not here shows as a card by its title', async () => {
    const why = await readOne(page, 'Why it burns');
    await page.evaluate((id) => {
      type Edit = { link(from: string, relation: string, to: string, data: object): void };
      const { graph } = (
        globalThis as unknown as { space: { graph: { edit(gesture: { title: string }, write: (edit: Edit) => void): void } } }
      ).space;
      graph.edit({ title: 'Link' }, (edit) => edit.link(`entity:${id}`, 'blocks', 'entity:elsewhere0', { title: 'The lamp of last year' }));
    }, why.id);
    await outlineRow(page, 'Why it burns').click();
    const dangling = links()
      .getByRole('listitem')
      .filter({ hasText: /^blocks/u });
    expect(await dangling.locator('.chip').getAttribute('class')).toContain('away');
    await dangling.hover();
    await dangling.getByRole('button', { name: /^Write about this link/u }).click();
    await page.getByRole('dialog', { name: 'Panel: Why it burns blocks The lamp of last year' }).waitFor();
    await closePanels(page);
    await outlineRow(page, 'Why it burns').click();
    await world.keepPicture(page, 'links-dark');
    await dangling.hover();
    await dangling.getByRole('button', { name: 'Unlink The lamp of last year' }).click();
    await expect.poll(() => linkedFrom(`entity:${why.id}`)).not.toContain('blocks entity:elsewhere0');
  });
});

describe('on a phone', () => {
  test('[3.8] [3.9] the program is browsed and a mention is read', async () => {
    const phone = await world.visit({ name: 'Mira', width: 390, height: 780, theme: 'light' });
    await phone.getByRole('button', { name: 'Outline' }).click();
    await outlineRow(phone, 'Why it burns').dblclick();
    await phone.locator('.hud-panel .mention').getByText('Cotton wick', { exact: true }).waitFor();
    await world.keepPicture(phone, 'mention-phone-light');
    await closePanels(phone);
    await phone.getByRole('button', { name: 'Outline' }).click();
    await phone.getByRole('tab', { name: 'System' }).click();
    await phone
      .getByRole('treeitem', { name: /^Sync, /u })
      .getByRole('button', { name: 'Unfold Sync' })
      .click();
    await world.keepPicture(phone, 'system-phone-light');
    await phone.getByRole('treeitem', { name: /^The relay, /u }).click();
    await phone.getByRole('heading', { name: 'The relay' }).waitFor();
    await world.keepPicture(phone, 'inspect-phone-light');
    await phone.context().close();
  });
});
