import { type EntityId, entityKey, type GraphDoc } from '@space/doc-schema';
import type { Random } from '@space/doc-schema/testing';

/** Does one thing a person might do: make, change, trash, restore, link, unlink, type, undo, redo. */
export function gesture(graph: GraphDoc, random: Random, n: number): void {
  const ids = graph.list();
  const dice = random.next();
  if (ids.length < 3 || dice < 0.15) create(graph, random, n);
  else if (dice < 0.4) set(graph, random.pick(ids), random, n);
  else if (dice < 0.65) type(graph, random.pick(ids), random);
  else if (dice < 0.8) link(graph, random.pick(ids), random.pick(ids), random);
  else if (dice < 0.9) trash(graph, random.pick(ids));
  else if (dice < 0.96) graph.undo();
  else graph.redo();
}

function create(graph: GraphDoc, random: Random, n: number): void {
  graph.edit({ title: 'Add' }, (edit) => {
    if (random.next() < 0.5) edit.create('note', { title: `Note ${n}` }, { text: { body: 'A start.' } });
    else edit.create('shape', { title: `Shape ${n}`, form: 'box', position: [n % 7, 0, n % 11] });
  });
}

function set(graph: GraphDoc, id: EntityId, random: Random, n: number): void {
  graph.edit({ title: 'Change' }, (edit) => {
    if (random.next() < 0.5) edit.set(id, 'title', `Title ${n}`);
    else edit.set(id, 'position', [random.next() * 10, 0, random.next() * 10]);
  });
}

function type(graph: GraphDoc, id: EntityId, random: Random): void {
  const text = graph.text(id, 'body');
  if (!text) return;
  const at = Math.floor(random.next() * (text.length + 1));
  if (random.next() < 0.3 && text.length > 4) text.delete(Math.min(at, text.length - 2), 2);
  else text.insert(at, random.pick(['a', 'word ', 'é', '🙂', '\n']));
}

function link(graph: GraphDoc, from: EntityId, to: EntityId, random: Random): void {
  const [known] = graph.linksFrom(entityKey(from));
  graph.edit({ title: 'Link' }, (edit) => {
    if (known && random.next() < 0.4) edit.unlink(known.from, known.relation, known.to);
    else edit.link(entityKey(from), 'about', entityKey(to));
  });
}

function trash(graph: GraphDoc, id: EntityId): void {
  graph.edit({ title: 'Trash' }, (edit) => {
    if (graph.read(id)?.trashed) edit.restore(id);
    else edit.trash(id);
  });
}
