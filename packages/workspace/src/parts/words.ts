import type { Json } from '@space/doc-schema';

/** A value where text is wanted: text as it is, everything else as nothing. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A value for reading: text and numbers as they are, yes and no for switches, the rest as its data. */
export function sayValue(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** The letters of a shared text now; none where there is no text. */
export const readText = (text: { toJSON(): string } | undefined): string => text?.toJSON() ?? '';
