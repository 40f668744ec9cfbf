import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey } from '../ids.ts';
import type { Random } from './random.ts';

const write = (graph: GraphDoc, title: string, work: (edit: Edit) => void): void => graph.edit({ title }, work);

/** What a person might do with entities that are there; few names and tags, so that edits of several people meet. */
const EDITS: readonly ((graph: GraphDoc, random: Random, id: EntityId) => void)[] = [
  (graph, random) =>
    write(graph, 'Add', (edit) => void edit.create('note', { title: `Note ${random.below(4)}` }, { text: { body: 'One two three.' } })),
  (graph, random) => write(graph, 'Add task', (edit) => void edit.create('task', { title: `Task ${random.below(4)}`, tags: ['a'] })),
  (graph, random, id) => write(graph, 'Rename', (edit) => edit.set(id, 'title', `Name ${random.below(4)}`)),
  (graph, random, id) => write(graph, 'Tag', (edit) => edit.include(id, 'tags', random.pick(['a', 'b', 'c']))),
  (graph, random, id) => write(graph, 'Untag', (edit) => edit.exclude(id, 'tags', random.pick(['a', 'b', 'c']))),
  (graph, _random, id) => write(graph, 'Trash', (edit) => edit.trash(id)),
  (graph, _random, id) => write(graph, 'Bring back', (edit) => edit.restore(id)),
  (graph, _random, id) => write(graph, 'Unset', (edit) => edit.unset(id, 'title')),
  (graph, random, id) =>
    write(graph, 'Order', (edit) =>
      edit.link(entityKey(id), 'contains', entityKey(random.pick(graph.list())), { order: `a${random.below(3)}` }),
    ),
  (graph, random, id) => write(graph, 'Unlink', (edit) => edit.unlink(entityKey(id), 'contains', entityKey(random.pick(graph.list())))),
  (graph, random, id) => {
    if (graph.text(id, 'body'))
      write(graph, 'Rewrite', (edit) => edit.setText(id, 'body', `One ${random.below(3)} three ${random.below(3)}.`));
  },
  (graph, random, id) => {
    const text = graph.text(id, 'body');
    if (text) text.insert(random.below(text.length + 1), random.pick(['x', 'word ', 'é', '🙂', '\n']));
  },
  (graph, random, id) => {
    const text = graph.text(id, 'body');
    if (text && text.length > 1) text.delete(random.below(text.length - 1), 1);
  },
  (graph, random) => {
    const bulk = graph.bulk({ title: 'Import' });
    for (let i = 0; i < 3; i++) bulk.write((edit) => edit.create('note', { title: `Imported ${random.below(9)}` }));
    bulk.finish();
  },
];

/** Does one thing a person might do, of every sort there is: values, sets, links, order, texts, trash, import. */
export function editAnything(graph: GraphDoc, random: Random): void {
  const ids = graph.list();
  const at = ids.length < 3 ? random.below(2) : random.below(EDITS.length);
  EDITS[at]?.(graph, random, ids.length > 0 ? random.pick(ids) : ('' as EntityId));
}
