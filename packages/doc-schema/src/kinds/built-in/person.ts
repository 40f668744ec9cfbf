import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { bounded, line } from '../placement.ts';

/** Someone who has been in this world. Their name is theirs to change; `colour` is a token number, 1 to 12. */
export const person: Kind = defineKind({
  name: 'person',
  title: 'Person',
  icon: 'user-round',
  version: 1,
  placed: false,
  fields: {
    title: { schema: line, default: '', label: 'Name', group: 'content', control: 'text', write: 'guest' },
    person: { schema: v.string('give a person id'), default: '', label: 'Key', group: 'more', control: 'hidden', write: 'guest' },
    colour: {
      schema: v.pipe(bounded(1, 12), v.integer('give a whole number')),
      default: 1,
      label: 'Colour',
      group: 'more',
      control: 'hidden',
      write: 'guest',
    },
    joined: {
      schema: v.number('give a time in milliseconds'),
      default: 0,
      label: 'Joined',
      group: 'more',
      control: 'hidden',
      write: 'guest',
    },
  },
});
