import { expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { applyImport } from './apply-import.ts';
import type { SourceFile } from './bundle.ts';
import { encodeUtf8 } from './bytes.ts';
import { readMarkdownFolder } from './markdown-read.ts';
import { writeMarkdownFolder } from './markdown-write.ts';
import { countItems, planImport } from './plan-import.ts';
import { writeJson } from './json-write.ts';

const VAULT: Readonly<Record<string, string>> = {
  'Lantern.md':
    '---\ntitle: "Lantern"   # the house\ntags: [glass, light]\naliases:\n  - Lamp\n---\n# Lantern\n\nBurns [[Oil#Kinds|good oil]], see ![[wick.png]].\n',
  'parts/Oil.md': 'Pressed from olives.\r\nUsed in [the lantern](../Lantern.md#Lantern).\r\n#fuel\r\n',
  'parts/Wick.md': '\uFEFFTwisted cotton, [[No such note]].\nmixed\r\nends\n',
  'parts/deep/Glass.md': '---\nbroken: [yaml\n---\nGlass stays, whatever its front matter says.',
  'Chores/Clean it.md': '---\nkind: task\nstate: done\ndue: 2026-11-23\n---\n',
  'Empty.md': '',
  'No end.md': '---\nnot: front matter\nand goes on',
};

const filesOf = (texts: Readonly<Record<string, string>>): SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: encodeUtf8(text) }));

const pause = (): Promise<void> => Promise.resolve();

async function bringIn(
  graph: GraphDoc,
  texts: Readonly<Record<string, string>>,
  extra: readonly SourceFile[] = [],
): Promise<ReturnType<typeof planImport>> {
  const plan = planImport(readMarkdownFolder('Vault', [...filesOf(texts), ...extra]), graph);
  await applyImport(plan, graph, { pause });
  return plan;
}

const byTitle = (graph: GraphDoc, title: string) => {
  const id = graph.list().find((each) => graph.read(each)?.title === title && !graph.read(each)?.trashed);
  if (!id) throw new Error(`${title} is not there`);
  return id;
};

const writtenBy = (graph: GraphDoc): Record<string, string> =>
  Object.fromEntries(writeMarkdownFolder(graph, { world: true }, { manifest: false }).files.map(({ path, text }) => [path, text]));

test('[X1] [3.13] a folder that was brought in and not touched is written back byte for byte', async () => {
  const graph = openTestGraph();
  const plan = await bringIn(graph, VAULT, [{ path: 'wick.png', bytes: new Uint8Array([137, 80, 78, 71, 0]) }]);
  expect(countItems(plan)).toMatchObject({ new: 11, skipped: 1 });
  expect(writtenBy(graph)).toEqual(VAULT);
  expect(plan.items.find((item) => item.label === 'parts/deep/Glass.md')?.reason).toContain('front matter cannot be read');
  graph.dispose();
});

test('[X1] a note that was changed differs only where it was changed', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT);
  const lantern = byTitle(graph, 'Lantern');
  graph.edit({ title: 'Tag' }, (edit) => edit.include(lantern, 'tags', 'warm'));
  graph.text(byTitle(graph, 'Oil'), 'body')?.insert(0, 'Oil.\n');
  graph.edit({ title: 'Rename' }, (edit) => edit.set(byTitle(graph, 'Empty'), 'title', 'Full: or not?'));
  graph.edit({ title: 'Open' }, (edit) => edit.set(byTitle(graph, 'Clean it'), 'state', 'open'));
  const { 'Empty.md': _gone, ...rest } = VAULT;
  expect(writtenBy(graph)).toEqual({
    ...rest,
    'Lantern.md': VAULT['Lantern.md']?.replace('tags: [glass, light]', 'tags: [glass, light, warm]'),
    'parts/Oil.md': `Oil.\r\n${VAULT['parts/Oil.md']}`,
    'Full or not.md': '---\ntitle: "Full: or not?"\n---\n',
    'Chores/Clean it.md': VAULT['Chores/Clean it.md']?.replace('state: done', 'state: open'),
  });
  graph.dispose();
});

test('[X2] wiki links, embeds and Markdown links to files of the folder become mentions; others stay text', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT, [{ path: 'wick.png', bytes: new Uint8Array([0]) }]);
  const mentioned = (title: string): string[] =>
    graph
      .linksFrom(entityKey(byTitle(graph, title)))
      .filter((link) => link.relation === 'mentions')
      .map((link) => link.to);
  expect(mentioned('Lantern').sort()).toEqual([entityKey(byTitle(graph, 'Oil')), 'source:Vault/wick.png'].sort());
  expect(mentioned('Oil')).toEqual([entityKey(byTitle(graph, 'Lantern'))]);
  expect(mentioned('Wick')).toEqual([]);
  expect(graph.read(byTitle(graph, 'Oil'))?.properties['tags']).toEqual(['fuel']);
  graph.dispose();
});

test('[X2] written out, links follow what was renamed or moved, and mentions of ours are wiki links', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT);
  const [oil, wick] = [byTitle(graph, 'Oil'), byTitle(graph, 'Wick')];
  graph.edit({ title: 'Rename' }, (edit) => edit.set(oil, 'title', 'Olive oil'));
  graph.text(wick, 'body')?.insert(0, `About [[Old title|entity:${oil}]] and \`[[Oil|entity:${oil}]]\`.\n`);
  const moved = graph.linksTo(entityKey(wick)).find((link) => link.relation === 'contains');
  const chores = byTitle(graph, 'Chores');
  graph.edit({ title: 'Move' }, (edit) => {
    if (moved) edit.unlink(moved.from, 'contains', moved.to);
    edit.link(entityKey(chores), 'contains', entityKey(wick));
    const lantern = graph.linksTo(entityKey(byTitle(graph, 'Lantern'))).find((link) => link.relation === 'contains');
    if (lantern) edit.unlink(lantern.from, 'contains', lantern.to);
    edit.link(entityKey(chores), 'contains', entityKey(byTitle(graph, 'Lantern')));
  });
  const written = writtenBy(graph);
  expect(written['Chores/Lantern.md']).toBe(VAULT['Lantern.md']?.replace('[[Oil#Kinds|good oil]]', '[[Olive oil#Kinds|good oil]]'));
  expect(written['parts/Olive oil.md']).toBe(VAULT['parts/Oil.md']?.replace('../Lantern.md#Lantern', '../Chores/Lantern.md#Lantern'));
  expect(written['Chores/Wick.md']).toContain(`About [[Olive oil]] and \`[[Oil|entity:${oil}]]\`.`);
  graph.dispose();
});

test('[X3] bringing a folder in again updates what changed there, keeps what changed here and names what changed on both sides', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT);
  graph.text(byTitle(graph, 'Lantern'), 'body')?.insert(0, 'Mine. ');
  graph.text(byTitle(graph, 'Empty'), 'body')?.insert(0, 'Mine too.');
  graph.settle();
  const again = { ...VAULT, 'parts/Oil.md': 'Pressed anew.\r\n', 'Empty.md': 'Theirs.', 'Fresh.md': 'Hello [[Oil]]' };
  const plan = await bringIn(graph, again);
  const status = Object.fromEntries(plan.items.map((item) => [item.label, item.status]));
  expect(status).toMatchObject({
    'Lantern.md': 'same',
    'parts/Oil.md': 'changed',
    'Empty.md': 'conflict',
    'Fresh.md': 'new',
    'parts/Wick.md': 'same',
  });
  expect(graph.text(byTitle(graph, 'Oil'), 'body')?.toJSON()).toBe('Pressed anew.\n');
  expect(graph.text(byTitle(graph, 'Empty'), 'body')?.toJSON()).toBe('Mine too.');
  expect(writtenBy(graph)['Lantern.md']).toBe(VAULT['Lantern.md']?.replace('# Lantern', 'Mine. # Lantern'));
  const taken = planImport(readMarkdownFolder('Vault', filesOf(again)), graph);
  await applyImport(taken, graph, { pause, take: new Set(['Empty.md']) });
  expect(graph.text(byTitle(graph, 'Empty'), 'body')?.toJSON()).toBe('Theirs.');
  const last = planImport(readMarkdownFolder('Vault', filesOf(again)), graph);
  expect(countItems(last)).toMatchObject({ new: 0, changed: 0, conflict: 0 });
  graph.dispose();
});

test('[X4] an import is one undo step, also where it changed texts, and doing it again gives the same', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT);
  const before = writeJson(graph, { world: true });
  await bringIn(graph, { ...VAULT, 'parts/Oil.md': 'New.', 'More.md': 'More.' });
  const after = writeJson(graph, { world: true });
  graph.undo();
  expect(graph.text(byTitle(graph, 'Oil'), 'body')?.toJSON()).toBe(VAULT['parts/Oil.md']?.replaceAll('\r\n', '\n'));
  expect(graph.list().filter((id) => !graph.read(id)?.trashed)).toHaveLength(before.match(/"id":/g)?.length ?? 0);
  graph.redo();
  expect(writeJson(graph, { world: true })).toBe(after);
  graph.undo();
  graph.undo();
  expect(graph.list().filter((id) => !graph.read(id)?.trashed)).toEqual([]);
  graph.dispose();
});

test('[X4] cancelled, an import takes back everything it wrote and leaves no undo step', async () => {
  const graph = openTestGraph();
  const many = Object.fromEntries(Array.from({ length: 800 }, (_, i) => [`n${i}.md`, `Note ${i} [[n${i - 1}]]`]));
  const signal = { aborted: false };
  let largest = 0;
  const transactions: number[] = [];
  graph.subscribe((change) => transactions.push(change.entities.size));
  const outcome = await applyImport(planImport(readMarkdownFolder('Many', filesOf(many)), graph), graph, {
    pause,
    signal,
    onProgress: (share) => {
      largest = share;
      if (share > 0.4) signal.aborted = true;
    },
  });
  expect(outcome.cancelled).toBe(true);
  expect(largest).toBeGreaterThan(0.4);
  expect(largest).toBeLessThan(1);
  expect(Math.max(...transactions.slice(0, -1))).toBeLessThanOrEqual(500);
  expect(graph.list().filter((id) => !graph.read(id)?.trashed)).toEqual([]);
  expect([...graph.links()]).toEqual([]);
  expect(graph.journal.undoTitle).toBeUndefined();
  graph.dispose();
});

test('[X5] [3.13] a world written to a folder and brought into an empty one has the same entities, texts and links', async () => {
  const graph = openTestGraph();
  await bringIn(graph, VAULT);
  graph.edit({ title: 'Furnish' }, (edit) => {
    const box = edit.create('shape', { title: 'Box', position: [1, 2, 3], form: 'cone' });
    const task = edit.create(
      'task',
      { title: 'Do: it', due: '2026-12-24', tags: ['a b', 'c'] },
      { text: { body: '---\nlooks like\n---\nfront matter' } },
    );
    const twin = edit.create('note', { title: 'Do: it' }, { text: { body: 'A twin, and an empty list.' } });
    const list = edit.create('list', { title: 'Empty list' });
    edit.link(entityKey(task), 'blocks', entityKey(box), { strength: 2 });
    edit.create('note', { title: 'Mentions' }, { text: { body: `Look at [[Do: it|entity:${twin}]], [[Box|entity:${box}]].` } });
    edit.link(entityKey(list), 'contains', entityKey(twin), { order: 'a5' });
    edit.trash(edit.create('note', { title: 'Thrown away' }, { text: { body: 'kept' } }));
  });
  const { files } = writeMarkdownFolder(graph, { world: true });
  const fresh = openTestGraph();
  const plan = planImport(
    readMarkdownFolder(
      'Export',
      files.map(({ path, text }) => ({ path, bytes: encodeUtf8(text) })),
    ),
    fresh,
  );
  expect(plan.items.filter((item) => item.status === 'skipped')).toEqual([]);
  await applyImport(plan, fresh, { pause });
  expect(JSON.parse(writeJson(fresh, { world: true })).links).toEqual(JSON.parse(writeJson(graph, { world: true })).links);
  expect(writeJson(fresh, { world: true })).toEqual(writeJson(graph, { world: true }));
  expect(new Map(writeMarkdownFolder(fresh, { world: true }).files.map((file) => [file.path, file.text])).get('Lantern.md')).toBe(
    VAULT['Lantern.md'],
  );
  graph.dispose();
  fresh.dispose();
});

test('[X6] bad files are skipped one by one with a reason, within limits', async () => {
  const graph = openTestGraph();
  const bundle = readMarkdownFolder(
    'Bad',
    [
      { path: 'binary.md', bytes: new Uint8Array([1, 0, 2]) },
      { path: 'latin.md', bytes: new Uint8Array([0xe9, 0xff]) },
      { path: '../out.md', bytes: encodeUtf8('x') },
      { path: 'long.md', bytes: encodeUtf8('x'.repeat(3000)) },
      { path: `${'a/'.repeat(40)}deep.md`, bytes: encodeUtf8('x') },
      {
        path: 'bomb.md',
        bytes: encodeUtf8(`---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n---\nstill here`),
      },
      { path: '__proto__.md', bytes: encodeUtf8('---\n__proto__: {polluted: true}\n---\n') },
      { path: 'good.md', bytes: encodeUtf8('good') },
    ],
    { limits: { textBytes: 2000 } },
  );
  expect(bundle.skipped.map((each) => each.label).sort()).toEqual(
    ['../out.md', `${'a/'.repeat(40)}deep.md`, 'binary.md', 'latin.md', 'long.md'].sort(),
  );
  const outcome = await applyImport(planImport(bundle, graph), graph, { pause });
  expect(outcome).toMatchObject({ made: 4, refused: [] });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(graph.text(byTitle(graph, 'bomb'), 'body')?.toJSON()).toBe('still here');
  graph.dispose();
});
