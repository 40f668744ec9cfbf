import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, colourField, keyField, lineNumber, momentField, numberField, placement, tags } from '../placement.ts';

/** Something that went wrong: what it said, where, and whether it is dealt with. Seen again, it counts up instead of being made twice. */
export const error: Kind = defineKind({
  name: 'error',
  title: 'Error',
  icon: 'octagon-alert',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    severity: choiceField(
      'Severity',
      [
        { value: 'error', label: 'Error' },
        { value: 'warning', label: 'Warning' },
        { value: 'note', label: 'Note' },
      ],
      { group: 'state' },
    ),
    state: choiceField(
      'State',
      [
        { value: 'open', label: 'Open' },
        { value: 'resolved', label: 'Resolved' },
      ],
      { group: 'state' },
    ),
    body: { ...bodyText, label: 'Details' },
    target: keyField('Where'),
    line: { schema: v.nullable(lineNumber), default: null, label: 'Line', group: 'content', control: 'number', min: 1, step: 1 },
    seen: { ...numberField('Seen', { default: 1, min: 1, max: 1_000_000_000, step: 1 }), group: 'more' },
    last: momentField('Last seen'),
    tags: tags(),
    colour: colourField('#c8745b'),
  },
});
