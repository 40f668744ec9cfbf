import { defineKind, type Kind } from '../kind.ts';
import { bodyText, colourField, placement, tags } from '../placement.ts';

/** A written sheet: a title and text that people type in together. */
export const note: Kind = defineKind({
  name: 'note',
  title: 'Note',
  icon: 'sticky-note',
  version: 2,
  placed: true,
  fields: { ...placement, body: bodyText, colour: colourField('#f0d48c'), tags: tags(2) },
});
