import { defineKind, type Kind } from '../kind.ts';
import { bodyText, colourField, placement, tags, webAddress } from '../placement.ts';

/** A page of the web worth coming back to. */
export const bookmark: Kind = defineKind({
  name: 'bookmark',
  title: 'Bookmark',
  icon: 'bookmark',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    url: { schema: webAddress, default: '', label: 'Address', group: 'content', control: 'text' },
    body: { ...bodyText, label: 'About' },
    tags: tags(),
    colour: colourField('#e0a08c'),
  },
});
