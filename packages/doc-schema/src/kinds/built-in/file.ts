import { defineKind, type Kind } from '../kind.ts';
import { colourField, keyText, placement, tags } from '../placement.ts';

/** A stand in the world for a file or directory of a folder; the file itself stays on its disk. */
export const file: Kind = defineKind({
  name: 'file',
  title: 'File',
  icon: 'file-text',
  version: 2,
  placed: true,
  fields: {
    ...placement,
    target: { schema: keyText, default: '', label: 'File', group: 'content', control: 'link' },
    colour: colourField('#7c88a4'),
    tags: tags(2),
  },
});
