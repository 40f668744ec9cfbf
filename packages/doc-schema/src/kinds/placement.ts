import * as v from 'valibot';
import type { FieldDeclaration } from './kind.ts';

/** Beyond this nothing is drawn and single-precision positions grow coarse, metres. */
const WORLD_RADIUS_M = 10_000;

const number = v.pipe(v.number('give a number'), v.finite('give a finite number'));

/** A number between two bounds, both allowed. */
export const bounded = (low: number, high: number): v.GenericSchema<number> =>
  v.pipe(number, v.minValue(low, `at least ${low}`), v.maxValue(high, `at most ${high}`));

/** Three numbers between two bounds. */
export const vector = (low: number, high: number): v.GenericSchema<[number, number, number]> =>
  v.tuple([bounded(low, high), bounded(low, high), bounded(low, high)], 'give three numbers');

/** A colour as `#rrggbb`. */
export const colour: v.GenericSchema<string> = v.pipe(
  v.string('give a colour as #rrggbb'),
  v.regex(/^#[0-9a-f]{6}$/i, 'give a colour as #rrggbb'),
  v.metadata({ format: 'colour' }),
);

/** One line of text, at most 200 characters: what fits a row and a label. */
export const line: v.GenericSchema<string> = v.pipe(v.string('give text'), v.maxLength(200, 'at most 200 characters'));

/** A colour field with a pigment as default. */
export const colourField = (pigment: string): FieldDeclaration => ({
  schema: colour,
  default: pigment,
  label: 'Colour',
  group: 'look',
  control: 'colour',
});

/** A choice between named values. */
export const choiceField = (
  label: string,
  choices: readonly { readonly value: string; readonly label: string }[],
  rest: Partial<FieldDeclaration> = {},
): FieldDeclaration => ({
  schema: v.picklist(
    choices.map((choice) => choice.value),
    `choose one of ${choices.map((choice) => choice.value).join(', ')}`,
  ),
  default: choices[0]?.value ?? '',
  label,
  group: 'look',
  control: 'choice',
  choices,
  ...rest,
});

/** A yes/no field. */
export const switchField = (label: string, on: boolean, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: v.boolean('give yes or no'),
  default: on,
  label,
  group: 'look',
  control: 'switch',
  ...rest,
});

/** A bounded number field. */
export const numberField = (
  label: string,
  spec: { readonly default: number; readonly min: number; readonly max: number; readonly step: number; readonly unit?: string },
): FieldDeclaration => ({ schema: bounded(spec.min, spec.max), label, group: 'look', control: 'number', ...spec });

/** The title every entity has. */
export const title: FieldDeclaration = { schema: line, default: '', label: 'Title', group: 'content', control: 'text' };

/** Text that several people type in at once. */
export const bodyText: FieldDeclaration = {
  schema: v.string('give text'),
  default: '',
  label: 'Text',
  group: 'content',
  control: 'long-text',
  merge: 'text',
};

/** A key of the graph, or '' for none. */
export const keyText: v.GenericSchema<string> = v.pipe(
  v.string('give a key'),
  v.check((key) => key === '' || /^[a-z][a-z0-9-]*:/.test(key), 'a key reads scheme:name'),
  v.metadata({ format: 'key' }),
);

/** A line of a file, counted from 1. */
export const lineNumber: v.GenericSchema<number> = v.pipe(bounded(1, 100_000_000), v.integer('give a whole number'));

/** An address of the web, or '' for none. Only http and https: nothing that runs when it is opened. */
export const webAddress: v.GenericSchema<string> = v.pipe(
  v.string('give an address'),
  v.maxLength(2000, 'at most 2000 characters'),
  v.check((address) => address === '' || /^https?:\/\/[^\s]+$/i.test(address), 'an address starts with http:// or https://'),
  v.metadata({ format: 'web-address' }),
);

/**
 * Where a thing stands: metres and degrees in the world's frame, Y up. `position` is the point its underside rests on, and null
 * for what is not placed. Each vector is one value, so that two people moving at once never mix axes.
 */
export const placement: Readonly<Record<string, FieldDeclaration>> = {
  title,
  position: {
    schema: v.nullable(vector(-WORLD_RADIUS_M, WORLD_RADIUS_M)),
    default: null,
    label: 'Position',
    group: 'place',
    control: 'vector',
    unit: 'm',
    step: 0.25,
  },
  turn: { schema: vector(-36000, 36000), default: [0, 0, 0], label: 'Turn', group: 'place', control: 'vector', unit: '°', step: 15 },
  scale: { schema: vector(0.01, 1000), default: [1, 1, 1], label: 'Scale', group: 'place', control: 'vector', step: 0.1, min: 0.01 },
  locked: switchField('Locked', false, { group: 'place' }),
};

/** A word or two to find things by: no `#`, comma or line break, no blanks around it, at most 60 characters. */
export const tag: v.GenericSchema<string> = v.pipe(
  v.string('give a word'),
  v.minLength(1, 'give a word'),
  v.maxLength(60, 'at most 60 characters'),
  v.check((word) => word === word.trim() && !/[#,\p{Cc}]/u.test(word), 'no # or comma in a tag, and no blanks around it'),
  v.metadata({ format: 'tag' }),
);

/** Items a set can hold; more than that is a list of things, not of words. */
const MAX_ITEMS = 200;

/** A set of words that several people add to and take from at once without losing each other's. */
export const setField = (label: string, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: v.pipe(v.array(tag, 'give a list of words'), v.maxLength(MAX_ITEMS, `at most ${MAX_ITEMS}`)),
  default: [],
  label,
  group: 'content',
  control: 'tags',
  merge: 'set',
  ...rest,
});

/** The tags of a thing. `since` is the version of the kind that brought them. */
export const tags = (since = 1): FieldDeclaration => setField('Tags', { since });

/** A key of the graph. */
export const keyField = (label: string, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: keyText,
  default: '',
  label,
  group: 'content',
  control: 'link',
  ...rest,
});

/** One line of text. */
export const lineField = (label: string, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: line,
  default: '',
  label,
  group: 'content',
  control: 'text',
  ...rest,
});

/** The key of a person, or '' for nobody. */
export const personText: v.GenericSchema<string> = v.pipe(
  v.string('give a person'),
  v.check((key) => key === '' || /^person:./.test(key), 'a person reads person:name'),
  v.metadata({ format: 'person' }),
);

/** Someone, by `person:` key; '' for nobody. */
export const personField = (label: string, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: personText,
  default: '',
  label,
  group: 'state',
  control: 'person',
  ...rest,
});

/** A moment in milliseconds since 1970, or 0 for never; written by the program, not by hand. */
export const momentField = (label: string, rest: Partial<FieldDeclaration> = {}): FieldDeclaration => ({
  schema: v.pipe(number, v.minValue(0, 'give a time in milliseconds')),
  default: 0,
  label,
  group: 'more',
  control: 'hidden',
  ...rest,
});
