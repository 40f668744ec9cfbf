import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { entityKey, type Key } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { SpaceError } from '../errors.ts';

const exchange = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
};

describe('entities', () => {
  test('[D1] creation values travel as one JSON item under the empty key', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { form: 'cone', colour: '#aabbcc' }));
    const map = graph.doc.getMap<Y.Map<unknown>>('e').get(id);
    expect([...(map?.keys() ?? [])]).toEqual(['']);
    expect(map?.get('')).toEqual({ kind: 'shape', v: 2, form: 'cone', colour: '#aabbcc' });
  });

  test('[D2] a read gives the override, else the creation value, else the default', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { form: 'cone', colour: '#aabbcc' }));
    graph.edit({ title: 'Recolour' }, (edit) => edit.set(id, 'colour', '#112233'));
    expect(graph.read(id)?.properties).toMatchObject({ colour: '#112233', form: 'cone', size: [1, 1, 1] });
    graph.edit({ title: 'Plain' }, (edit) => edit.unset(id, 'colour'));
    expect(graph.read(id)?.properties['colour']).toBe('#aabbcc');
  });

  test('[D3] two people moving one thing at once get one of both places, whole, and the same on both sides', () => {
    const a = openTestGraph();
    const id = a.edit({ title: 'Add' }, (edit) => edit.create('shape', { position: [0, 0, 0] }));
    const b = openTestGraph({}, 'Mira');
    exchange(a.doc, b.doc);
    a.edit({ title: 'Move' }, (edit) => edit.set(id, 'position', [1, 1, 1]));
    b.edit({ title: 'Move' }, (edit) => edit.set(id, 'position', [2, 2, 2]));
    exchange(a.doc, b.doc);
    expect(a.read(id)).toEqual(b.read(id));
    expect([
      [1, 1, 1],
      [2, 2, 2],
    ]).toContainEqual(a.read(id)?.properties['position']);
  });

  test('[D4] two people typing into one note at once keep both texts', () => {
    const a = openTestGraph();
    const id = a.edit({ title: 'Add' }, (edit) => edit.create('note', {}, { text: { body: 'middle' } }));
    const b = openTestGraph({}, 'Mira');
    exchange(a.doc, b.doc);
    a.text(id, 'body')?.insert(0, 'before ');
    b.text(id, 'body')?.insert(6, ' after');
    exchange(a.doc, b.doc);
    expect(a.text(id, 'body')?.toJSON()).toBe('before middle after');
    expect(b.text(id, 'body')?.toJSON()).toBe('before middle after');
  });

  test('[D5] an edit by another person survives a move to the trash and is there after restoring', () => {
    const a = openTestGraph();
    const id = a.edit({ title: 'Add' }, (edit) => edit.create('task', { title: 'One' }));
    const b = openTestGraph({}, 'Mira');
    exchange(a.doc, b.doc);
    a.edit({ title: 'Trash' }, (edit) => edit.trash(id));
    b.edit({ title: 'Rename' }, (edit) => edit.set(id, 'title', 'Two'));
    exchange(a.doc, b.doc);
    expect(a.read(id)).toMatchObject({ trashed: true, title: 'Two' });
    a.edit({ title: 'Restore' }, (edit) => edit.restore(id));
    expect(a.read(id)).toMatchObject({ trashed: false, title: 'Two' });
  });

  test('[D6] a value that cannot travel is refused, and one that can is frozen', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { position: [0, 0, 0] }));
    const write = (value: unknown) => () => graph.edit({ title: 'Move' }, (edit) => edit.set(id, 'position', value as never));
    expect(write([Number.NaN, 0, 0])).toThrow(SpaceError);
    expect(write(new Date())).toThrow(SpaceError);
    expect(Object.isFrozen(graph.read(id)?.properties['position'])).toBe(true);
  });

  test('[D7] a read returns the same object until that entity changes', () => {
    const graph = openTestGraph();
    const [one, two] = graph.edit(
      { title: 'Add' },
      (edit) => [edit.create('note', { title: 'a' }), edit.create('note', { title: 'b' })] as const,
    );
    const before = [graph.read(one), graph.read(two)];
    graph.edit({ title: 'Rename' }, (edit) => edit.set(one, 'title', 'c'));
    expect(graph.read(one)).not.toBe(before[0]);
    expect(graph.read(two)).toBe(before[1]);
    expect(graph.list()).toBe(graph.list());
  });

  test('[D8] a gesture is one update and one flush, and one that throws leaves nothing behind', () => {
    const graph = openTestGraph();
    const updates: Uint8Array[] = [];
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { position: [0, 0, 0] }));
    graph.doc.on('update', (update: Uint8Array) => updates.push(update));
    graph.edit({ title: 'Move' }, (edit) => {
      edit.set(id, 'position', [1, 0, 0]);
      edit.set(id, 'turn', [0, 15, 0]);
      edit.link(entityKey(id), 'about', 'file:a/b' as Key);
    });
    expect(updates).toHaveLength(1);
    expect(graph.flushes.list()).toHaveLength(2);
    const fail = () =>
      graph.edit({ title: 'Fail' }, (edit) => {
        edit.set(id, 'position', [9, 9, 9]);
        throw new Error('no');
      });
    expect(fail).toThrow('no');
    expect(graph.read(id)?.properties['position']).toEqual([1, 0, 0]);
    expect(graph.journal.undoTitle).toBe('Move');
  });

  test('[D12] a listener that throws stops neither the others nor the document', () => {
    const faults: unknown[] = [];
    const graph = openTestGraph({ reportFault: (fault) => faults.push(fault) });
    let heard = 0;
    graph.subscribe(() => {
      throw new Error('mine');
    });
    graph.subscribe(() => heard++);
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'a' }));
    expect(heard).toBe(1);
    expect(faults).toEqual([new Error('mine')]);
    expect(graph.read(id)?.title).toBe('a');
  });
});

describe('bad data from others', () => {
  test('[D9] an invalid value reads as its default plus an issue that shows what was seen', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { form: 'cone' }));
    graph.doc.getMap<Y.Map<unknown>>('e').get(id)?.set('form', 'dodecahedron');
    expect(graph.read(id)?.properties['form']).toBe('box');
    expect(graph.read(id)?.issues).toMatchObject([{ property: 'form', code: 'invalid-value', raw: 'dodecahedron' }]);
  });

  test('[D9] unknown kinds, unknown fields, a missing base and a value that is no map all read as something', () => {
    const graph = openTestGraph();
    const entities = graph.doc.getMap<unknown>('e');
    const make = (id: string, base: unknown, extra: Record<string, unknown> = {}): void => {
      const map = new Y.Map<unknown>();
      if (base !== undefined) map.set('', base);
      for (const [key, value] of Object.entries(extra)) map.set(key, value);
      entities.set(id, map);
    };
    make('strange', { kind: 'dragon', v: 3, fire: true }, { wings: 2 });
    make('headless', undefined, { colour: '#000000' });
    make('extra', { kind: 'note', v: 1, flavour: 'salt' });
    entities.set('flat', 42);
    const read = (id: string) => graph.read(id as never);
    expect(read('strange')).toMatchObject({ kind: 'dragon', properties: { fire: true, wings: 2 }, issues: [{ code: 'unknown-kind' }] });
    expect(read('headless')).toMatchObject({ kind: 'unknown', issues: [{ code: 'damaged' }] });
    expect(read('extra')).toMatchObject({ properties: { flavour: 'salt' }, issues: [] });
    expect(read('flat')).toMatchObject({ issues: [{ code: 'damaged' }] });
  });

  test('[D10] mend writes defaults over what is invalid, as one undoable gesture', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('shape', { colour: '#112233' }));
    graph.doc.getMap<Y.Map<unknown>>('e').get(id)?.set('size', 'huge');
    graph.mend(id);
    expect(graph.read(id)).toMatchObject({ issues: [], properties: { size: [1, 1, 1], colour: '#112233' } });
    graph.undo();
    expect(graph.read(id)?.issues).toHaveLength(1);
  });

  test('[K3] a newer version of a kind is read as far as it is known, with an issue', () => {
    const graph = openTestGraph();
    const map = new Y.Map<unknown>();
    map.set('', { kind: 'note', v: 9, title: 'From later', mood: 'bright' });
    graph.doc.getMap('e').set('later', map);
    expect(graph.read('later' as never)).toMatchObject({
      title: 'From later',
      properties: { mood: 'bright' },
      issues: [{ code: 'newer-version' }],
    });
  });
});

describe('checks on writing', () => {
  test('[K2] a refused value says what was seen and what is allowed', () => {
    const graph = openTestGraph();
    const id = graph.edit({ title: 'Add' }, (edit) => edit.create('light'));
    expect(() => graph.edit({ title: 'Dim' }, (edit) => edit.set(id, 'intensity', 400))).toThrow('at most 20');
    expect(() => graph.edit({ title: 'Dim' }, (edit) => edit.set(id, 'mood', 'calm'))).toThrow('no property "mood"');
    expect(() => graph.edit({ title: 'Add' }, (edit) => edit.create('dragon'))).toThrow('no kind');
  });

  test('[W1] the fifth write a second to one property throws, or is written once when the second is over', () => {
    const strict = openTestGraph({ now: () => 5, guard: 'throw' });
    const id = strict.edit({ title: 'Add' }, (edit) => edit.create('shape'));
    const move = (graph: typeof strict, target: typeof id, x: number): void =>
      graph.edit({ title: 'Move' }, (edit) => edit.set(target, 'position', [x, 0, 0]));
    for (let x = 1; x <= 4; x++) move(strict, id, x);
    expect(() => move(strict, id, 5)).toThrow('more than four times a second');

    const calm = openTestGraph({ now: () => 5, guard: 'coalesce' });
    const other = calm.edit({ title: 'Add' }, (edit) => edit.create('shape'));
    const updates: unknown[] = [];
    calm.doc.on('update', (update: unknown) => updates.push(update));
    for (let x = 1; x <= 60; x++) move(calm, other, x);
    expect(updates).toHaveLength(4);
    calm.settle();
    expect(updates).toHaveLength(5);
    expect(calm.read(other)?.properties['position']).toEqual([60, 0, 0]);
  });
});
