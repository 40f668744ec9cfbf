import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bodyText, colourField, keyField, lineField, lineNumber, placement, tags } from '../placement.ts';

/** A piece of code people write together, or quote from a file: then `target` and the lines say where it stands. */
export const code: Kind = defineKind({
  name: 'code',
  title: 'Code',
  icon: 'code',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    language: lineField('Language'),
    body: { ...bodyText, label: 'Code' },
    target: keyField('File'),
    lines: {
      schema: v.nullable(v.tuple([lineNumber, lineNumber], 'give the first and the last line')),
      default: null,
      label: 'Lines',
      group: 'content',
      control: 'hidden',
    },
    tags: tags(),
    colour: colourField('#94a8c4'),
  },
});
