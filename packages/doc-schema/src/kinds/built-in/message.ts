import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, lineField, momentField, personField, tags, title } from '../placement.ts';

/** One thing said in a conversation, by a person, a model or a tool. */
export const message: Kind = defineKind({
  name: 'message',
  title: 'Message',
  icon: 'message-square',
  version: 1,
  placed: false,
  fields: {
    title: { ...title, write: 'guest' },
    role: choiceField(
      'Said by',
      [
        { value: 'person', label: 'A person' },
        { value: 'model', label: 'A model' },
        { value: 'tool', label: 'A tool' },
        { value: 'system', label: 'The setting' },
      ],
      { group: 'state', control: 'hidden', write: 'guest' },
    ),
    author: personField('Author', { write: 'guest' }),
    model: lineField('Model', { group: 'state', write: 'guest' }),
    sent: momentField('Sent', { write: 'guest' }),
    body: { ...bodyText, write: 'guest' },
    tags: { ...tags(), write: 'guest' },
  },
});
