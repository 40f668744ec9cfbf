import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { choiceField, colourField, numberField, placement, tags } from '../placement.ts';

/** A question to the graph that is kept: its text in the query language, and how its answers are shown. */
export const query: Kind = defineKind({
  name: 'query',
  title: 'Query',
  icon: 'list-filter',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    text: {
      schema: v.pipe(v.string('give a query'), v.maxLength(2000, 'at most 2000 characters')),
      default: '',
      label: 'Query',
      group: 'content',
      control: 'text',
    },
    show: choiceField(
      'Shown as',
      [
        { value: 'list', label: 'List' },
        { value: 'table', label: 'Table' },
        { value: 'board', label: 'Board' },
      ],
      { group: 'content', control: 'hidden' }, // a list for now; the others are read and kept
    ),
    limit: { ...numberField('At most', { default: 200, min: 1, max: 10_000, step: 10 }), group: 'content' },
    tags: tags(),
    colour: colourField('#94809f'),
  },
});
