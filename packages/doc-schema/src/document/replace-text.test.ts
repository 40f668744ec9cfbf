import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { SpaceError } from '../errors.ts';
import { openTestGraph } from '../testing/author.ts';
import { createPeerNetwork } from '../testing/peer-network.ts';
import { createRandom } from '../testing/random.ts';
import { replaceText } from './replace-text.ts';

test('[D15] any text becomes any other, pairs of halves never parted', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁', 'é'), maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const text = new Y.Doc().getText('t');
      text.insert(0, before);
      replaceText(text, after);
      expect(text.toJSON()).toBe(after);
    }),
  );
});

test('[D15] a text written as a whole is one undo step and stays the text that editors are bound to', () => {
  const graph = openTestGraph();
  const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'a' }, { text: { body: 'one two three' } }));
  const text = graph.text(id, 'body');
  graph.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'one 2 three'));
  expect(text?.toJSON()).toBe('one 2 three');
  graph.undo();
  expect([text?.toJSON(), graph.text(id, 'body')]).toEqual(['one two three', text]);
  graph.redo();
  expect(text?.toJSON()).toBe('one 2 three');
  text?.insert(0, 'Mine: ');
  expect(graph.undo()?.kept).toMatchObject([{ property: 'body' }]);
  expect(text?.toJSON()).toBe('Mine: one 2 three');
  expect(() => graph.edit({ title: 'Wrong' }, (edit) => edit.setText(id, 'title', 'x'))).toThrow(SpaceError);
  graph.dispose();
});

test('[D15] what another person types elsewhere in it meanwhile stays', () => {
  const network = createPeerNetwork(createRandom(3), 2);
  const [a, b] = network.peers.map((peer) => peer.graph);
  if (!a || !b) throw new Error('two peers');
  const id = a.edit({ title: 'Add' }, (edit) => edit.create('note', {}, { text: { body: 'one\ntwo\nthree' } }));
  network.settle();
  a.edit({ title: 'Rewrite' }, (edit) => edit.setText(id, 'body', 'one\n2\nthree'));
  b.text(id, 'body')?.insert(13, '!');
  network.settle();
  expect([a, b].map((graph) => graph.text(id, 'body')?.toJSON())).toEqual(['one\n2\nthree!', 'one\n2\nthree!']);
  network.dispose();
});
