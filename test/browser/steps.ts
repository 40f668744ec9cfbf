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

/** Waits until no frame has been drawn for a while: the camera stands and nothing moves. Gives up after 20 looks at what never rests. */
export async function whenAtRest(page: Page, restMs = 700): Promise<void> {
  await page.evaluate(async (ms) => {
    const { space } = globalThis as unknown as { space: { stats(): { frames: number } | undefined } };
    for (let last = -1, now = 0, looks = 0; looks < 20 && (now !== last || now === 0); now = space.stats()?.frames ?? 0) {
      last = now;
      looks++;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }, restMs);
}

/** The middle of a thing on the screen, found by asking the world what lies where. */
export async function findOnScreen(page: Page, id: string): Promise<{ x: number; y: number }> {
  await whenAtRest(page);
  const point = await page.evaluate((wanted) => {
    const { world } = (globalThis as unknown as { space: { world: { pick(at: [number, number]): { id?: string } } } }).space;
    const look = (step: number): readonly (readonly [number, number])[] => {
      const hits: (readonly [number, number])[] = [];
      for (let y = 70; y < innerHeight - 90; y += step) {
        for (let x = 10; x < innerWidth - 10; x += step) {
          const bare = !document.elementFromPoint(x, y)?.closest('.island, .hud-panel');
          if (bare && world.pick([x, y]).id === wanted) hits.push([x, y]);
        }
      }
      return hits;
    };
    const coarse = look(18);
    const hits = coarse.length > 0 ? coarse : look(6);
    return hits[Math.floor(hits.length / 2)];
  }, id);
  if (!point) throw new Error(`Nothing of ${id} is to be seen.`);
  return { x: point[0], y: point[1] };
}

/** Closes every panel that hangs before the world. */
export async function closePanels(page: Page): Promise<void> {
  const close = page.locator('.hud-panel').getByRole('button', { name: 'Close' });
  for (let left = await close.count(); left > 0; left = await close.count()) await close.first().click();
}
