import { defineKind, type Kind } from '../kind.ts';
import { bodyText, colourField, placement, tags } from '../placement.ts';

/** Things that belong and move together; it contains them. */
export const group: Kind = defineKind({
  name: 'group',
  title: 'Group',
  icon: 'group',
  version: 1,
  placed: true,
  fields: { ...placement, body: { ...bodyText, label: 'About' }, tags: tags(), colour: colourField('#dcc6a4') },
});
