import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bounded, choiceField, keyText, numberField, placement, tags } from '../placement.ts';

/** An entity shown as a flat surface: a board of what it contains, one entity, or a file. */
export const panel: Kind = defineKind({
  name: 'panel',
  title: 'Panel',
  icon: 'panel-top',
  version: 2,
  placed: true,
  fields: {
    ...placement,
    view: choiceField(
      'Shows',
      [
        { value: 'board', label: 'Board' },
        { value: 'entity', label: 'Entity' },
        { value: 'file', label: 'File' },
      ],
      { group: 'content' },
    ),
    target: { schema: keyText, default: '', label: 'Target', group: 'content', control: 'link' },
    width: { ...numberField('Width', { default: 3.75, min: 0.5, max: 20, step: 0.25, unit: 'm' }), group: 'place' },
    tags: tags(2),
    pixels: {
      schema: v.tuple([bounded(160, 2000), bounded(120, 2000)], 'give width and height in pixels'),
      default: [412, 372],
      label: 'Pixels',
      group: 'more',
      control: 'hidden',
    },
  },
});
