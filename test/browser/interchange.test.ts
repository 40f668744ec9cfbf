import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { outlineRow, readEntities, readOne, runCommand, whenSaved } from './steps.ts';
import { TestWorld } from './test-world.ts';

let world: TestWorld;
let page: Page;
let vault: string;

const VAULT: Readonly<Record<string, string>> = {
  'Lantern.md': '---\ntags: [glass, light]   # both\n---\n# Lantern\r\n\r\nBurns [[Oil]].\r\n',
  'parts/Oil.md': 'Pressed from olives, for the [lantern](../Lantern.md).\n',
  'parts/Wick.md': '---\nbroken: [yaml\n---\nTwisted.\n',
  'picture.png': '\0',
  'bad.md': '\0\0',
};

function writeVault(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(vault, path)), { recursive: true });
    writeFileSync(join(vault, path), text);
  }
}

beforeAll(async () => {
  world = await TestWorld.open();
  vault = join(world.folder, 'Vault');
  writeVault(VAULT);
  page = await world.visit({ name: 'Nadia' });
  await outlineRow(page, 'Welcome board').waitFor();
});
beforeEach(({ task }) => onTestFailed(() => world.keepPictures(task.name)));
afterAll(async () => {
  const faults = world.faults;
  await world.close();
  expect(faults).toEqual([]);
});

const dialog = (): ReturnType<Page['getByRole']> => page.getByRole('dialog', { name: /^(Bring in|Export)/u });

async function chooseFolder(): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await runCommand(page, 'Import a folder of notes…');
  await (await chooser).setFiles(vault);
}

async function kept(save: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = (await Promise.all([page.waitForEvent('download'), save()])) as [Download, void];
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('[3.13] bring in and write out', () => {
  test('[3.13] a folder of notes is reviewed item by item before anything is written, comes in as one step, and goes with one undo', async () => {
    const before = (await readEntities(page)).length;
    await chooseFolder();
    await dialog().getByRole('button', { name: '5 New' }).waitFor();
    await dialog().getByText('It is not UTF-8 text').waitFor();
    await dialog().getByText('Its front matter cannot be read').waitFor();
    expect((await readEntities(page)).length).toBe(before);
    await world.keepPicture(page, 'import-review');
    await dialog().getByRole('button', { name: 'Bring in' }).click();
    await page.getByText('Brought in Vault: 5 new.').waitFor();
    const undo = page.locator('.toasts').getByRole('button', { name: /^Undo/u });
    await undo.hover(); // what is pointed at stays
    const lantern = await readOne(page, 'Lantern');
    const oil = await readOne(page, 'Oil');
    expect(lantern.properties['tags']).toEqual(['glass', 'light']);
    const links = await page.evaluate(
      (id) =>
        (
          globalThis as unknown as { space: { graph: { linksFrom(key: string): { relation: string; to: string }[] } } }
        ).space.graph.linksFrom(`entity:${id}`),
      lantern.id,
    );
    expect(links.filter((link) => link.relation === 'mentions').map((link) => link.to)).toEqual([`entity:${oil.id}`]);
    await outlineRow(page, 'Vault').waitFor();
    await undo.click();
    await expect.poll(async () => (await readEntities(page)).filter((entity) => !entity.trashed).length).toBe(before);
  });

  test('[3.13] again, it updates what changed there, keeps what changed here, and asks about what both changed', async () => {
    await chooseFolder();
    await dialog().getByRole('button', { name: 'Bring in' }).click();
    await page.getByText(/^Brought in Vault/u).waitFor();
    await whenSaved(page);
    const { id } = await readOne(page, 'Oil');
    await page.evaluate(
      (each) =>
        (
          globalThis as unknown as { space: { graph: { text(id: string, property: string): { insert(at: number, text: string): void } } } }
        ).space.graph
          .text(each, 'body')
          .insert(0, 'Here. '),
      id,
    );
    writeVault({ 'parts/Oil.md': 'There.\n', 'Lantern.md': VAULT['Lantern.md']?.replace('Burns', 'Glows with') ?? '' });
    await chooseFolder();
    await dialog().getByRole('button', { name: '1 Changed on both sides' }).click();
    await dialog().getByRole('checkbox', { name: 'Take what the source says of parts/Oil.md' }).click();
    await world.keepPicture(page, 'import-conflict');
    await dialog().getByRole('button', { name: 'Bring in' }).click();
    await page.getByText('Brought in Vault: 2 updated.').waitFor();
    const text = await page.evaluate(
      (each) =>
        (globalThis as unknown as { space: { graph: { text(id: string, property: string): { toJSON(): string } } } }).space.graph
          .text(each, 'body')
          .toJSON(),
      id,
    );
    expect(text).toBe('There.\n');
  });

  test('[3.13] what is selected is written out as a zip of the very files, the world as JSON, things as a table', async () => {
    await outlineRow(page, 'Vault').click();
    await runCommand(page, 'Export…');
    await dialog().getByRole('radio', { name: 'The selected thing' }).waitFor();
    await world.keepPicture(page, 'export');
    const zip = await kept(() => dialog().getByRole('button', { name: 'Export' }).click());
    expect(zip.name).toBe('Vault.zip');
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = unzipSync(new Uint8Array(zip.bytes));
    expect(Object.keys(files).sort()).toEqual(['.space/world.json', 'Lantern.md', 'parts/Oil.md', 'parts/Wick.md']);
    for (const path of ['Lantern.md', 'parts/Oil.md', 'parts/Wick.md'])
      expect(strFromU8(files[path] ?? new Uint8Array())).toBe(readFileSync(join(vault, path), 'utf8'));
    await runCommand(page, 'Export…');
    await dialog().getByRole('radio', { name: 'The whole world' }).click();
    await dialog().getByRole('radio', { name: 'JSON' }).click();
    const json = await kept(() => dialog().getByRole('button', { name: 'Export' }).click());
    expect(JSON.parse(json.bytes.toString())).toMatchObject({ format: 'space-world', region: world.region });
    await runCommand(page, 'Export…');
    await dialog().getByRole('radio', { name: 'Table' }).click();
    const table = await kept(() => dialog().getByRole('button', { name: 'Export' }).click());
    expect(table.bytes.toString()).toMatch(/^key,kind,title,tags,body\r\nentity:\w+,group,Vault,/u);
  });

  test('[3.13] a table that is dropped on the world comes in as tasks, and Cancel writes nothing', async () => {
    const drop = (): Promise<void> =>
      page.evaluate(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['title,state,due\nDropped task,done,2026-11-23\n'], 'tasks.csv', { type: 'text/csv' }));
        document
          .querySelector('.world')
          ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true, clientX: 500, clientY: 400 }));
      });
    await drop();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await readEntities(page, 'Dropped task')).toEqual([]);
    await drop();
    await dialog().getByRole('button', { name: 'Bring in' }).click();
    await expect
      .poll(async () =>
        (await readEntities(page, 'Dropped task')).map((task) => [task.kind, task.properties['state'], task.properties['due']]),
      )
      .toEqual([['task', 'done', '2026-11-23']]);
  });

  test('[3.13] a folder of this machine comes in as notes from the files list', async () => {
    await runCommand(page, 'Open the folder');
    await page.getByRole('treeitem', { name: 'src, folder' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Import this folder as notes' }).click();
    await dialog().getByText('wick.ts').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('treeitem', { name: 'Vault, folder' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Import this folder as notes' }).click();
    await dialog().getByRole('button', { name: '5 New' }).waitFor();
    await dialog().getByRole('button', { name: 'Bring in' }).click();
    await page.getByText('Brought in lantern/Vault: 5 new.').waitFor();
  });

  test('[3.13] on a phone, by morning, the same dialogs fit', async () => {
    const phone = await world.visit({ name: 'Mira', theme: 'light', width: 390, height: 844, folder: false });
    await phone.getByRole('navigation').first().waitFor();
    await phone.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File(['title,state,due\nWater the plants by the window,open,2026-11-23\nNo date,open,soon\n,,\nx,,,\n'], 'tasks.csv'),
      );
      document
        .querySelector('.world')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true, clientX: 200, clientY: 300 }));
    });
    const review = phone.getByRole('dialog', { name: 'Bring in tasks.csv' });
    await review.getByText('Water the plants').waitFor();
    await world.keepPicture(phone, 'import-phone');
    const box = await review.boundingBox();
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844).toBe(true);
    await review.getByRole('button', { name: 'Cancel' }).click();
    await phone.evaluate(() => (globalThis as unknown as { space: { run(id: string): Promise<unknown> } }).space.run('export.open'));
    await phone.getByRole('dialog', { name: 'Export' }).waitFor();
    await world.keepPicture(phone, 'export-phone');
  });
});
