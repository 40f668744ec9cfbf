import { defineKind, type Kind } from '../kind.ts';
import { choiceField, colourField, placement, switchField, tags, vector } from '../placement.ts';

/** The forms a shape can have; the first six are plain solids, the rest furnish a place. */
export const shapeForms = [
  { value: 'box', label: 'Box' },
  { value: 'sphere', label: 'Sphere' },
  { value: 'cylinder', label: 'Cylinder' },
  { value: 'cone', label: 'Cone' },
  { value: 'plane', label: 'Plane' },
  { value: 'torus', label: 'Torus' },
  { value: 'slab', label: 'Slab' },
  { value: 'arch', label: 'Arch' },
  { value: 'tower', label: 'Tower' },
  { value: 'cypress', label: 'Cypress' },
  { value: 'tree', label: 'Tree' },
] as const;

/** A form with a size and a colour; the house material does the rest. */
export const shape: Kind = defineKind({
  name: 'shape',
  title: 'Shape',
  icon: 'box',
  version: 2,
  placed: true,
  fields: {
    ...placement,
    form: choiceField('Form', shapeForms),
    size: {
      schema: vector(0.01, 1000),
      default: [1, 1, 1],
      label: 'Size',
      group: 'place',
      control: 'vector',
      unit: 'm',
      step: 0.25,
      min: 0.01,
    },
    colour: colourField('#efe8dc'),
    tags: tags(2),
    shadow: switchField('Shadow', true),
  },
});
