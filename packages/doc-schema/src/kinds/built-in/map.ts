import { defineKind, type Kind } from '../kind.ts';
import { bodyText, choiceField, colourField, lineField, placement, setField, tags } from '../placement.ts';

/** A named, saved view on the graph. It contains what it shows, places are on the links; `relations` are the ones it draws, none for all; what does not fit `filter` is dimmed. */
export const map: Kind = defineKind({
  name: 'map',
  title: 'Map',
  icon: 'waypoints',
  version: 1,
  placed: true,
  fields: {
    ...placement,
    layout: choiceField(
      'Layout',
      [
        { value: 'free', label: 'By hand' },
        { value: 'force', label: 'By links' },
        { value: 'tree', label: 'Tree' },
      ],
      { group: 'content' },
    ),
    relations: setField('Relations shown'),
    filter: lineField('Filter'),
    body: { ...bodyText, label: 'About' },
    tags: tags(),
    colour: colourField('#75987f'),
  },
});
