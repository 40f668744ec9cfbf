import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, colourField, personField, placement, tags } from '../placement.ts';

/** Something to do, open or done. `ticks` names the first step that completes a starter task by itself. */
export const task: Kind = defineKind({
  name: 'task',
  title: 'Task',
  icon: 'square-check',
  version: 2,
  placed: true,
  fields: {
    ...placement,
    state: choiceField(
      'State',
      [
        { value: 'open', label: 'Open' },
        { value: 'done', label: 'Done' },
      ],
      { group: 'state' },
    ),
    due: {
      schema: v.nullable(v.pipe(v.string('give a date'), v.isoDate('give a date as YYYY-MM-DD'))),
      default: null,
      label: 'Due',
      group: 'state',
      control: 'date',
    },
    assignee: personField('Assignee', { since: 2 }),
    body: bodyText,
    tags: tags(2),
    colour: colourField('#a3bba2'),
    ticks: {
      schema: v.picklist(['', 'place', 'note-link', 'open-file', 'undo', 'invite'], 'not a first step this version knows'),
      default: '',
      label: 'First step',
      group: 'more',
      control: 'hidden',
    },
  },
});
