import { defineKind, type Kind } from '../kind.ts';
import { line } from '../placement.ts';

/** The world itself: its name. One per world; the index region's facts name it. */
export const world: Kind = defineKind({
  name: 'world',
  title: 'World',
  icon: 'globe',
  version: 1,
  placed: false,
  fields: { title: { schema: line, default: 'Home', label: 'Name', group: 'content', control: 'text', write: 'maintainer' } },
});
