import { type Entity, type EntityId, type Field, GraphDoc, kinds, type PersonId, type RegionId } from '@space/doc-schema';
import { describe, expect, test } from 'vitest';
import { changeSet, readSharedItems, readTyped, readUsedItems } from './edit-set.ts';
import { sayIssues } from './issues-section.tsx';
import { parseTyped } from './json-control.tsx';
import { readMakers } from './makers.ts';
import { listPeople } from './person-control.tsx';

const field = kinds.get('task')?.fields.tags as Field;

function openTasks(...tags: readonly (readonly string[])[]): { graph: GraphDoc; ids: readonly EntityId[]; read: () => readonly Entity[] } {
  const author = { person: 'nadia' as PersonId, name: 'Nadia' };
  const graph = GraphDoc.open({ region: 'r' as RegionId, author });
  const ids = graph.edit({ title: 'Add' }, (edit) => tags.map((each, i) => edit.create('task', { title: `T${i}`, tags: each })));
  return { graph, ids, read: () => ids.flatMap((id) => graph.read(id) ?? []) };
}

describe('[3.1] sets in the inspector', () => {
  test('several things show what all have before what some have, with how many', () => {
    const { read } = openTasks(['b', 'a'], ['b'], ['b', 'c']);
    expect(readSharedItems(read(), 'tags')).toEqual([
      { item: 'b', count: 3, everywhere: true },
      { item: 'a', count: 1, everywhere: false },
      { item: 'c', count: 1, everywhere: false },
    ]);
  });

  test('an item goes to all of them and comes off all of them as one step, and a bad one leaves everything', () => {
    const { graph, read } = openTasks(['a'], ['b']);
    expect(changeSet(graph, read(), field, 'b', 'include')).toBeUndefined();
    expect(read().map((entity) => entity.properties.tags)).toEqual([['a', 'b'], ['b']]);
    expect(graph.journal.undoTitle).toBe('Add “b” to 2 things');
    expect(changeSet(graph, read(), field, 'b', 'exclude')).toBeUndefined();
    expect(read().map((entity) => entity.properties.tags)).toEqual([['a'], []]);
    graph.undo();
    expect(read().map((entity) => entity.properties.tags)).toEqual([['a', 'b'], ['b']]);
    expect(changeSet(graph, read(), field, 'x,y', 'include')).toContain('saw “x,y”');
    changeSet(graph, read(), field, 'b', 'include');
    expect(graph.journal.undoTitle).toBe('Add “b” to 2 things');
  });

  test('tags in use come with the most used first, the trashed left out; a typed # is not part of a tag', () => {
    const { graph, ids } = openTasks(['rare', 'often'], ['often'], ['gone']);
    graph.edit({ title: 'Trash' }, (edit) => edit.trash(ids[2] as EntityId));
    expect(readUsedItems(graph, 'tags')).toEqual(['often', 'rare']);
    expect(readTyped('  #two words ')).toBe('two words');
  });

  test('who put in a tag is told with the others', () => {
    const { graph, ids, read } = openTasks([]);
    changeSet(graph, read(), field, 'new', 'include');
    const [entity] = read();
    const makers = readMakers(entity as Entity, graph.kinds, (id, property) => graph.provenance(id, property));
    expect(makers.map(({ what }) => what)).toContain('Add “new” to T0');
    expect(ids).toHaveLength(1);
  });
});

describe('[3.1] other controls', () => {
  test('people are offered by name, you first, and a key that leads to none of them stays', () => {
    const person = (title: string, id: string): Entity => ({ title, properties: { person: id } }) as unknown as Entity;
    const people = [person('Zoe', 'z'), person('Nadia', 'n'), person('Adam', 'a')];
    expect(listPeople(people, 'n', 'person:gone').map(({ label }) => label)).toEqual(['Nobody', 'Nadia (you)', 'Adam', 'Zoe', 'gone']);
    expect(listPeople(people, 'n', 'person:z')).toHaveLength(4);
  });

  test('a value without a rule is typed as data, and what is none is refused with what was seen', () => {
    expect(parseTyped('[1, "a"]')).toEqual({ value: [1, 'a'] });
    expect(parseTyped('soon')).toContain('saw “soon”');
  });

  test('[3.2] issues are told in one line, values and links apart', () => {
    const issue = (code: string): never => ({ code }) as never;
    expect(sayIssues([issue('invalid-value')])).toBe('One thing about it cannot be used as it stands.');
    expect(sayIssues([issue('missing-end')])).toBe('One link leads nowhere good.');
    expect(sayIssues([issue('damaged'), issue('cycle'), issue('missing-end')])).toBe(
      'One thing about it cannot be used as it stands, and 2 links lead nowhere good.',
    );
  });
});
