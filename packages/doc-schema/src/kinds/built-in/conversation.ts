import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, colourField, lineField, placement, tags } from '../placement.ts';

/** Messages in the order they were sent, with people, models or both. It contains its messages; a branch is a conversation of its own. */
export const conversation: Kind = defineKind({
  name: 'conversation',
  title: 'Conversation',
  icon: 'messages-square',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    state: choiceField(
      'State',
      [
        { value: 'open', label: 'Open' },
        { value: 'closed', label: 'Closed' },
      ],
      { group: 'state', write: 'guest' },
    ),
    model: lineField('Model', { group: 'state' }),
    body: { ...bodyText, label: 'About' },
    tags: tags(),
    colour: colourField('#6a9aa3'),
  },
});
