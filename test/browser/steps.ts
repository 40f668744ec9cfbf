import type { Locator, Page } from 'playwright-core';

/** What the page's debugging handle gives, as far as tests read it. */
export interface SpaceHandle {
  readonly graph: {
    list(): readonly string[];
    read(id: string): { kind: string; title: string; trashed: boolean; properties: Record<string, unknown>; issues: unknown[] } | undefined;
    text(id: string, property: string): { toJSON(): string; insert(at: number, text: string): void } | undefined;
    linksFrom(key: string): readonly { relation: string; to: string }[];
    readonly flushes: { list(): readonly unknown[] };
    readonly doc: { on(event: 'update', listener: () => void): void; getMap(name: string): unknown };
  };
  readonly stats: () => { drawCalls: number; entities: number; frames: number };
}

/** An entity as a test looks at it. */
export interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly trashed: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Every entity of a page's document, or those of a title. */
export async function readEntities(page: Page, title?: string): Promise<readonly Seen[]> {
  const all = await page.evaluate(() => {
    const { graph } = (globalThis as unknown as { space: SpaceHandle }).space;
    return graph.list().flatMap((id) => {
      const entity = graph.read(id);
      return entity ? [{ id, kind: entity.kind, title: entity.title, trashed: entity.trashed, properties: entity.properties }] : [];
    });
  });
  return title === undefined ? all : all.filter((entity) => entity.title === title);
}

/** The one live entity of a title. */
export async function readOne(page: Page, title: string): Promise<Seen> {
  const [entity, ...more] = (await readEntities(page, title)).filter((each) => !each.trashed);
  if (!entity || more.length > 0) throw new Error(`Expected one "${title}", found ${entity ? more.length + 1 : 0}.`);
  return entity;
}

/** Runs a command by its name through the palette, as a person does. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await palette.getByRole('combobox').fill(title);
  await palette.getByRole('option', { name: title }).first().click();
}

/** Takes an answer to what a command asks, by typing and choosing. */
export async function answer(page: Page, text: string, option: string | RegExp = text): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill(text);
  await dialog.getByRole('option', { name: option }).first().click();
}

/** The chip that says where the edits are. */
export const syncChip = (page: Page): Locator => page.getByRole('button', { name: /Sync: /u }).first();

/** Waits until the chip says that everything is on the relay's disk. */
export const whenSaved = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /Sync: Saved here and on the relay/u })
    .first()
    .waitFor();

/** A row of the outline by its title. */
export const outlineRow = (page: Page, title: string): Locator =>
  page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem', { name: new RegExp(`^${title}, `, 'u') });

/** The drawn world, as far as tests ask it. */
interface WorldHandle {
  readonly space: {
    stats(): { readonly atRest: boolean } | undefined;
    readonly world: { locate(id: string): readonly [number, number] | undefined };
  };
}

/** Waits until the world stands still: nothing moves and no frame is asked for, twice `restMs` apart. */
export async function whenAtRest(page: Page, restMs = 150): Promise<void> {
  await page.evaluate(async (ms) => {
    const { space } = globalThis as unknown as WorldHandle;
    for (let rests = 0, looks = 0; rests < 2 && looks < 200; looks++) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      rests = space.stats()?.atRest ? rests + 1 : 0;
    }
  }, restMs);
}

/** A point of the screen where a thing is seen, once the world stands still. */
export async function findOnScreen(page: Page, id: string): Promise<{ x: number; y: number }> {
  await whenAtRest(page);
  const point = await page.evaluate((wanted) => (globalThis as unknown as WorldHandle).space.world.locate(wanted), id);
  if (!point) throw new Error(`Nothing of ${id} is to be seen.`);
  return { x: point[0], y: point[1] };
}

/** Closes every panel that hangs before the world. */
export async function closePanels(page: Page): Promise<void> {
  const close = page.locator('.hud-panel').getByRole('button', { name: 'Close' });
  for (let left = await close.count(); left > 0; left = await close.count()) await close.first().click();
}
