import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, colourField, placement, tags } from '../placement.ts';

/** Things in an order people choose: it contains them, the order is on the link. */
export const list: Kind = defineKind({
  name: 'list',
  title: 'List',
  icon: 'list',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    sort: choiceField(
      'Order',
      [
        { value: 'hand', label: 'By hand' },
        { value: 'title', label: 'By title' },
        { value: 'newest', label: 'Newest first' },
      ],
      { group: 'content' },
    ),
    body: { ...bodyText, label: 'About' },
    tags: tags(),
    colour: colourField('#dfb96e'),
  },
});
