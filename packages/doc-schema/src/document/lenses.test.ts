import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { SpaceError } from '../errors.ts';
import type { Json } from '../json-value.ts';
import { defineKind, type Field, type FieldDeclaration, type Kind, KindRegistry } from '../kinds/kind.ts';
import { setField, title } from '../kinds/placement.ts';
import { openTestGraph } from '../testing/author.ts';
import type { GraphDoc } from './graph-doc.ts';

const number = (label: string): FieldDeclaration => ({ schema: v.number(), default: 0, label, group: 'content', control: 'number' });

/** A parcel in three versions: weight was text in grams, then `grams`, then `kilos`; labels became a set, then `marks`. */
const first = defineKind({
  name: 'parcel',
  title: 'Parcel',
  icon: 'box',
  version: 1,
  placed: false,
  fields: {
    title,
    weight: { schema: v.string(), default: '0', label: 'Weight', group: 'content', control: 'text' },
    labels: { schema: v.string(), default: '', label: 'Labels', group: 'content', control: 'text' },
  },
});
const upKilos = (raw: Json): Json => (typeof raw === 'string' ? Number(raw) / 1000 : raw);
const upMarks = (raw: Json): Json => (typeof raw === 'string' ? raw.split(' ').filter(Boolean) : raw);
const third = defineKind({
  ...first,
  version: 3,
  fields: {
    title,
    kilos: { ...number('Weight'), since: 3, was: ['weight'], up: upKilos },
    marks: { ...setField('Marks', { since: 3, was: ['stickers', 'labels'] }), up: upMarks },
  },
});

const exchange = (a: GraphDoc, b: GraphDoc): void => {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)));
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)));
};

const open = (kind: Kind, name: string): GraphDoc => openTestGraph({ kinds: new KindRegistry([kind]) }, name);

describe('lenses', () => {
  test('[K3] creation values and later edits of an older program are read through the lens, under the names they had', () => {
    const old = open(first, 'Mira');
    const id = old.edit({ title: 'Add' }, (edit) => edit.create('parcel', { weight: '1500', labels: 'fragile red' }));
    const now = open(third, 'Nadia');
    exchange(old, now);
    expect(now.read(id)).toMatchObject({ properties: { kilos: 1.5, marks: ['fragile', 'red'] }, issues: [] });
    expect(Object.keys(now.read(id)?.properties ?? {})).toEqual(['title', 'kilos', 'marks']);
    old.edit({ title: 'Weigh' }, (edit) => edit.set(id, 'weight', '2500'));
    exchange(old, now);
    expect(now.read(id)?.properties['kilos']).toBe(2.5);
  });

  test('[K3] what is written under the new name counts more than any older name, and taking it back shows the older again', () => {
    const old = open(first, 'Mira');
    const id = old.edit({ title: 'Add' }, (edit) => edit.create('parcel', { weight: '1000', labels: 'red' }));
    const now = open(third, 'Nadia');
    exchange(old, now);
    now.edit({ title: 'Weigh' }, (edit) => edit.set(id, 'kilos', 7));
    now.edit({ title: 'Mark' }, (edit) => edit.include(id, 'marks', 'blue'));
    old.edit({ title: 'Weigh' }, (edit) => edit.set(id, 'weight', '3000'));
    exchange(old, now);
    expect(now.read(id)?.properties).toMatchObject({ kilos: 7, marks: ['blue', 'red'] });
    expect(old.read(id)?.properties).toMatchObject({ weight: '3000', labels: 'red', kilos: 7, marks: ['blue'] });
    now.undo();
    now.undo();
    expect(now.read(id)?.properties).toMatchObject({ kilos: 3, marks: ['red'] });
    now.edit({ title: 'Plain' }, (edit) => edit.unset(id, 'kilos'));
    expect(now.read(id)?.properties['kilos']).toBe(1);
    now.undo();
    expect(now.read(id)?.properties['kilos']).toBe(3);
  });

  test('[K3] items changed under an older name of a set count less than under its own', () => {
    const now = open(third, 'Nadia');
    const id = now.edit({ title: 'Add' }, (edit) => edit.create('parcel', { marks: ['a'] }));
    const map = now.doc.getMap<Y.Map<unknown>>('e').get(id);
    map?.set('marks/b', true);
    map?.set('labels/b', false);
    map?.set('stickers/c', true);
    map?.set('labels/c', false);
    expect(now.read(id)?.properties['marks']).toEqual(['a', 'b', 'c']);
    expect(Object.keys(now.read(id)?.properties ?? {})).toEqual(['title', 'kilos', 'marks']);
    now.edit({ title: 'Plain' }, (edit) => edit.unset(id, 'marks'));
    expect(now.read(id)?.properties['marks']).toEqual(['a']);
  });

  test('[K3] a lens that throws leaves the value to the check; one that changes a default is refused when the kind is declared', () => {
    const fragile = { ...number('Weight'), up: (raw: Json): Json => (raw as never as { deep: { er: Json } }).deep.er };
    const declare = (up: (raw: Json) => Json): Kind => defineKind({ ...first, fields: { kilos: { ...number('Weight'), up } } });
    expect(() => declare((raw) => Number(raw) + 1)).toThrow(SpaceError);
    const kind = declare((raw) => (typeof raw === 'number' ? raw : fragile.up(raw)));
    const graph = open(kind, 'Nadia');
    const map = new Y.Map<unknown>();
    map.set('', { kind: 'parcel', v: 1, kilos: null });
    graph.doc.getMap('e').set('p', map);
    expect(graph.read('p' as never)).toMatchObject({ properties: { kilos: 0 }, issues: [{ property: 'kilos', raw: null }] });
  });

  test('[K3] reading through a lens twice is reading through it once', () => {
    const fields = Object.values(third.fields).filter((field): field is Field & { up: NonNullable<Field['up']> } => field.up !== undefined);
    expect(fields).toHaveLength(2);
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.integer()), fc.integer({ min: 1, max: 4 }), (raw, version) => {
        for (const field of fields) {
          const once = field.up(raw as Json, version);
          expect(field.up(once, version)).toEqual(once);
        }
      }),
    );
  });
});
