import * as v from 'valibot';
import { defineKind, type FieldDeclaration, type Kind } from '../kind.ts';
import {
  bodyText,
  bounded,
  choiceField,
  colourField,
  keyField,
  line,
  lineField,
  numberField,
  placement,
  switchField,
  tags,
} from '../placement.ts';

type Fields = Readonly<Record<string, FieldDeclaration>>;

/** Rows and choices a widget shows at most; more than that is a query, not a widget. */
const MAX_ROWS = 500;

const rows = (label: string): FieldDeclaration => ({
  schema: v.pipe(v.array(line, 'give a list of lines'), v.maxLength(MAX_ROWS, `at most ${MAX_ROWS}`)),
  default: [],
  label,
  group: 'content',
  control: 'hidden',
});

const content = (field: FieldDeclaration): FieldDeclaration => ({ ...field, group: 'content' });
const value = (low: number, high: number): FieldDeclaration => content(numberField('Value', { default: 0, min: low, max: high, step: 1 }));

/** A range with its value; what lies outside the range is drawn at its end. */
const range: Fields = {
  value: value(-1e9, 1e9),
  from: content(numberField('From', { default: 0, min: -1e9, max: 1e9, step: 1 })),
  to: content(numberField('To', { default: 100, min: -1e9, max: 1e9, step: 1 })),
  step: content(numberField('Step', { default: 1, min: 0, max: 1e9, step: 0.1 })),
  unit: lineField('Unit'),
};

const side = choiceField('Direction', [
  { value: 'column', label: 'Downward' },
  { value: 'row', label: 'Sideways' },
]);

/** What each widget has besides a place, a size, tags and whether it can be used. */
const WIDGETS: readonly { readonly name: string; readonly title: string; readonly icon: string; readonly fields: Fields }[] = [
  { name: 'text', title: 'Text', icon: 'text', fields: { body: bodyText } },
  { name: 'label', title: 'Label', icon: 'type', fields: { text: lineField('Text'), target: keyField('Belongs to') } },
  {
    name: 'button',
    title: 'Button',
    icon: 'rectangle-horizontal',
    fields: {
      text: lineField('Text'),
      command: lineField('Command'),
      target: keyField('Acts on'),
      look: choiceField('Look', [
        { value: 'plain', label: 'Plain' },
        { value: 'strong', label: 'Strong' },
        { value: 'danger', label: 'Danger' },
      ]),
    },
  },
  {
    name: 'checkbox',
    title: 'Checkbox',
    icon: 'square-check',
    fields: { text: lineField('Text'), on: content(switchField('Ticked', false)) },
  },
  { name: 'switch', title: 'Switch', icon: 'toggle-left', fields: { text: lineField('Text'), on: content(switchField('On', false)) } },
  { name: 'slider', title: 'Slider', icon: 'sliders-horizontal', fields: range },
  { name: 'number', title: 'Number', icon: 'hash', fields: range },
  {
    name: 'input',
    title: 'Input',
    icon: 'text-cursor-input',
    fields: { body: bodyText, hint: lineField('Hint'), multiline: content(switchField('Several lines', false)) },
  },
  { name: 'select', title: 'Select', icon: 'chevrons-up-down', fields: { choices: rows('Choices'), value: lineField('Chosen') } },
  { name: 'list', title: 'List box', icon: 'layout-list', fields: { target: keyField('Shows'), value: lineField('Chosen') } },
  { name: 'tree', title: 'Tree', icon: 'list-tree', fields: { target: keyField('Shows'), value: lineField('Chosen') } },
  {
    name: 'table',
    title: 'Table',
    icon: 'table',
    fields: { target: keyField('Shows'), columns: rows('Columns'), sort: lineField('Sorted by') },
  },
  { name: 'tabs', title: 'Tabs', icon: 'app-window', fields: { value: lineField('Open tab') } },
  { name: 'scroll', title: 'Scroll area', icon: 'scroll-text', fields: { direction: side } },
  { name: 'card', title: 'Card', icon: 'gallery-vertical-end', fields: { body: bodyText } },
  {
    name: 'dialog',
    title: 'Dialog',
    icon: 'message-square-warning',
    fields: { body: bodyText, open: content(switchField('Open', false)) },
  },
  { name: 'menu', title: 'Menu', icon: 'square-menu', fields: { choices: rows('Commands') } },
  { name: 'image', title: 'Image', icon: 'image', fields: { target: keyField('Picture'), about: lineField('What it shows') } },
  { name: 'icon', title: 'Icon', icon: 'smile', fields: { symbol: lineField('Symbol', { default: 'circle' }) } },
  {
    name: 'progress',
    title: 'Progress',
    icon: 'loader',
    fields: { value: value(0, 1e9), to: content(numberField('Of', { default: 100, min: 0, max: 1e9, step: 1 })), text: lineField('Text') },
  },
  {
    name: 'chart',
    title: 'Chart',
    icon: 'chart-column',
    fields: {
      form: choiceField('Form', [
        { value: 'bars', label: 'Bars' },
        { value: 'line', label: 'Line' },
        { value: 'points', label: 'Points' },
      ]),
      target: keyField('Shows'),
      values: {
        schema: v.pipe(v.array(bounded(-1e12, 1e12), 'give numbers'), v.maxLength(5000, 'at most 5000 numbers')),
        default: [],
        label: 'Values',
        group: 'content',
        control: 'hidden',
      },
    },
  },
  { name: 'qr', title: 'QR code', icon: 'qr-code', fields: { text: lineField('Says') } },
  {
    name: 'stack',
    title: 'Stack',
    icon: 'rows-3',
    fields: { direction: side, gap: numberField('Gap', { default: 8, min: 0, max: 200, step: 4, unit: 'px' }) },
  },
];

/** Every widget: an entity whose state is its fields, shown as a face in the world, in the HUD or docked. Nesting is containment. */
export const widgets: readonly Kind[] = WIDGETS.map(({ name, title, icon, fields }) =>
  defineKind({
    name: `widget.${name}`,
    title,
    icon,
    version: 1,
    placed: true,
    fields: {
      ...placement,
      ...fields,
      enabled: switchField('Can be used', true, { group: 'state' }),
      width: { ...numberField('Width', { default: 1, min: 0.05, max: 20, step: 0.05, unit: 'm' }), group: 'place' },
      tags: tags(),
      colour: colourField('#c9c6bd'),
    },
  }),
);
