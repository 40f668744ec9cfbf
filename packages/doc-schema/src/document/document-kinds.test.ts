import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { decodeKind, encodeKind } from '../kinds/declaration.ts';
import { kinds } from '../kinds/index.ts';
import { defineKind, KindRegistry } from '../kinds/kind.ts';
import { bodyText, choiceField, numberField, placement, setField, title } from '../kinds/placement.ts';
import { readSchema } from '../kinds/read-schema.ts';
import { openTestGraph } from '../testing/author.ts';
import type { GraphDoc } from './graph-doc.ts';

const exchange = (a: GraphDoc, b: GraphDoc): void => {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)));
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)));
};

const dragon = defineKind({
  name: 'dragon',
  title: 'Dragon',
  icon: 'flame',
  version: 4,
  placed: true,
  fields: {
    ...placement,
    heads: { ...numberField('Heads', { default: 1, min: 1, max: 9, step: 1, unit: 'heads' }), since: 2 },
    mood: choiceField('Mood', [
      { value: 'calm', label: 'Calm' },
      { value: 'cross', label: 'Cross' },
    ]),
    hoard: setField('Hoard', { write: 'owner' }),
    lair: bodyText,
  },
});
const laterNote = defineKind({
  name: 'note',
  title: 'Note',
  icon: 'sticky-note',
  version: 9,
  placed: true,
  fields: {
    title,
    weather: {
      ...choiceField('Weather', [
        { value: 'dry', label: 'Dry' },
        { value: 'wet', label: 'Wet' },
      ]),
      since: 9,
    },
  }, // prettier-ignore
});

describe('kinds that travel', () => {
  test('[K4] a kind this program has no code for shows and is edited by what the document declares', () => {
    const theirs = openTestGraph({ kinds: new KindRegistry([dragon]) }, 'Mira');
    const id = theirs.edit({ title: 'Add' }, (edit) => edit.create('dragon', { heads: 3, hoard: ['gold'] }, { text: { lair: 'A cave' } }));
    const mine = openTestGraph();
    expect(mine.kinds.get('dragon')).toBeUndefined();
    exchange(theirs, mine);
    const kind = mine.kinds.get('dragon');
    expect(kind).toMatchObject({ title: 'Dragon', icon: 'flame', placed: true, version: 4, declared: true });
    expect(kind?.fields['heads']).toMatchObject({ label: 'Heads', control: 'number', min: 1, max: 9, unit: 'heads', since: 2 });
    expect(kind?.fields['hoard']).toMatchObject({ merge: 'set', write: 'owner' });
    expect(mine.kinds.list()).toContain(kind);
    expect(mine.read(id)).toMatchObject({ issues: [], properties: { heads: 3, mood: 'calm', hoard: ['gold'], scale: [1, 1, 1] } });
    expect(() => mine.edit({ title: 'More' }, (edit) => edit.set(id, 'heads', 10))).toThrow('at most 9');
    mine.edit({ title: 'More' }, (edit) => {
      edit.set(id, 'heads', 7);
      edit.set(id, 'mood', 'cross');
      edit.include(id, 'hoard', 'silver');
    });
    const second = mine.edit({ title: 'Add' }, (edit) => edit.create('dragon', { title: 'Young' }));
    exchange(theirs, mine);
    expect(theirs.read(id)?.properties).toMatchObject({ heads: 7, mood: 'cross', hoard: ['gold', 'silver'] });
    expect(theirs.read(second)).toMatchObject({ title: 'Young', issues: [] });
    expect(theirs.text(second, 'lair')?.toJSON()).toBe('');
  });

  test('[K4] a field that only a newer version of a built-in kind declares is shown and editable; the program’s own fields stand', () => {
    const theirs = openTestGraph({ kinds: new KindRegistry([laterNote]) }, 'Mira');
    const id = theirs.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'T', weather: 'wet' }));
    const mine = openTestGraph();
    exchange(theirs, mine);
    expect(mine.kinds.get('note')?.version).toBe(kinds.get('note')?.version);
    expect(mine.read(id)).toMatchObject({ properties: { weather: 'wet', colour: '#f0d48c' }, issues: [{ code: 'newer-version' }] });
    mine.edit({ title: 'Dry' }, (edit) => edit.set(id, 'weather', 'dry'));
    mine.edit({ title: 'Add' }, (edit) => edit.create('note'));
    exchange(theirs, mine);
    expect(theirs.read(id)?.properties['weather']).toBe('dry');
    expect(mine.doc.getMap('k').get('note')).toMatchObject({ v: 9 });
  });

  test('[K4] a declaration is written with the first entity of a kind and again by the first use of a newer version, not otherwise', () => {
    const old = openTestGraph({ kinds: new KindRegistry([{ ...laterNote, version: 1 }]) });
    const first = old.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'T' }));
    const declared: unknown[] = [];
    old.doc.getMap('k').observe((event) => declared.push(...event.keysChanged));
    old.edit({ title: 'Add' }, (edit) => edit.create('note', { title: 'U' }));
    expect(declared).toEqual([]);
    const mine = openTestGraph({ doc: old.doc });
    mine.edit({ title: 'Tag' }, (edit) => edit.include(first, 'tags', 'x'));
    mine.edit({ title: 'Tag' }, (edit) => edit.include(first, 'tags', 'y'));
    expect(declared).toEqual(['note']);
    expect(mine.doc.getMap('k').get('note')).toMatchObject({ v: 2 });
    mine.undo();
    expect(mine.read(first)?.properties['tags']).toEqual(['x']);
  });

  test('[K4] a declaration that arrives after its entities makes them read anew, and listeners hear of it', () => {
    const mine = openTestGraph();
    const map = new Y.Map<unknown>();
    map.set('', { kind: 'dragon', v: 4, heads: 12 });
    mine.doc.getMap('e').set('d', map);
    const before = mine.read('d' as never);
    expect(before?.issues).toMatchObject([{ code: 'unknown-kind' }]);
    const heard: string[] = [];
    mine.subscribe((change) => heard.push(...change.entities));
    mine.doc.getMap('k').set('dragon', encodeKind(dragon));
    expect(heard).toEqual(['d']);
    expect(mine.read('d' as never)).toMatchObject({
      title: 'Dragon',
      properties: { heads: 1 },
      issues: [{ code: 'invalid-value', raw: 12 }],
    });
  });

  test('[K4] every built-in kind comes back from its declaration with the same fields, defaults, controls and rules', () => {
    for (const kind of kinds.list()) {
      const { kind: read, problems } = decodeKind(kind.name, JSON.parse(JSON.stringify(encodeKind(kind))));
      expect(problems, kind.name).toEqual([]);
      expect(Object.keys(read?.fields ?? {})).toEqual(Object.keys(kind.fields));
      for (const field of Object.values(kind.fields)) {
        const { schema: _s, check: _c, checkItem: _i, up: _u, ...said } = field;
        expect(read?.fields[field.name], `${kind.name}.${field.name}`).toMatchObject(said);
      }
    }
  });

  test('[K5] whatever a built-in field accepts, the check read from its declaration accepts too', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        '#aabbcc',
        '2026-01-02',
        'entity:x',
        'person:p',
        'https://a.b',
        'open',
        'box',
        true,
        3,
        [1, 2, 3],
        ['a', 'b'],
      ),
    );
    for (const kind of kinds.list()) {
      const read = decodeKind(kind.name, encodeKind(kind)).kind;
      fc.assert(
        fc.property(value, (raw) => {
          for (const field of Object.values(kind.fields)) {
            if (field.check(raw).ok) expect(read?.fields[field.name]?.check(raw)).toEqual(field.check(raw));
          }
        }),
        { numRuns: 30 },
      );
    }
  });
});

describe('declarations from others', () => {
  const ok = (schema: unknown, value: unknown): boolean | undefined => {
    const rule = readSchema(schema);
    return rule && v.safeParse(rule, value).success;
  };

  test('[K5] the subset is checked by our own code', () => {
    expect(ok({ type: 'integer', minimum: 2, maximum: 4 }, 3)).toBe(true);
    expect(ok({ type: 'integer', minimum: 2, maximum: 4 }, 3.5)).toBe(false);
    expect(ok({ enum: ['a', 1, null] }, null)).toBe(true);
    expect(ok({ const: 'a' }, 'b')).toBe(false);
    expect(ok({ type: 'string', minLength: 2, maxLength: 3, format: 'never heard' }, 'abc')).toBe(true);
    expect(ok({ type: 'string', format: 'date' }, 'soon')).toBe(false);
    expect(ok({ anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'boolean' }, maxItems: 1 }] }, [true])).toBe(true);
    expect(ok({ anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'boolean' }, maxItems: 1 }] }, [true, false])).toBe(false);
    expect(ok({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 2 }, ['a'])).toBe(false);
  });

  test('[K5] a regular expression, a reference or any other keyword is not understood: the field takes any value and says so', () => {
    for (const schema of [
      { type: 'string', pattern: '(a+)+$' },
      { $ref: '#' },
      { type: 'object' },
      { not: {} },
      true,
      7,
      {},
      { type: ['null'] },
    ]) {
      expect(readSchema(schema)).toBeUndefined();
    }
    const { kind, problems } = decodeKind('odd', {
      v: 1,
      fields: { code: { schema: { type: 'string', pattern: '(a+)+$' }, default: 'x' } },
    });
    expect(kind?.fields['code']).toMatchObject({ control: 'json', default: 'x', loose: expect.stringContaining('not understood') });
    expect(kind?.fields['code']?.check({ any: [1] }).ok).toBe(true);
    expect(problems).toEqual(['code: its rule is not understood here.']);
  });

  test('[K5] hostile declarations are bounded and told, never thrown', () => {
    let deep: unknown = { type: 'string' };
    for (let i = 0; i < 10_000; i++) deep = { type: 'array', items: deep };
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, { schema: { type: 'string' }, default: '' }]));
    const wide = { anyOf: Array.from({ length: 100_000 }, () => ({ type: 'null' })) };
    const hostile = JSON.parse(
      '{"__proto__": {"schema": {}}, "constructor": {"schema": {"type": "string"}, "default": ""}, "a/b": {}, "del": {}, "toString": 3}',
    );
    expect(
      decodeKind('deep', { v: 1, fields: { deep: { schema: deep, default: [] }, wide: { schema: wide, default: null } } }).problems,
    ).toHaveLength(2);
    const big = decodeKind('many', { v: 1, fields: many });
    expect(Object.keys(big.kind?.fields ?? {})).toHaveLength(100);
    expect(big.problems).toEqual(['It declares 5000 fields, the first 100 are read.']);
    const odd = decodeKind('odd', { v: 1, fields: hostile, title: { toString: 1 }, icon: '<b>', placed: 'yes' });
    expect(Object.keys(odd.kind?.fields ?? {})).toEqual(['constructor']);
    expect(odd.kind).toMatchObject({ title: 'odd', icon: 'component', placed: false });
    for (const raw of [undefined, null, 3, [], 'x', { v: -1, fields: {} }, { v: 1 }]) {
      expect(decodeKind('x', raw)).toMatchObject({ kind: undefined, problems: [expect.stringContaining('cannot be read')] });
    }
  });

  test('[K5] any JSON at all is read as some kind or none, and every field made from it works', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue(), (schema, initial) => {
        const field = { schema, default: initial, merge: 'set' };
        const { kind } = decodeKind('any', { v: 1, fields: { a: field, b: { ...field, merge: 'value' } }, title: initial } as never);
        for (const each of Object.values(kind?.fields ?? {})) expect(each.check(each.default)).toEqual({ ok: true, value: each.default });
      }),
      { numRuns: 200 },
    );
  });
});
