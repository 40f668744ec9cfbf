import * as v from 'valibot';
import { defineKind, type Kind } from '../kind.ts';
import { line } from '../placement.ts';

/** A part of a world that is a document of its own. Stands in the world's index region. */
export const region: Kind = defineKind({
  name: 'region',
  title: 'Region',
  icon: 'layers',
  version: 1,
  placed: false,
  fields: {
    title: { schema: line, default: '', label: 'Name', group: 'content', control: 'text', write: 'maintainer' },
    document: {
      schema: v.pipe(v.string(), v.maxLength(200)),
      default: '',
      label: 'Document',
      group: 'more',
      control: 'hidden',
      write: 'maintainer',
    },
    entities: { schema: v.pipe(v.number(), v.integer(), v.minValue(0)), default: 0, label: 'Things', group: 'more', control: 'hidden' },
  },
});
