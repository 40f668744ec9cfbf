import { defineKind, type Kind } from '../kind.ts';
import { choiceField, colourField, numberField, placement, switchField, tags } from '../placement.ts';

/** A lamp on a post, or a bare point of light. */
export const light: Kind = defineKind({
  name: 'light',
  title: 'Light',
  icon: 'lightbulb',
  version: 2,
  placed: true,
  fields: {
    ...placement,
    form: choiceField('Form', [
      { value: 'lamp', label: 'Lamp' },
      { value: 'point', label: 'Bulb' },
    ]),
    on: switchField('Lit', true),
    colour: colourField('#ffc98a'),
    intensity: numberField('Intensity', { default: 3.4, min: 0, max: 20, step: 0.2, unit: 'cd' }),
    distance: numberField('Reach', { default: 5.5, min: 0.5, max: 50, step: 0.5, unit: 'm' }),
    tags: tags(2),
    lampHeight: numberField('Height', { default: 1.66, min: 0.2, max: 10, step: 0.1, unit: 'm' }),
  },
});
