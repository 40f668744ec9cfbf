import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, lineField, tags, title } from '../placement.ts';

/** A link that needs its own text: it stands between two things, linked from one and to the other. */
export const relation: Kind = defineKind({
  name: 'relation',
  title: 'Relation',
  icon: 'spline',
  version: 1,
  placed: false,
  fields: {
    title,
    relation: lineField('Relation'),
    state: choiceField(
      'State',
      [
        { value: 'open', label: 'Open' },
        { value: 'agreed', label: 'Agreed' },
        { value: 'rejected', label: 'Rejected' },
      ],
      { group: 'state' },
    ),
    body: bodyText,
    tags: tags(),
  },
});
