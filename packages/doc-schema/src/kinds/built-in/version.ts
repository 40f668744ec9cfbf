import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bodyText, momentField, personField, tags, title } from '../placement.ts';

/** A time of the region that somebody named, to come back to: made, renamed, trashed and linked as any entity. */
export const version: Kind = defineKind({
  name: 'version',
  title: 'Version',
  icon: 'bookmark-check',
  version: 1,
  placed: false,
  fields: {
    title,
    time: momentField('Time'),
    person: personField('Named by'),
    // How far each session was (Yjs's state vector, base64): finds the same state in any log, whatever its clock says.
    clocks: {
      schema: v.pipe(v.string('give text'), v.maxLength(40_000, 'at most 40000 characters')),
      default: '',
      label: 'Clocks',
      group: 'more',
      control: 'hidden',
    },
    body: { ...bodyText, label: 'About' },
    tags: tags(),
  },
});
