import { expect, test } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { entityKey } from '../ids.ts';
import { createPeerNetwork, type PeerNetwork } from '../testing/peer-network.ts';
import { createRandom } from '../testing/random.ts';
import { applyImport } from './apply-import.ts';
import { encodeUtf8 } from './bytes.ts';
import { readClaims } from './claim.ts';
import { foldDoubles } from './fold-doubles.ts';
import { readMarkdownFolder } from './markdown-read.ts';
import { writeMarkdownFolder } from './markdown-write.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { writeJson } from './json-write.ts';

const pause = (): Promise<void> => Promise.resolve();
const VAULT = { 'A.md': 'About [[B]]', 'in/B.md': 'Back to [[A]]', 'in/C.md': 'Alone', 'D.md': 'D' };

const readVault = (): ReturnType<typeof readMarkdownFolder> =>
  readMarkdownFolder(
    'Vault',
    Object.entries(VAULT).map(([path, text]) => ({ path, bytes: encodeUtf8(text) })),
  );

function pair(seed = 1): { network: PeerNetwork; a: GraphDoc; b: GraphDoc } {
  const network = createPeerNetwork(createRandom(seed), 2);
  const [a, b] = network.peers.map((peer) => peer.graph);
  if (!a || !b) throw new Error('two peers');
  return { network, a, b };
}

async function bringIn(graph: GraphDoc, now: number): Promise<ImportPlan> {
  const plan = planImport(readVault(), graph, { now });
  await applyImport(plan, graph, { pause });
  return plan;
}

const find = (graph: GraphDoc, title: string) => graph.list().filter((id) => graph.read(id)?.title === title && !graph.read(id)?.trashed);
const only = (graph: GraphDoc, title: string) => {
  const [id] = find(graph, title);
  if (!id) throw new Error(title);
  return id;
};
const written = (graph: GraphDoc): unknown =>
  Object.fromEntries(writeMarkdownFolder(graph, { world: true }, { manifest: false }).files.map((file) => [file.path, file.text]));

test('[X7] [3.13] two people bringing in one folder at once, offline: after merging nothing is lost and nothing doubled', async () => {
  const { network, a, b } = pair();
  await bringIn(a, 1000);
  const second = await bringIn(b, 2000);
  // Both go on working before they meet.
  a.text(only(a, 'A'), 'body')?.insert(0, 'Ada: ');
  b.text(only(b, 'B'), 'body')?.insert(0, 'Bob: ');
  b.edit({ title: 'Tag' }, (edit) => edit.include(only(b, 'C'), 'tags', 'mine'));
  const own = b.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'Read it' }));
  b.edit({ title: 'Link' }, (edit) => edit.link(entityKey(own), 'about', entityKey(only(b, 'D'))));
  network.settle();
  expect(find(a, 'A')).toHaveLength(2);
  expect(readClaims(a, 'Vault').map((claim) => claim.name)).toEqual(['Peer 1', 'Peer 2']);
  // The one whose claim is younger folds; the other has nothing to do.
  expect(foldDoubles(a, 'Vault', new Set(['other']))).toEqual({ folded: 0, kept: [] });
  expect(foldDoubles(b, 'Vault', new Set([second.claim.nonce]))).toEqual({ folded: 6, kept: [] });
  network.settle();
  for (const graph of [a, b]) {
    for (const title of ['Vault', 'in', 'A', 'B', 'C', 'D']) expect(find(graph, title), title).toHaveLength(1);
    expect(written(graph)).toEqual({
      'A.md': 'Ada: About [[B]]',
      'in/B.md': 'Bob: Back to [[A]]',
      'in/C.md': '---\ntags: [mine]\n---\nAlone',
      'D.md': 'D',
      'Read it.md': '---\nkind: task\n---\n',
    });
    expect(
      graph
        .linksTo(entityKey(only(graph, 'D')))
        .map((link) => link.relation)
        .sort(),
    ).toEqual(['about', 'contains']);
    expect(
      graph
        .linksFrom(entityKey(only(graph, 'A')))
        .filter((link) => link.relation === 'mentions')
        .map((link) => link.to),
    ).toEqual([entityKey(only(graph, 'B'))]);
  }
  network.dispose();
});

test('[X7] what both changed in the same place stays twice, and is told', async () => {
  const { network, a, b } = pair(2);
  await bringIn(a, 1000);
  await bringIn(b, 2000);
  a.text(only(a, 'D'), 'body')?.insert(0, 'Ada ');
  b.text(only(b, 'D'), 'body')?.insert(0, 'Bob ');
  network.settle();
  expect(foldDoubles(b, 'Vault').kept.map((each) => each.title)).toEqual(['D']);
  network.settle();
  expect(
    find(a, 'D')
      .map((id) => a.text(id, 'body')?.toJSON() ?? '')
      .toSorted((x, y) => x.localeCompare(y)),
  ).toEqual(['Ada D', 'Bob D']);
  expect(foldDoubles(a, 'Vault')).toEqual({ folded: 0, kept: [] });
  network.dispose();
});

test('[X7] while one is bringing a folder in, another who sees it is told to wait; one who comes later updates', async () => {
  const { network, a, b } = pair(3);
  const plan = planImport(readVault(), a, { now: 1000 });
  let refused: string | undefined;
  await applyImport(plan, a, {
    pause: () => {
      network.settle();
      refused ??= planImport(readVault(), b, { now: 1500 }).refused;
      return Promise.resolve();
    },
  });
  expect(refused).toContain('Peer 1 is bringing in Vault right now');
  network.settle();
  const later = planImport(readVault(), b, { now: 2000 });
  expect(later.refused).toBeUndefined();
  expect(new Set(later.items.map((item) => item.status))).toEqual(new Set(['same']));
  const before = writeJson(b, { world: true });
  await applyImport(later, b, { pause });
  expect(writeJson(b, { world: true })).toBe(before);
  network.dispose();
});

test('[X7] whatever was edited where before meeting, folding ends with one of each and every edit in it', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = createRandom(seed);
    const { network, a, b } = pair(seed);
    await bringIn(a, 1000);
    await bringIn(b, 2000);
    const marks: string[] = [];
    for (const title of ['A', 'B', 'C', 'D']) {
      const graph = random.next() < 0.5 ? a : b;
      const mark = `<${title}${random.below(1000)}>`;
      marks.push(mark);
      graph.text(only(graph, title), 'body')?.insert(0, mark);
    }
    network.settle();
    expect(foldDoubles(b, 'Vault').kept, `seed ${seed}`).toEqual([]);
    network.settle();
    const text = JSON.stringify(written(a));
    expect(Object.keys(written(a) as object).sort(), `seed ${seed}`).toEqual(Object.keys(VAULT).sort());
    for (const mark of marks) expect(text.split(mark), `seed ${seed}`).toHaveLength(2);
    expect(writeJson(a, { world: true })).toBe(writeJson(b, { world: true }));
    network.dispose();
  }
});
