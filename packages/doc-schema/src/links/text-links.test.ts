import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork, type PeerNetwork } from '../testing/peer-network.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { formatMention, readMentions } from './mentions.ts';
import { MENTIONS } from './relations.ts';
import { followTextLinks, isTextLink } from './text-links.ts';

const addNote = (graph: GraphDoc, title: string, body = ''): EntityId =>
  graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title }, { text: { body } }));

describe('one person’s text', () => {
  test('[L7] a mention draws a link in the flush of its typing and the last one takes it away, without an undo step', () => {
    const graph = openTestGraph();
    const stop = followTextLinks(graph);
    const lamp = entityKey(addNote(graph, 'Lamp'));
    const note = addNote(graph, 'Why');
    const undoTitle = graph.journal.undoTitle;
    const flushes = graph.flushes.list().length;
    graph.text(note, 'body')?.insert(0, `${formatMention('Lamp', lamp)} and ${formatMention('Lamp', lamp)}`);
    expect(graph.linksTo(lamp)).toEqual([{ from: entityKey(note), relation: MENTIONS, to: lamp, data: { title: 'Lamp', inText: 2 } }]);
    graph.settle();
    expect(graph.flushes.list()).toHaveLength(flushes + 1);
    expect(graph.journal.undoTitle).toBe(undoTitle);
    graph.text(note, 'body')?.delete(0, formatMention('Lamp', lamp).length);
    expect(graph.linksTo(lamp)[0]?.data).toMatchObject({ inText: 1 });
    graph.text(note, 'body')?.delete(0, graph.text(note, 'body')?.length ?? 0);
    expect(graph.linksTo(lamp)).toEqual([]);
    stop();
    graph.text(note, 'body')?.insert(0, formatMention('Lamp', lamp));
    expect(graph.linksTo(lamp)).toEqual([]);
  });

  test('[L7] a note made with text, and any other text field, mentions too; itself it does not mention', () => {
    const graph = openTestGraph();
    followTextLinks(graph);
    const lamp = entityKey(addNote(graph, 'Lamp'));
    const file = 'file:lantern/src/a [1].ts' as Key;
    const task = graph.edit({ title: 'Add' }, (edit) =>
      edit.create('task', { title: 'Do' }, { text: { body: formatMention('a', file) + formatMention('Lamp', lamp) } }),
    );
    expect(
      graph
        .linksFrom(entityKey(task))
        .map((link) => link.to)
        .sort(),
    ).toEqual([lamp, file].sort());
    graph.text(task, 'body')?.insert(0, formatMention('Do', entityKey(task)));
    expect(graph.linksFrom(entityKey(task))).toHaveLength(2);
  });

  test('[L9] a link drawn by hand outlives the mention', () => {
    const graph = openTestGraph();
    followTextLinks(graph);
    const lamp = entityKey(addNote(graph, 'Lamp'));
    const note = addNote(graph, 'Why');
    graph.edit({ title: 'Link' }, (edit) => edit.link(entityKey(note), MENTIONS, lamp, { title: 'Lamp' }));
    graph.text(note, 'body')?.insert(0, formatMention('Lamp', lamp));
    expect(isTextLink(graph.linksTo(lamp)[0] as never)).toBe(true);
    graph.text(note, 'body')?.delete(0, graph.text(note, 'body')?.length ?? 0);
    expect(graph.linksTo(lamp)).toEqual([{ from: entityKey(note), relation: MENTIONS, to: lamp, data: { title: 'Lamp' } }]);
  });

  test('[L5] a mention of what is not here keeps the title it was written with', () => {
    const graph = openTestGraph();
    followTextLinks(graph);
    const note = addNote(graph, 'Why', formatMention('The lamp of last year', 'entity:elsewhere' as Key));
    expect(graph.linksFrom(entityKey(note))[0]?.data).toMatchObject({ title: 'The lamp of last year' });
  });
});

/** What a text mentions and what its links say, side by side. */
function compare(graph: GraphDoc): { readonly said: readonly string[]; readonly linked: readonly string[] } {
  const said: string[] = [];
  for (const id of graph.list()) {
    const counts = new Map<string, number>();
    for (const { key } of readMentions(graph.text(id, 'body')?.toJSON() ?? ''))
      if (key && key !== entityKey(id)) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts) said.push(`${id} ${key} ${count}`);
  }
  const linked = [...graph.links()].map((link) => `${link.from.slice(7)} ${link.to} ${JSON.stringify(link.data['inText'])}`);
  return { said: said.sort(), linked: linked.sort() };
}

function typeAnything(graph: GraphDoc, random: Random): void {
  const text = graph.text(random.pick(graph.list()), 'body');
  if (!text) return;
  const now = text.toJSON();
  const at = random.below(now.length + 1);
  const [mention] = readMentions(now);
  const chance = random.next();
  if (mention && chance < 0.35) text.delete(mention.from, mention.to - mention.from);
  else if (chance < 0.45 && now.length > 0) text.delete(random.below(now.length), 1);
  else if (chance < 0.55) text.insert(at, random.pick(['[[', ']]', '|', 'x']));
  else text.insert(at, formatMention('T', entityKey(random.pick(graph.list()))));
}

describe('several people’s text', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const meet = (network: PeerNetwork): void => {
    // Until everyone has looked again at everything that arrived, and has heard what that gave.
    for (let round = 0; round < 4; round++) {
      network.settle();
      vi.advanceTimersByTime(5000);
    }
    network.settle();
  };

  test('[L8] one adds a mention while another takes out the last: the link stays', () => {
    const network = createPeerNetwork(createRandom(1), 2);
    const [one, two] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    for (const graph of [one, two]) followTextLinks(graph);
    const lamp = entityKey(addNote(one, 'Lamp'));
    const note = addNote(one, 'Why', formatMention('Lamp', lamp));
    network.settle();
    two.text(note, 'body')?.insert(0, formatMention('Lamp', lamp));
    one.text(note, 'body')?.delete(0, one.text(note, 'body')?.length ?? 0);
    network.settle();
    expect(one.linksTo(lamp)).toHaveLength(1);
    expect(two.linksTo(lamp)).toEqual(one.linksTo(lamp));
    network.dispose();
  });

  test('[L7] who only reads writes nothing', () => {
    const network = createPeerNetwork(createRandom(2), 2);
    const [writer, reader] = network.peers.map((peer) => peer.graph) as [GraphDoc, GraphDoc];
    for (const graph of [writer, reader]) followTextLinks(graph);
    const lamp = entityKey(addNote(writer, 'Lamp'));
    addNote(writer, 'Why', formatMention('Lamp', lamp));
    meet(network);
    expect(reader.linksTo(lamp)).toHaveLength(1);
    expect(reader.flushes.list().filter((flush) => flush.client === reader.doc.clientID)).toEqual([]);
    network.dispose();
  });

  test('[L8] whatever three people type at once, in the end the links are those of the text, and then nobody writes', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed);
      const network = createPeerNetwork(random, 3);
      const graphs = network.peers.map((peer) => peer.graph);
      for (const graph of graphs) followTextLinks(graph);
      for (let i = 0; i < 3; i++) addNote(graphs[0] as GraphDoc, `Note ${i}`);
      network.settle();
      for (let i = 0; i < 60; i++) {
        typeAnything(random.pick(graphs), random);
        if (random.next() < 0.5) network.deliverOne();
        if (random.next() < 0.1) vi.advanceTimersByTime(2500);
      }
      meet(network);
      const [first] = graphs.map(compare);
      expect(first?.linked, `seed ${seed}`).toEqual(first?.said);
      for (const graph of graphs) expect(compare(graph), `seed ${seed}`).toEqual(first);
      let updates = 0;
      for (const graph of graphs) graph.doc.on('update', () => (updates += 1));
      meet(network);
      expect(updates, `seed ${seed}`).toBe(0);
      network.dispose();
    }
  });
});
